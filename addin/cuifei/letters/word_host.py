"""How does Word itself, where it is installed on Windows, save letters as PDF?"""

import importlib
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

_PDF = 17  # wdExportFormatPDF
_NO_ALERTS, _NO_MACROS, _NO_CHANGES = 0, 3, 0


def start() -> Any | None:
    """Return a Word of our own, unseen and without macros; None where there is none."""
    try:
        client = importlib.import_module("win32com.client")
        failure = importlib.import_module("pywintypes").com_error
    except ImportError:
        return None
    try:
        word = client.DispatchEx("Word.Application")
    except failure:
        return None
    word.Visible = False
    word.DisplayAlerts = _NO_ALERTS
    word.AutomationSecurity = _NO_MACROS
    return word


def pdfs(word: Any, letters: Sequence[bytes], progress: Callable[[int, int], None]) -> list[bytes]:
    """Return each letter as Word prints it; the caller's Word is closed."""
    pdf_files = []
    try:
        with tempfile.TemporaryDirectory(prefix="cuifei-") as folder:
            for number, content in enumerate(letters):
                progress(number, len(letters))
                file = Path(folder) / f"{number}.docx"
                file.write_bytes(content)
                opened = word.Documents.Open(
                    str(file), ConfirmConversions=False, ReadOnly=True, AddToRecentFiles=False
                )
                try:
                    opened.ExportAsFixedFormat(str(file.with_suffix(".pdf")), _PDF)
                finally:
                    opened.Close(_NO_CHANGES)
                pdf_files.append(file.with_suffix(".pdf").read_bytes())
    finally:
        word.Quit(_NO_CHANGES)
    return pdf_files
