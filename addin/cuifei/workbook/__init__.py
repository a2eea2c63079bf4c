"""Rows to records and back: knows sheets and cells, knows no rule."""
