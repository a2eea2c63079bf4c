"""What has to be asked, and what was answered: one desk for each block."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cuifei.domain.problems import Message


@dataclass(frozen=True, slots=True)
class Doubt:
    """One question. `key`: what an answer sets; `answers`: codes of the possible ones, may be none.

    `where` is a place that the user can find.
    """

    key: tuple[str, ...]
    question: Message
    answers: tuple[str, ...]
    where: str


@dataclass(slots=True)
class Desk:
    """Takes questions about one block and knows the answers that were given (by mapping.code).

    `has_payments` and `day_first` say of the whole workbook that a sheet holds receipts,
    and that dates stand in it which do not begin with their year.
    """

    number: int
    where: str
    given: Mapping[str, str]
    has_payments: bool = False
    day_first: bool = False
    doubts: list[Doubt] = field(default_factory=list)

    def answer(self, *key: str) -> str:
        """Return what was answered under that key of the block; "" where nothing was."""
        return self.given.get(".".join((str(self.number), *key)), "")

    def ask(self, key: tuple[str, ...], question: Message, answers: tuple[str, ...]) -> None:
        """Add a question; its answer sets `key`."""
        whole = ("block", str(self.number), *key)
        if all(doubt.key != whole for doubt in self.doubts):
            self.doubts.append(Doubt(whole, question, answers, self.where))
