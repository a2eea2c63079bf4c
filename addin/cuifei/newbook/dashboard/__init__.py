"""The sheet 看板: native charts over a table of numbers that cuifei writes, and nothing else."""
