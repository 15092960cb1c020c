"""What is exported, held against the standards and their own tools."""
