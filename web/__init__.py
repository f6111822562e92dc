"""The reading room: server-rendered pages, reading only."""
