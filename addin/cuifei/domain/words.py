"""What are documents, letter states, hold reasons, tasks, sheets and columns called in a sentence?

Codes are for machines; a sentence names the thing by a word that is translated with it.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from cuifei.domain.codes import Document, HoldReason, LetterState, OwnerType
from cuifei.domain.problems import Message, say

DOCUMENT_WORDS: Mapping[str, Message] = MappingProxyType(
    {
        Document.PAYMENT_NOTICE: say("payment notice"),
        Document.REMINDER_NOTICE: say("reminder notice"),
        Document.FINAL_NOTICE: say("final notice"),
        Document.COLLECTION_LETTER: say("collection letter"),
        Document.LAWYER_LETTER: say("lawyer letter"),
        Document.INSTALMENT_AGREEMENT: say("instalment agreement"),
        Document.STATEMENT: say("payment statement"),
    }
)
HOLD_WORDS: Mapping[str, Message] = MappingProxyType(
    {
        HoldReason.DISPUTE: say("dispute"),
        HoldReason.RECTIFICATION: say("rectification"),
        HoldReason.HARDSHIP: say("hardship"),
        HoldReason.SPECIAL: say("special circumstances"),
        HoldReason.LITIGATION: say("court case"),
        HoldReason.DECEASED: say("owner deceased"),
        HoldReason.SOLD: say("sold"),
        HoldReason.OTHER: say("other reason"),
    }
)
REASON_WORDS: Mapping[str, Message] = MappingProxyType(
    {
        "service": say("service quality"),
        "defects": say("building defects"),
        "hardship": say("hardship"),
        "misunderstanding": say("misunderstanding"),
        "neighbours": say("quarrel with neighbours"),
        "special": say("special circumstances"),
        "vacancy": say("long vacancy"),
        "shared_costs": say("unfair shared costs"),
        "bad_experience": say("bad experience"),
    }
)
OWNER_TYPE_WORDS: Mapping[str, Message] = MappingProxyType(
    {
        OwnerType.UNDERSTANDING: say("short of money (understanding type)"),
        OwnerType.RESISTING: say("unhappy (resisting type)"),
        OwnerType.NEGLECTING: say("does not care (neglecting type)"),
    }
)
STATE_WORDS: Mapping[str, Message] = MappingProxyType(
    {
        LetterState.MADE: say("made"),
        LetterState.PRINTED: say("printed"),
        LetterState.SEALED: say("sealed"),
        LetterState.SENT: say("sent"),
        LetterState.SERVED: say("served"),
        LetterState.REFUSED: say("refused"),
        LetterState.RETURNED: say("returned"),
        LetterState.VOIDED: say("voided"),
    }
)
# Tasks, in the order of work/task.py.
TASK_WORDS: Mapping[str, Message] = MappingProxyType(
    {
        "heads_up": say("Tell the owner before the lawyer letter"),
        "last_date": say("Last date passed: follow up"),
        "plan_broken": say("Instalment not paid"),
        "promise_broken": say("Promise not kept"),
        "agreed_day": say("Agreed next contact"),
        "silence_end": say("Silence over: make contact"),
        "hold_end": say("Hold over: take it up again"),
        "repair_check": say("After a repair: ask and invite"),
        "remind_after": say("Second reminder"),
        "remind_monthly": say("Monthly reminder"),
        "remind_before": say("First reminder"),
        "callback": say("Quarterly call-back"),
        "promise": say("Promised day: check the bank"),
        "instalment": say("Instalment due: check the bank"),
        "limitation": say("Limitation period ends"),
        "letter_returned": say("Letter came back"),
        "letter_refused": say("Letter refused"),
        "chase_delivery": say("Was the letter delivered?"),
        "stale_letter": say("Letter never sent"),
    }
)

# The sheets of a ledger as the speaker's language has them; the catalogue knows the others.
SHEET_WORDS: Mapping[str, Message] = MappingProxyType(
    {
        "home": say("Home"),
        "arrears": say("Arrears"),
        "worklist": say("Worklist"),
        "tickler": say("Tickler"),
        "dashboard": say("Dashboard"),
        "goals": say("Goals"),
        "effects": say("Effects"),
        "queue": say("Queue"),
        "register": say("Letters"),
        "units": say("Units"),
        "charges": say("Charges"),
        "payments": say("Payments"),
        "undecided": say("Undecided_receipts"),
        "contacts": say("Contacts"),
        "holds": say("Holds"),
        "instalments": say("Instalments"),
        "decisions": say("Decisions"),
        "accounts": say("Accounts"),
        "settings": say("Settings"),
        "ladder": say("Ladder"),
        "guide": say("Guide"),
        "problems": say("Problems"),
        "memory": say("Memory"),
        "dashboard_data": say("Dashboard_data"),
        "mapping": say("Mapping"),
    }
)
COLUMN_WORDS: Mapping[str, Message] = MappingProxyType(
    {
        "unit": say("Unit"),
        "tick": say("Tick"),
        "owner": say("Owner"),
        "address": say("Address"),
        "phone": say("Phone"),
        "number": say("Number"),
        "delivery": say("Delivery"),
        "file": say("File"),
        "digest": say("Digest"),
        "approved_by": say("Approved by"),
        "note": say("Note"),
        "receipts_through": say("Receipts recorded through"),
        "plan_late_fee": say("Late fee runs on under a plan"),
        "plan_waiver_lapses": say("Waiver lapses on default"),
        "owned_communities": say("Communities owned"),
        "frozen_communities": say("Communities frozen"),
    }
)


def sheet(name: str) -> Message:
    """Return what a sheet is called (layout.py), to be named in a sentence.

    >>> str(say("fill in the sheet {accounts_sheet}", accounts_sheet=sheet("accounts")))
    'fill in the sheet Accounts'
    """
    return SHEET_WORDS[name]


def column(field: str) -> Message:
    """Return what a column or a setting is called, to be named in a sentence."""
    return COLUMN_WORDS[field]


def texts_of(day: date) -> Message:
    """Return what the texts of a day are called; the day tells two of them apart."""
    return say("Texts of {day}", day=day)


def document_word(document: str) -> Message:
    """Return the word for a document.

    >>> str(document_word("lawyer_letter"))
    'lawyer letter'
    """
    return DOCUMENT_WORDS[document]
