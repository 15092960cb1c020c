"""The authors' side."""
