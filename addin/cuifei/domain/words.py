"""What are documents, letter states and hold reasons called in a sentence?

Codes are for machines; a sentence names the thing by a word that is translated with it.
"""

from collections.abc import Mapping
from types import MappingProxyType

from cuifei.domain.problems import Message, say

DOCUMENT_WORDS: Mapping[str, Message] = MappingProxyType(
    {
        "payment_notice": say("payment notice"),
        "reminder_notice": say("reminder notice"),
        "final_notice": say("final notice"),
        "collection_letter": say("collection letter"),
        "lawyer_letter": say("lawyer letter"),
        "instalment_agreement": say("instalment agreement"),
        "statement": say("payment statement"),
    }
)
HOLD_WORDS: Mapping[str, Message] = MappingProxyType(
    {
        "dispute": say("dispute"),
        "rectification": say("rectification"),
        "hardship": say("hardship"),
        "special": say("special circumstances"),
        "litigation": say("court case"),
        "deceased": say("owner deceased"),
        "sold": say("sold"),
        "other": say("other reason"),
    }
)
STATE_WORDS: Mapping[str, Message] = MappingProxyType(
    {
        "made": say("made"),
        "printed": say("printed"),
        "sealed": say("sealed"),
        "sent": say("sent"),
        "served": say("served"),
        "refused": say("refused"),
        "returned": say("returned"),
        "voided": say("voided"),
    }
)


def document_word(document: str) -> Message:
    """Return the word for a document.

    >>> str(document_word("lawyer_letter"))
    'lawyer letter'
    """
    return DOCUMENT_WORDS[document]
