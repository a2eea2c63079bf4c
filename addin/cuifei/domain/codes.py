"""Which documents, states, channels and reasons are there, and by which code?

A code is what records, JSON and catalogues hold; layout.CODES has the words that cells show.
A member is the code itself, a str: it is compared, looked up, printed and written as one. The
values are the contract, and stand nowhere else.
"""

from enum import StrEnum
from typing import Final, Literal, TypeAlias


class Code(StrEnum):
    """A code of records and JSON; it shows itself as the text that it is."""

    __repr__ = str.__repr__


class Document(Code):
    """What is written to an owner. A bill is no row of the register."""

    PAYMENT_NOTICE = "payment_notice"
    REMINDER_NOTICE = "reminder_notice"
    FINAL_NOTICE = "final_notice"
    COLLECTION_LETTER = "collection_letter"
    LAWYER_LETTER = "lawyer_letter"
    INSTALMENT_AGREEMENT = "instalment_agreement"
    STATEMENT = "statement"
    BILL = "bill"


# What asks for money, the softest first; an agreement or a statement of payments does not.
GRAVITY = (
    Document.PAYMENT_NOTICE,
    Document.REMINDER_NOTICE,
    Document.FINAL_NOTICE,
    Document.COLLECTION_LETTER,
    Document.LAWYER_LETTER,
)
# What a rung may require in a document's place: the owner was called first (R2.4).
PHONE_CALL: Final = "phone_call"
Blank: TypeAlias = Literal[""]
Required: TypeAlias = Document | Literal["phone_call"] | Blank


class LetterState(Code):
    """How far a letter's life has got (letter_life.py)."""

    MADE = "made"
    PRINTED = "printed"
    SEALED = "sealed"
    SENT = "sent"
    SERVED = "served"
    REFUSED = "refused"
    RETURNED = "returned"
    VOIDED = "voided"


class LetterResult(Code):
    """What came of a lawyer letter, once somebody says it."""

    PAID = "paid"
    PLAN = "plan"
    WITHDRAWN = "withdrawn"
    FOLLOWED_UP = "followed_up"
    REFUSED = "refused"
    SUIT = "suit"


class Delivery(Code):
    """How a letter went out."""

    HAND = "hand"
    EXPRESS = "express"
    COURIER = "courier"
    POST = "post"
    DOOR = "door"
    WECHAT = "wechat"
    SMS = "sms"
    EMAIL = "email"


class Channel(Code):
    """How we spoke with an owner."""

    PHONE = "phone"
    SMS = "sms"
    WECHAT = "wechat"
    VISIT = "visit"
    COUNTER = "counter"
    POST = "post"
    EMAIL = "email"
    OWNER_CALL = "owner_call"
    OWNER_VISIT = "owner_visit"


class ContactResult(Code):
    """What came of a contact (outcomes.py)."""

    PROMISED = "promised"
    REFUSED = "refused"
    NO_ANSWER = "no_answer"
    LEFT_MESSAGE = "left_message"
    UNREACHABLE = "unreachable"
    DISPUTED = "disputed"
    ACKNOWLEDGED = "acknowledged"
    SUED = "sued"
    EXPLAINED = "explained"
    RECTIFIED = "rectified"
    INSTALMENTS = "instalments"
    TOLD = "told"
    HEADS_UP_WAIVED = "heads_up_waived"
    FOLLOWED_UP = "followed_up"
    PAID = "paid"
    OTHER = "other"


class UseType(Code):
    """What a unit is used as."""

    RESIDENTIAL = "residential"
    SHOP = "shop"
    PARKING = "parking"
    ENTRUSTED = "entrusted"


class HoldReason(Code):
    """Why nothing may go out."""

    DISPUTE = "dispute"
    RECTIFICATION = "rectification"
    HARDSHIP = "hardship"
    SPECIAL = "special"
    LITIGATION = "litigation"
    DECEASED = "deceased"
    SOLD = "sold"
    OTHER = "other"


class DecisionKind(Code):
    """What somebody decided: a late fee let off, a discount, a reward that moves no account."""

    WAIVER = "waiver"
    SETTLED_WAIVER = "settled_waiver"  # of the late fee on charges that were settled late
    DISCOUNT = "discount"
    POINTS = "points"
    GIFT = "gift"


class OwnerType(Code):
    """Why an owner lets it come to arrears, as the stewards see it (R7)."""

    UNDERSTANDING = "understanding"
    RESISTING = "resisting"
    NEGLECTING = "neglecting"
    EVADING = "evading"
