"""What others publish, read into draft definitions."""
