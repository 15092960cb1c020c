"""Dates and limits on the working calendar, and (in `schedule`) the fastest parallel order of the parts."""
