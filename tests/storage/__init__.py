"""Tests of what is stored; the same on SQLite and, with `--postgresql`, on PostgreSQL."""
