"""The worker: fires timers and delivers messages, as many processes of it as wanted."""
