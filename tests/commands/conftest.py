"""The program of the command line is built once a run: that takes longer than most calls of it."""

from functools import cache

from typer import testing

testing._get_command = cache(testing._get_command)
