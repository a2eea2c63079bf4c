"""The workbook that the office already has: understand it, say so, and read it in place."""
