"""What does every paper have to say, and what must none say? The checks that all papers share."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date as Day
from typing import TypeAlias

from cuifei.domain.problems import CuifeiError, Message, say
from cuifei.letters.forbidden import found

# What is wrong, and what to do.
Finding: TypeAlias = tuple[Message, Message]


class Unfit(CuifeiError):
    """A template that cannot be used, with each of its faults; `what` is the first."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(*findings[0])
        self.findings = tuple(findings)


def missing(needed: Iterable[tuple[str, Message]], said: str) -> Iterator[Finding]:
    """Yield each value (with its name) that is blank or does not stand in the text of a paper.

    >>> [str(what) for what, _ in missing([("张三", say("the owner's name"))], "致业主")]
    ["the letter has nothing to print for the owner's name"]
    """
    for value, what in needed:
        if not value.strip() or value not in said:
            yield (
                say("the letter has nothing to print for {what}", what=what),
                say("Fill it in, or put its field back into the template"),
            )


def forbidden(said: str, day: Day, numbers: Iterable[str] = ()) -> Iterator[Finding]:
    """Yield the words in a paper of that day that no letter may carry (R9.1, R9.3).

    `numbers` of accounts and vouchers are left out: they may look like a person's id.
    """
    for number in numbers:
        if number:
            said = said.replace(number, "")
    for words, entry in found(said, day):
        yield (
            say(
                "the letter says “{words}”: {why} ({source})",
                words=words,
                why=entry.why,
                source=entry.source,
            ),
            say("Take it out of the template, or out of the cell that it comes from"),
        )
