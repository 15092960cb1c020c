"""From definitions to a `OneThing`, and from a `OneThing` to the `Plan` of somebody."""
