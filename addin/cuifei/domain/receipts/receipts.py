"""What came into the account, and whose is it? The nouns of statement matching.

There is no rule id for this: DOMAIN.md is silent, and the rule is the one in
`matching`: money never lands on a guess.
"""

from dataclasses import dataclass
from datetime import date as Day

from cuifei.domain.money import Fen
from cuifei.domain.problems import Message


@dataclass(frozen=True, slots=True)
class Receipt:
    """One incoming payment of a statement.

    `id` identifies it for good, `order` is its place among those of its day.
    `doubt`: why nobody may take it unseen (partly refunded, state not known).
    """

    id: str
    date: Day
    amount: Fen
    payer: str = ""
    note: str = ""
    channel: str = ""
    place: str = ""
    payer_account: str = ""
    order: str = ""
    doubt: Message | None = None

    @property
    def said(self) -> str:
        """Payer and note as one text, as it is kept beside the payment.

        >>> Receipt("1", Day(2026, 3, 2), 100, "甲一样例", "3-101").said
        '甲一样例 / 3-101'
        """
        return " / ".join(part for part in (self.payer, self.note) if part)


@dataclass(frozen=True, slots=True)
class Left:
    """A line that is no receipt of ours, and why: outgoing, refunded, interest, between accounts.

    `amount` in fen, below zero where money went out.
    """

    place: str
    date: Day
    amount: int
    why: Message
    payer: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What one unit gets of a receipt; `period` where the payer named one that is paid by it."""

    unit: str
    amount: Fen
    period: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that a receipt may be for; `score` 0 to 100, `reasons` are what points at it."""

    unit: str
    score: int
    reasons: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whose a receipt is. Certain: `parts` say who gets what; else `why` says why nobody does."""

    receipt: Receipt
    candidates: tuple[Candidate, ...]
    parts: tuple[Part, ...] = ()
    why: Message | None = None

    @property
    def certain(self) -> bool:
        """Whether it may be entered without asking anybody."""
        return bool(self.parts)

    @property
    def reasons(self) -> tuple[Message, ...]:
        """What points at the units that get it, or at the likeliest unit."""
        chosen = {part.unit for part in self.parts} or {c.unit for c in self.candidates[:1]}
        own = (reason for c in self.candidates if c.unit in chosen for reason in c.reasons)
        return tuple(dict.fromkeys(own))

    @property
    def score(self) -> int:
        """How much points at them, 0 to 100."""
        chosen = {part.unit for part in self.parts} or {c.unit for c in self.candidates[:1]}
        return min((c.score for c in self.candidates if c.unit in chosen), default=0)
