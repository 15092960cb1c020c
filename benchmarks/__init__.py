"""Measurements. A claim about speed is a benchmark here that prints a ratio against a floor of the same run."""
