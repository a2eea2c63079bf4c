"""What is a document called? The one list of names, in every language.

The first name stands on the paper; the others are what people call it as well, in the workbook
or in its title. A template may be named by any of them.
"""

from collections.abc import Mapping
from types import MappingProxyType

from cuifei.domain.codes import Document
from cuifei.locale import Both

NAMES: Mapping[str, Both[tuple[str, ...]]] = MappingProxyType(
    {
        Document.PAYMENT_NOTICE: Both(("收费通知书",), ("Payment notice",)),
        Document.REMINDER_NOTICE: Both(("催费通知书",), ("Reminder notice", "Reminder")),
        Document.FINAL_NOTICE: Both(("限期缴费通知书",), ("Final notice",)),
        Document.COLLECTION_LETTER: Both(("催费函",), ("Letter of demand", "Collection letter")),
        Document.LAWYER_LETTER: Both(
            ("律师函", "律师函（草稿）"),
            ("Lawyer’s letter", "Lawyer letter", "Lawyer’s letter (draft)"),
        ),
        Document.INSTALMENT_AGREEMENT: Both(
            ("分期协议", "分期付款协议"), ("Instalment agreement",)
        ),
        Document.STATEMENT: Both(("缴费明细",), ("Statement of account", "Statement")),
        Document.BILL: Both(("缴费通知单", "账单"), ("Bill",)),
    }
)


def printed(lang: str) -> Mapping[str, str]:
    """Return what stands on the paper for each document.

    >>> printed("en")["collection_letter"]
    'Letter of demand'
    """
    return {document: names[lang][0] for document, names in NAMES.items()}


def same(name: str) -> str:
    """Return a name so that equal names are equal: straight and curly apostrophes, small letters.

    >>> same("Lawyer's Letter") == same("lawyer’s letter")
    True
    """
    return " ".join(name.replace("’", "'").replace("‘", "'").casefold().split())
