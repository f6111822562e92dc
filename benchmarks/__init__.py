"""Measurements, each a command that prints one JSON line."""
