"""Which cells hold no value but an error, and what does Excel show there?

Excel's errors are numbers of a facility of their own: 0x800A0000 and xlErrNA (2042) is #N/A
(XlCVError; [MS-OAUT] VT_ERROR). A program that asks a cell for its value gets that integer,
and no cell holds an integer otherwise: its numbers are floats. So any integer of that range is
an error, of today's Excel or of tomorrow's, and never an amount of money.
"""

from collections.abc import Mapping
from types import MappingProxyType

_FIRST, _LAST = -0x7FF60000, -0x7FF50001
_NAMES: Mapping[int, str] = MappingProxyType(
    {
        2000: "#NULL!",
        2007: "#DIV/0!",
        2015: "#VALUE!",
        2023: "#REF!",
        2029: "#NAME?",
        2036: "#NUM!",
        2042: "#N/A",
        2043: "#GETTING_DATA",
        2045: "#SPILL!",
        2046: "#CONNECT!",
        2047: "#BLOCKED!",
        2048: "#UNKNOWN!",
        2049: "#FIELD!",
        2050: "#CALC!",
    }
)
# Those that a cell of a file may hold as such (ECMA-376 18.18.11); Excel writes #VALUE! for later
# ones and says elsewhere in the file which it is.
IN_FILES = frozenset(name for number, name in _NAMES.items() if number <= 2042)
# An error that Excel did not have yet when this was written.
UNKNOWN = "#UNKNOWN!"
# What cells show, of these and of those whose number nobody wrote down.
ERRORS = frozenset((*_NAMES.values(), "#BUSY!", "#EXTERNAL!", "#PYTHON!", "#TIMEOUT!"))


def fault(value: object) -> str:
    """Return what Excel shows where a program was given `value`; "" for a value that is none.

    >>> fault(-2146826246), fault(-2146826243), fault(-2146820000), fault("#CALC!")
    ('#N/A', '#SPILL!', '#UNKNOWN!', '#CALC!')
    >>> fault(-2146826246.0), fault(True), fault("#12"), fault(None)
    ('', '', '', '')
    """
    if isinstance(value, str):
        return value if value in ERRORS else ""
    if isinstance(value, bool) or not isinstance(value, int) or not _FIRST <= value <= _LAST:
        return ""
    return _NAMES.get(value - _FIRST, UNKNOWN)
