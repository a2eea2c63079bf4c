"""How is a file written whole or not at all, for its owner's eyes only?

Journals and manifests hold what the workbook holds: names, phones, debts.
"""

import os
from collections.abc import Iterable
from pathlib import Path

_MODE = 0o600


def write(target: Path, content: bytes | Iterable[bytes]) -> None:
    """Write a file under its name once the disk has all of it. Raises OSError, with nothing new."""
    draft = target.with_name(f".{target.name}.new")
    number = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _MODE)
    try:
        with os.fdopen(number, "wb") as file:
            file.writelines([content] if isinstance(content, bytes) else content)
            file.flush()
            os.fsync(number)
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
