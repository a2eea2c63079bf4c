"""Did this contact reach the owner, and what came of it? (R4.4, R5.2, R7, R8.3)

A call that nobody takes, a text sent to many, a message left: each is a try, and
none has reached anybody. That a matter was “followed up” says nothing until
somebody says with which outcome.
"""

import re

from cuifei.domain.records import Contact

# A try that reached nobody: it is on record, and the matter stays open.
MISSED = frozenset({"no_answer", "left_message", "unreachable"})
# Channels on which two people talk.
SPOKEN = frozenset({"phone", "visit", "counter", "owner_call", "owner_visit"})
# What only an owner can have said, by whatever channel.
OWNERS_WORD = frozenset({"promised", "refused", "disputed", "acknowledged", "instalments", "paid"})
# What we said; it has reached somebody only where two people talked.
OUR_WORD = frozenset({"explained", "rectified", "told"})
# What answers a reason for the arrears (R7).
ANSWERS = frozenset({"explained", "rectified", "instalments"})
# What is true of one unit and not of its owner's others: an answered reason, a written admission,
# a suit, a waived word. Who is told of a letter (R5.4) is told of all that come: see commands.
OF_ONE_UNIT = frozenset(
    {*ANSWERS, "acknowledged", "sued", "heads_up_waived", "paid"},
)

_WORDS = (
    *(
        "拒绝",
        "拒缴",
        "拒付",
        "不缴",
        "不付",
        "不交",
        "承诺",
        "答应",
        "同意",
        "分期",
        "已缴",
        "已付",
    ),
    *(
        "缴清",
        "付清",
        "结清",
        "异议",
        "争议",
        "起诉",
        "诉讼",
        "仲裁",
        "撤回",
        "确认",
        "已解释",
        "已整改",
    ),
    *("refus", "promis", "agree", "instal", "paid", "disput", "suit", "court", "withdr"),
    *("acknowledg", "explain", "will not pay"),
)

# What a note says of a try that reached nobody, though its result is “other”.
_VAIN = re.compile(
    "留言|语音信箱|群发|没接|未接|没人|无人|不在|关机|打不通|voicemail|no answer", re.I
)


def by_us(contact: Contact) -> bool:
    """Whether we made the contact; what the owner made binds nobody's silence (R4.4)."""
    return not contact.channel.startswith("owner_")


def names_outcome(text: str) -> bool:
    """Whether a note says what came of a matter, not only that somebody saw to it.

    >>> names_outcome("上门，业主拒绝缴费"), names_outcome("未接通，已群发短信")
    (True, False)
    """
    plain = text.casefold()
    return any(word in plain for word in _WORDS)


def reached(contact: Contact) -> bool:
    """Whether the contact reached the owner, by what is recorded of it.

    >>> from datetime import date
    >>> day = date(2026, 3, 1)
    >>> reached(Contact("3-2", day, "phone", "refused")), reached(Contact("3-2", day, "sms"))
    (True, False)
    """
    if contact.result in OWNERS_WORD:
        return True
    if contact.channel not in {*SPOKEN, ""} or contact.result in MISSED:
        return False
    if contact.result in OUR_WORD:
        return True
    if contact.result == "other":
        return contact.channel != "" and not _VAIN.search(contact.content)
    return contact.channel != "" and names_outcome(contact.content)
