"""The sheet 使用说明: one screen for each task, and the meaning of every word on our sheets."""
