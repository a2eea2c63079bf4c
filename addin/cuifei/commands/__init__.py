"""What a user can ask for, each once: read, decide, write, report."""
