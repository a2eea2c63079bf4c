"""How does a journal keep what people may read only in its backup: names, phones, notes?

The journal says in clear which table, row and column a run wrote, and numbers and days. Texts
are sealed with the backup that lies beside it: who has that copy of the workbook reads them
there anyway, and once it is deleted nobody reads them any more.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from cuifei.tables.layout import BY_NAME

# The entry of a row's cells that holds the sealed ones; no field is called so.
FIELD = "sealed"
_KINDS = frozenset({"text", "any"})
# Texts that name nobody: numbers of letters, and words of ours.
_OPEN = frozenset(
    {"number", "item", "community", "bucket", "class_", "may_send", "urgency", "task"}
)


@lru_cache
def _texts(table: str) -> frozenset[str]:
    """Return the fields of a table whose texts are sealed; asked for every row of a journal."""
    columns = BY_NAME[table.partition("@")[0]].columns
    return frozenset(column.field for column in columns if column.kind in _KINDS) - _OPEN


class Seal:
    """The seal of one journal. Raises OSError where the backup cannot be read."""

    def __init__(self, backup: Path) -> None:
        with backup.open("rb") as file:
            key = hashlib.file_digest(file, lambda: hashlib.blake2b(person=b"cuifei journal"))
        self._key, self._count = key.digest(), 0

    def closed(self, table: str, cells: Mapping[str, Any]) -> dict[str, Any]:
        """Return a row's cells with the texts among them sealed; every row under its own number."""
        texts = _texts(table)
        if texts.isdisjoint(cells):
            return dict(cells)
        private = {field: value for field, value in cells.items() if field in texts}
        if not any(private.values()):
            return dict(cells)
        self._count += 1
        open_ = {field: value for field, value in cells.items() if field not in texts}
        content = self._mixed(self._count, json.dumps(private, ensure_ascii=False).encode())
        return {**open_, FIELD: f"{self._count}.{base64.b64encode(content).decode()}"}

    def opened(self, cells: Mapping[str, Any]) -> dict[str, Any]:
        """Return what was `closed`. Raises ValueError where the backup is not that of the run."""
        fields = dict(cells)
        if (text := fields.pop(FIELD, None)) is None:
            return fields
        number, _, content = str(text).partition(".")
        plain = json.loads(self._mixed(int(number), base64.b64decode(content)))
        return {**fields, **plain}

    def _mixed(self, number: int, content: bytes) -> bytes:
        stream = hashlib.shake_256(self._key + number.to_bytes(8)).digest(len(content))
        mixed = int.from_bytes(content) ^ int.from_bytes(stream)
        return mixed.to_bytes(len(content))
