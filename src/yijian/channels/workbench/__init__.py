"""The officers' side: desks, tasks, decisions, and the coordinator's pre-check."""
