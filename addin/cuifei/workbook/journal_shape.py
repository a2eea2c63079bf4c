"""What does a journal of a run look like? One that looks otherwise is damaged."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from cuifei.files import shape
from cuifei.tables.layout import BY_NAME
from cuifei.workbook.sealed import FIELD


def _is_plain(value: Any) -> bool:
    """Return whether it is a cell as journals hold it (plain.plain)."""
    if value is None or isinstance(value, (str, bool)):
        return True
    if not isinstance(value, dict) or len(value) != 1:
        return False
    ((kind, text),) = value.items()
    return isinstance(text, str) and (
        kind in ("f", "e") or (kind == "n" and Decimal(text).is_finite())
    )


def _is_row(value: Any) -> bool:
    return isinstance(value, dict) and all(_is_plain(cell) for cell in value.values())


def _is_change(value: Any) -> bool:
    """Return whether it is cells as they were and as they became; some may be sealed."""
    return isinstance(value, dict) and all(
        isinstance(pair, str)
        if name == FIELD
        else isinstance(pair, list) and len(pair) == 2 and all(map(_is_plain, pair))
        for name, pair in value.items()
    )


def _is_key(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(part, str) for part in value)


def _is_place(value: Any) -> bool:
    return type(value) is int and value >= 0


def _is_cells(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 4
        and _is_key(value[0])
        and all(map(_is_place, value[1:3]))
        and _is_change(value[3])
    )


def _is_appended(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 3
        and _is_key(value[0])
        and _is_place(value[1])
        and _is_row(value[2])
    )


def _is_table(value: Any) -> bool:
    return isinstance(value, str) and value.partition("@")[0] in BY_NAME


_JOURNAL: Mapping[str, object] = {
    "number?": int,
    "undone": bool,
    "undoing?": str,
    "before": str,
    "after": str,
    "command": str,
    "time": str,
    "backup": lambda value: value == "" or shape.is_name(value),
    "tables": [
        {
            "table": _is_table,
            "replaced": bool,
            "rows": [_is_row],
            "written": [_is_row],
            "cells": [_is_cells],
            "appended": [_is_appended],
        }
    ],
}


def ensure(content: Any) -> None:
    """Raise ValueError where what was read is no journal."""
    shape.ensure(content, _JOURNAL)


def ensure_opened(changes: Any, *rows: Any) -> None:
    """Raise ValueError where what was sealed is no cells."""
    if not all(map(_is_change, changes)) or not all(map(_is_row, rows)):
        raise ValueError("sealed")
