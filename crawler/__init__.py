"""Fetching: one spider that runs any source, and the guards of the network."""
