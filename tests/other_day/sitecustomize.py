"""On another day (tests/on-day) libfaketime refuses Python's sleep; here it sleeps all the same.

Python sleeps until a point of the monotonic clock, which libfaketime leaves alone and moves
nevertheless. Loaded by tests/conftest.py, and by every Python that the tests start.
"""

import select
import time


def _sleep(seconds: float) -> None:
    select.select([], [], [], seconds)


try:
    time.sleep(1e-6)
except OSError:
    time.sleep = _sleep
