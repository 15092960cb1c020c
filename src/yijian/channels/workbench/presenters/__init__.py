"""From what use cases give to what pages show: pure functions, no request."""
