"""Readers of the pages that data can not describe, found by the id of their source."""
