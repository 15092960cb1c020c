"""From the values of use cases to the values of the look. Pure: no request, no clock, no chance, no table."""
