"""Did this contact reach the owner, and what came of it? (R4.4, R5.2, R7, R8.3)

A call that nobody takes, a text sent to many, a message left: each is a try, and
none has reached anybody. That a matter was “followed up” says nothing until
somebody says with which outcome.
"""

import re

from cuifei.domain.codes import Channel, ContactResult
from cuifei.domain.plain_text import half_width
from cuifei.domain.records import Contact

# A try that reached nobody: it is on record, and the matter stays open.
MISSED = frozenset({ContactResult.NO_ANSWER, ContactResult.LEFT_MESSAGE, ContactResult.UNREACHABLE})
# Channels on which two people talk.
SPOKEN = frozenset(
    {Channel.PHONE, Channel.VISIT, Channel.COUNTER, Channel.OWNER_CALL, Channel.OWNER_VISIT}
)
# What only an owner can have said, by whatever channel.
OWNERS_WORD = frozenset(
    {
        ContactResult.PROMISED,
        ContactResult.REFUSED,
        ContactResult.DISPUTED,
        ContactResult.ACKNOWLEDGED,
        ContactResult.INSTALMENTS,
        ContactResult.PAID,
    }
)
# What we said; it has reached somebody only where two people talked.
OUR_WORD = frozenset({ContactResult.EXPLAINED, ContactResult.RECTIFIED, ContactResult.TOLD})
# What we note of a matter; without a channel nobody turned to the owner.
NOTES = frozenset({ContactResult.HEADS_UP_WAIVED, ContactResult.SUED})
# What answers a reason for the arrears (R7).
ANSWERS = frozenset({ContactResult.EXPLAINED, ContactResult.RECTIFIED, ContactResult.INSTALMENTS})
# What is true of one unit and not of its owner's others: an answered reason, a written admission,
# a suit, a waived word. Who is told of a letter (R5.4) is told of all that come: see commands.
OF_ONE_UNIT = frozenset(
    {
        *ANSWERS,
        ContactResult.ACKNOWLEDGED,
        ContactResult.SUED,
        ContactResult.HEADS_UP_WAIVED,
        ContactResult.PAID,
    },
)

# Words that say what came of a matter, and what before them makes them say nothing of the kind.
_WORDS = re.compile(
    "拒[绝缴付交]|不[缴付交]|不(?:同意|答应|承诺)|承诺|答应|同意|分期|[无没]有?异议|已[缴付]|[缴付结]清|异议|争议"
    "|起诉|诉讼|仲裁|撤回|确认|已解释|已整改|will not pay"
    r"|\b(?:refus|promis|agree|disagree|instal+ment|disput|withdr|acknowledg|explain)"
    r"|\b(?:paid|suit|lawsuit|court)\b"
)
_SAYS_NOT = re.compile(
    "(?:[未没]|无(?!异)|不[能会肯愿]?|若|如(?![期约数])|否则|考虑|准备|建议|打算|拟|将|请|(?<!经)催|要求"
    "|尽快|(?<!期)限|[日天]内)[^\\W后已但]{0,2}$"
    r"|(?:\b(?:not|never|no|cannot|if|please|should|consider\w*)|n't)\W+(?:\w+\W+)?$"
)
# What our own approval wrote into a letter's note: a firm's number may hold any word.
_APPROVED = re.compile(r"\d{4}-\d\d-\d\d.{0,200}?[0-9a-f]{16}")

# What a note says of a try that reached nobody, though its result is “other”.
_VAIN = re.compile(
    "留言|语音信箱|群发|没接|没有接|[未不没]通|拒接|无法接通|没人|无人|不在|关机|停机|空号|占线|忙音"
    "|联系不上|未接|[未无]应答|voicemail|no answer|no reply|unanswered|line busy|not reach",
    re.I,
)

# What a note says of a letter that came back, or that was taken back.
_CAME_BACK = re.compile("退回|退件|退信|寄回|撤回|returned|came.back|withdrawn", re.IGNORECASE)


def by_us(contact: Contact) -> bool:
    """Whether we made the contact; what the owner made binds nobody's silence (R4.4)."""
    return not contact.channel.startswith("owner_")


def in_vain(contact: Contact) -> bool:
    """Whether a try reached nobody, by its result, or by its note where that says nothing."""
    silent = contact.channel in {*SPOKEN, ""} and contact.result in (
        "",
        ContactResult.OTHER,
        ContactResult.FOLLOWED_UP,
    )
    return contact.result in MISSED or bool(silent and _VAIN.search(contact.content))


def names_outcome(text: str) -> bool:
    """Whether a note says what came of a matter, not only that somebody saw to it.

    >>> names_outcome("上门，业主拒绝缴费"), names_outcome("未接通，已群发短信")
    (True, False)
    >>> names_outcome("到期仍未缴清"), names_outcome("准备起诉"), names_outcome("still unpaid")
    (False, False, False)
    """
    plain = _APPROVED.sub("", half_width(text)).casefold()
    return any(not _SAYS_NOT.search(plain[: match.start()]) for match in _WORDS.finditer(plain))


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
    if contact.result == ContactResult.OTHER:
        return contact.channel != "" and not in_vain(contact)
    return contact.channel != "" and names_outcome(contact.content)


def came_back(note: str) -> bool:
    """Whether a note says of a letter that it came back: then it may be voided (R5.2).

    >>> came_back("地址不对；退回"), came_back("打错")
    (True, False)
    """
    return bool(_CAME_BACK.search(note))
