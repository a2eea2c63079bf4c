"""Is a file a container of parts at all? Else what is it, and what is to be done with it?"""

from pathlib import Path

from cuifei.domain.problems import CuifeiError, say
from cuifei.ooxml import refusals

_OLE = b"\xd0\xcf\x11\xe0"


def ensure(path: Path, content: bytes) -> None:
    """Raise CuifeiError, with what to do, where a file's content is no zip of parts."""
    if content.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in content:
        raise refusals.protected(path)
    if content.startswith(_OLE):
        raise CuifeiError(
            say("the file {name} has the old .xls format, whatever its name says", name=path.name),
            say("Open it in Excel and save it as “Excel Workbook (.xlsx)”"),
        )
    if not content.startswith(b"PK"):
        raise CuifeiError(
            say("the file {name} is not an Excel workbook", name=path.name),
            say("Open it in Excel and save it as “Excel Workbook (.xlsx)”"),
        )
