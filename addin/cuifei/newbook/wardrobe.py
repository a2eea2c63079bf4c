"""How does a cell get looks that another one has? By a copy of the ready style.

openpyxl looks each part of a style up in the lists of the whole workbook whenever it is set,
which takes twenty times as long as the copy.
"""

from collections.abc import Callable, Hashable, Mapping
from copy import copy
from typing import Any


class Wardrobe:
    """The looks of one workbook: each is made once, for the first that wears it."""

    def __init__(self) -> None:
        self._ready: dict[Hashable, Any] = {}

    def dress(self, wearer: Any, name: Hashable, look: Callable[[], Mapping[str, object]]) -> None:
        """Give a cell or a column the look of that name; `look` says its parts, by attribute."""
        if name in self._ready:
            wearer._style = copy(self._ready[name])
            return
        for part, value in look().items():
            setattr(wearer, part, value)
        self._ready[name] = copy(wearer._style)  # what is set on the wearer later is its own
