"""The law of agreement: the evaluator, DuckDB, PostgreSQL and the proof say the same about everybody."""
