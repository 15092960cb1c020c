"""One view for each page; each calls one use case."""
