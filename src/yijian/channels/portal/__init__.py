"""The portal: where a person finds out about a thing, applies for it, follows it and gets the results."""
