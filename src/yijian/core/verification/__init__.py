"""Checks over definitions: they take values, import no compiler, and give findings."""
