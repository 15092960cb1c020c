"""Yijian (一件): an optimising compiler and a runtime for government services."""
