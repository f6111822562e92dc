"""What ties it together: command line, jobs, the demo."""
