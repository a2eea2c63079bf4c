"""Which errors of the reading libraries mean that a file is damaged?"""

from lxml import etree
from python_calamine import CalamineError, PasswordError, WorkbookClosed, ZipError

_DAMAGE = (etree.LxmlError, CalamineError, ZipError, PasswordError, WorkbookClosed)


def is_damage(error: BaseException) -> bool:
    """Return whether a library refused a file for what it holds."""
    return isinstance(error, _DAMAGE)
