"""What is a document called? The one list of names, in both languages.

The first name stands on the paper; the others are what people call it as well, in the workbook
or in its title. A template may be named by any of them.
"""

from collections.abc import Mapping
from types import MappingProxyType

_NAMES = {
    "payment_notice": {"zh": "收费通知书", "en": "Payment notice"},
    "reminder_notice": {"zh": "催费通知书", "en": "Reminder notice|Reminder"},
    "final_notice": {"zh": "限期缴费通知书", "en": "Final notice"},
    "collection_letter": {"zh": "催费函", "en": "Letter of demand|Collection letter"},
    "lawyer_letter": {
        "zh": "律师函|律师函（草稿）",
        "en": "Lawyer’s letter|Lawyer letter|Lawyer’s letter (draft)",
    },
    "instalment_agreement": {"zh": "分期协议|分期付款协议", "en": "Instalment agreement"},
    "statement": {"zh": "缴费明细", "en": "Statement of account|Statement"},
    "bill": {"zh": "缴费通知单|账单", "en": "Bill"},
}
NAMES: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        document: {lang: tuple(names.split("|")) for lang, names in both.items()}
        for document, both in _NAMES.items()
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
