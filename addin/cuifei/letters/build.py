"""How are the letter templates made? From the wording in `documents`, byte for byte the same.

`python -m cuifei.letters.build [FOLDER]` writes them anew. People may then
edit them in Word; the edited files, not this code, make their letters.
"""

import io
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from cuifei.letters import documents, package, paper

DOCUMENTS: Mapping[str, tuple[str, Callable[[Any], None]]] = MappingProxyType(
    {
        "payment_notice": ("收费通知书", documents.payment_notice),
        "reminder_notice": ("催费通知书", documents.reminder_notice),
        "final_notice": ("限期缴费通知书", documents.final_notice),
        "collection_letter": ("催费函", documents.collection_letter),
        "lawyer_letter": ("律师函（草稿）", documents.lawyer_letter),
    }
)


def file_name(document: str, lang: str) -> str:
    """Return the file name of a template: payment_notice.zh.docx."""
    return f"{document}.{lang}.docx"


def build(document: str) -> bytes:
    """Return the Chinese template of a document as the bytes of a .docx."""
    title, compose = DOCUMENTS[document]
    sheet = paper.sheet(title)
    compose(sheet)
    written = io.BytesIO()
    sheet.save(written)
    return package.frame(package.read(written.getvalue()).values()).close(())


def write(folder: Path) -> list[Path]:
    """Write every template into `folder`, and return the files."""
    files = []
    for document in DOCUMENTS:
        path = folder / file_name(document, "zh")
        path.write_bytes(build(document))
        files.append(path)
    return files


if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else "letter_templates"))
