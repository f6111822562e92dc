"""What may be changed without writing code: settings, sources, rules."""
