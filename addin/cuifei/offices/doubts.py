"""What has to be asked, and what was answered: one desk for each block."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cuifei.domain.problems import Message
from cuifei.offices import answering, mapping


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
    and that dates stand in it which do not begin with their year; `search` that nothing in it
    is owed so far, and that this block is the likeliest to say what is. `odd`: answers that say
    nothing, with what may be typed there.
    """

    number: int
    where: str
    given: Mapping[str, str]
    has_payments: bool = False
    day_first: bool = False
    search: bool = False
    doubts: list[Doubt] = field(default_factory=list)
    odd: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)

    def answer(self, *key: str, among: Sequence[str] = ()) -> str:
        """Return what was answered under that key of the block; "" where nothing was that fits.

        `among`: the codes that the answer may stand for, where the key does not say it.
        """
        entry = ".".join(key)
        text = self.given.get(f"{self.number}.{entry}", "")
        if text and not answering.fits(entry, text, among):
            self.odd.setdefault(key, tuple(among) or answering.offered(entry))
            return ""
        return text

    def anywhere(self, *key: str) -> str:
        """Return the code of the answer under a key of any block: a rule of the whole workbook."""
        entry = ".".join(key)
        if text := self.answer(*key):
            return mapping.value(text)
        texts = [text for name, text in self.given.items() if name.partition(".")[2] == entry]
        return next((mapping.value(t) for t in texts if answering.fits(entry, t)), "")

    def ask(self, key: tuple[str, ...], question: Message, answers: tuple[str, ...]) -> None:
        """Add a question; its answer sets `key`."""
        full_key = ("block", str(self.number), *key)
        if all(doubt.key != full_key for doubt in self.doubts):
            self.doubts.append(Doubt(full_key, question, answers, self.where))

    def ask_again(self) -> None:
        """Ask about each answer that says nothing, where nothing else asks for it."""
        for key, answers in self.odd.items():
            self.ask(key, answering.unasked(key[0]), answers)


def once(doubts: Iterable[Doubt], name: str) -> list[Doubt]:
    """Return the doubts with one question only about the rule `name`, which holds everywhere."""
    out: list[Doubt] = []
    for doubt in doubts:
        if doubt.key[-1] != name or all(other.key[-1] != name for other in out):
            out.append(doubt)
    return out


def repeated(doubts: Iterable[Doubt], given: Mapping[str, str]) -> list[Doubt]:
    """Return the doubts; one that is open although something was typed says what is wrong with it.

    A key is typed as mapping.code gives it.
    """
    out = []
    for doubt in doubts:
        parts = doubt.key[1:] if doubt.key[0] == "block" else doubt.key
        text = given.get(".".join(parts), "")
        if text and "typed" not in doubt.question.params:
            entry = ".".join(doubt.key[2:]) or doubt.key[0]
            doubt = replace(doubt, question=answering.told(entry, text, doubt.question))
        out.append(doubt)
    return out
