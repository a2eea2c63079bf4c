"""What does a list of letters (manifest.json) look like? One that looks otherwise is damaged."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from cuifei.files import shape


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and bool(date.fromisoformat(value))


def _is_day_or_none(value: Any) -> bool:
    return value is None or _is_day(value)


def _is_plain_name(value: Any) -> bool:
    return shape.is_name(value) and "/" not in value


def _is_hash(value: Any) -> bool:
    """Return whether it is a SHA-256 as hex; blank where the file is deleted (forget.py)."""
    digits = isinstance(value, str) and set(value) <= set("0123456789abcdef")
    return digits and len(value) in (0, 64)


_ROW: Mapping[str, object] = {
    "number": str,
    "document": str,
    "unit": str,
    "file": str,
    "digest": str,
    "date": _is_day,
    "as_of": _is_day_or_none,
    "last_date": _is_day_or_none,
    "amount": int,
    "level": int,
    "note?": str,
}
_LETTER = {"file": shape.is_name, "sha256": _is_hash, "row": _ROW, "also?": [_ROW]}
_ENCLOSED = {
    "file": shape.is_name,
    "sha256": _is_hash,
    "kind": str,
    "number?": str,
    "unit?": str,
    "amount?": int,
}
_STATES = frozenset({"writing", "written", "registered", "undone", "failed"})
_MANIFEST: Mapping[str, object] = {
    "book": _is_plain_name,
    "book_id?": str,
    "as_of": _is_day,
    "previous?": str,
    "seal?": str,
    "state": lambda value: isinstance(value, str) and value in _STATES,
    "letters": [_LETTER],
    "enclosed?": [_ENCLOSED],
}


def read(manifest: Path) -> Any:
    """Return what a list of letters says. Raises one of shape.DAMAGED where it is damaged."""
    content = json.loads(manifest.read_text(encoding="utf-8"))
    shape.ensure(content, _MANIFEST)
    return content
