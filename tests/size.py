"""How much do the tests try? A little each time, everything with CUIFEI_FULL=1.

The suite keeps every law; what costs minutes (a thousand books, whole estates in a live office,
lives of a hundred steps) is tried in a small size there, and in full by `tests/matrix --full`.
"""

import os

FULL = bool(os.environ.get("CUIFEI_FULL"))
