"""May the next document go out today, and if not, why not and from when on?"""

from dataclasses import dataclass
from datetime import date

from cuifei.domain.problems import Message


@dataclass(frozen=True, slots=True)
class Blocker:
    """One reason against sending. `until`: the last day on which it holds; None: open-ended."""

    code: str
    until: date | None
    text: Message


@dataclass(frozen=True, slots=True)
class Readiness:
    """The verdict. `earliest`: first day without blockers; None where one is open-ended."""

    may_send: bool
    blockers: tuple[Blocker, ...]
    earliest: date | None
