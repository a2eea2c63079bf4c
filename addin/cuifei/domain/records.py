"""What does one row say? The nouns that every room shares, frozen.

`row` is the sheet row that a record came from (0: not from a sheet); it takes
no part in equality, because rows are matched by key and never by position.
`unit` is the key as typed; compare units by `keys.unit_key`, which the
reader has already done: within a `Ledger` equal units are equal strings.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Day

from cuifei.domain.codes import (
    Blank,
    Channel,
    ContactResult,
    DecisionKind,
    Delivery,
    Document,
    HoldReason,
    LetterResult,
    LetterState,
    OwnerType,
    Required,
    UseType,
)
from cuifei.domain.language import DEFAULT
from cuifei.domain.money import NOTHING, Fen


@dataclass(frozen=True, slots=True)
class Unit:
    """A home, shop or parking space, and who owes for it (房产)."""

    unit: str
    owner: str
    community: str = ""
    building: str = ""
    use_type: UseType = UseType.RESIDENTIAL
    area: str = ""
    price: str = ""
    salutation: str = ""
    phone: str = ""
    address: str = ""
    language: str = DEFAULT  # code of a catalogue: zh, en …
    owner_type: OwnerType | Blank = ""
    reason: str = ""  # why it is not paid, see layout.CODES["reason"]
    cohort: str = ""  # owners known to act together; blank: the community
    steward: str = ""
    note: str = ""
    debit: str = ""  # alias of the account that the owner lets us collect from, blank: none
    contact_by: str = ""  # how the owner is best turned to: visit, call, text; blank: by amount
    owner_until: Day | None = None  # of who sold: the day on which the unit went over
    payer: str = ""  # who pays in the owner's place (a tenant); blank: the owner
    payer_phone: str = ""
    payer_copy: str = ""  # yes: the owner lets the payer have a copy of reminders
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Charge:
    """One fee item of one billing period (应收); `period` as keys.period_key gives it.

    `amount` below zero: the row takes back the charge of its item and period
    (reversals.py); `reverses` is what was typed beside it.
    """

    unit: str
    item: str
    period: str
    amount: Fen
    due: Day
    note: str = ""
    reverses: str = ""
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Payment:
    """Money received for one unit (收款). `period`, where given, is paid first.

    `amount` below zero: money that went back (冲红, 退款); `reverses` then names the
    vouchers of the payments that the row takes back (reversals.py).
    """

    unit: str
    date: Day
    amount: Fen
    channel: str = ""
    period: str = ""
    voucher: str = ""
    note: str = ""
    reverses: str = ""
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Contact:
    """A call, text or visit, and what came of it (跟催)."""

    unit: str
    date: Day
    channel: Channel | Blank = ""
    result: ContactResult | Blank = ""
    promise_date: Day | None = None
    promise_amount: Fen | None = None
    by: str = ""
    content: str = ""
    next_date: Day | None = None
    score: int | None = None  # satisfaction, 1 to 5, as the owner said it
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Hold:
    """A reason why nothing may go out, from one day to another (暂缓).

    `item` blank: the whole unit is held; else only that fee item.
    `until` None: until somebody types an end.
    """

    unit: str
    reason: HoldReason
    since: Day
    until: Day | None = None
    item: str = ""
    note: str = ""
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Instalment:
    """One dated part of a plan (分期); rows of one unit and `agreed` date are one plan."""

    unit: str
    number: str
    due: Day
    amount: Fen
    agreed: Day | None = None
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class PayAccount:
    """Where money may be paid (账户). `community` blank: for all communities.

    `link`: as typed, an address or the file of a picture with the code to scan; `picture`: that
    picture as a data URI, once the file was read, `link` then blank.
    """

    holder: str
    bank: str
    number: str
    community: str = ""
    link: str = ""
    counter: str = ""
    hours: str = ""
    contact: str = ""
    phone: str = ""
    picture: str = ""
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Decision:
    """A late-fee waiver or a discount that somebody decided (减免)."""

    unit: str
    date: Day
    # waiver (late fee), settled_waiver (that of settled charges), discount (early payment);
    # points, gift: rewards that change no account (R8.5)
    kind: DecisionKind
    amount: Fen
    by: str
    reason: str
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Letter:
    """One row of the register (发函): a letter's life.

    `state`: made, printed, sealed, sent, served, refused, returned, voided.
    `result` (lawyer letters): paid, plan, withdrawn, followed_up, refused, suit, or blank.
    `approved_by` (lawyer letters): counsel who approved the draft; blank: nobody yet.
    """

    number: str
    document: Document
    unit: str
    date: Day
    as_of: Day | None = None
    last_date: Day | None = None
    amount: Fen = NOTHING
    state: LetterState = LetterState.MADE
    sent: Day | None = None
    delivery: Delivery | Blank = ""
    waybill: str = ""
    served: Day | None = None
    result: LetterResult | Blank = ""
    file: str = ""
    digest: str = ""
    level: int = 0
    approved_by: str = ""
    note: str = ""
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Rung:
    """One row of a ladder (阶梯): which document, when, and after what.

    `trigger`: "months N" (months overdue), "day N" (of the month in which the
    debt fell due), "next N" (that day of the month after). `requires` names an
    earlier document of the same episode that must have gone out
    `requires_count` times and reached `requires_state` (served or sent), or is
    phone_call: the owner was called first (R2.4).
    """

    use_type: UseType
    level: int
    document: Document
    trigger: str
    silence_days: int = 0
    last_date_days: int = 0
    requires: Required = ""
    requires_state: LetterState = LetterState.SERVED
    requires_count: int = 1
    source: str = ""
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of 参数: a value that people may change, with its source."""

    key: str
    value: object
    source: str = ""
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Ledger:
    """All that people typed, and the register, as records; bad rows are already set aside.

    `missing`: lawyer letters that we made and whose rows are no longer in the register.
    """

    units: Mapping[str, Unit] = field(default_factory=dict)
    charges: tuple[Charge, ...] = ()
    payments: tuple[Payment, ...] = ()
    contacts: tuple[Contact, ...] = ()
    holds: tuple[Hold, ...] = ()
    instalments: tuple[Instalment, ...] = ()
    decisions: tuple[Decision, ...] = ()
    accounts: tuple[PayAccount, ...] = ()
    settings: tuple[Setting, ...] = ()
    rungs: tuple[Rung, ...] = ()
    letters: tuple[Letter, ...] = ()
    missing: tuple[Letter, ...] = ()
    priorities: Mapping[str, int] = field(default_factory=dict)  # 队列.优先, by unit
    ticked: tuple[str, ...] = ()  # units with a √ in 欠费.勾选
    # Who reviewed whose letter before it is made, by unit: name and day.
    reviews: Mapping[str, tuple[str, Day]] = field(default_factory=dict)


# What has a row in 发函; a bill has none.
DOCUMENTS: tuple[Document, ...] = tuple(
    document for document in Document if document != Document.BILL
)
LETTER_STATES: tuple[LetterState, ...] = tuple(LetterState)
