"""Many letters in one Word file: each its own section, nothing mixed up."""
