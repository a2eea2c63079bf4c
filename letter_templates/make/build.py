"""How are the letter templates made? From the wording of each language, byte for byte the same.

`PYTHONPATH=addin:. python -m letter_templates.make.build [FOLDER]` writes them anew. People may
then edit them in Word; the edited files, not this code, make their letters.
"""

import io
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from cuifei.letters import agreement_paper, bill_paper, package, paper, statement_paper
from letter_templates.make import committee, court, documents, documents_en

# The demands, in the order of a ladder.
DOCUMENTS = (
    "payment_notice",
    "reminder_notice",
    "final_notice",
    "collection_letter",
    "lawyer_letter",
)
LANGS = ("zh", "en")
Compose = Callable[[Any], None]

# (document, language): the file's title, and who lays it out.
TEMPLATES: Mapping[tuple[str, str], tuple[str, Compose]] = MappingProxyType(
    {
        ("payment_notice", "zh"): ("收费通知书", documents.payment_notice),
        ("reminder_notice", "zh"): ("催费通知书", documents.reminder_notice),
        ("final_notice", "zh"): ("限期缴费通知书", documents.final_notice),
        ("collection_letter", "zh"): ("催费函", documents.collection_letter),
        ("lawyer_letter", "zh"): ("律师函（草稿）", documents.lawyer_letter),
        ("payment_notice", "en"): ("Payment Notice", documents_en.payment_notice),
        ("reminder_notice", "en"): ("Reminder", documents_en.reminder_notice),
        ("final_notice", "en"): ("Final Notice", documents_en.final_notice),
        ("collection_letter", "en"): ("Letter of Demand", documents_en.collection_letter),
        ("lawyer_letter", "en"): ("Lawyer’s Letter (draft)", documents_en.lawyer_letter),
        ("instalment_agreement", "zh"): (
            "分期付款协议",
            partial(agreement_paper.compose, lang="zh"),
        ),
        ("instalment_agreement", "en"): (
            "Instalment Agreement",
            partial(agreement_paper.compose, lang="en"),
        ),
        ("statement", "zh"): ("缴费明细", partial(statement_paper.compose, lang="zh")),
        ("statement", "en"): ("Statement of Account", partial(statement_paper.compose, lang="en")),
        ("bill", "zh"): ("缴费通知单", partial(bill_paper.compose, lang="zh")),
        ("bill", "en"): ("Bill", partial(bill_paper.compose, lang="en")),
        **{
            (kind, lang): (title, partial(court.compose, kind=kind, lang=lang))
            for (kind, lang), title in court.TITLES.items()
        },
        **{
            (kind, lang): (title, partial(committee.compose, kind=kind, lang=lang))
            for (kind, lang), title in committee.TITLES.items()
        },
    }
)


def file_name(document: str, lang: str) -> str:
    """Return the file name of a template: payment_notice.zh.docx."""
    return f"{document}.{lang}.docx"


def build(document: str, lang: str = "zh") -> bytes:
    """Return the template of a document as the bytes of a .docx."""
    title, compose = TEMPLATES[document, lang]
    sheet = paper.sheet(title, lang)
    compose(sheet)
    written = io.BytesIO()
    sheet.save(written)
    return package.frame(package.read(written.getvalue()).values()).close(())


def write(folder: Path) -> list[Path]:
    """Write every template into `folder`, and return the files."""
    files = []
    for document, lang in TEMPLATES:
        path = folder / file_name(document, lang)
        path.write_bytes(build(document, lang))
        files.append(path)
    return files


if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else "letter_templates"))
