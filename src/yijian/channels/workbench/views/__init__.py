"""One view for each act; each calls one use case."""
