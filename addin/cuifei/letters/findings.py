"""What does every paper have to say, and what must none say? The checks that all papers share."""

from collections.abc import Callable, Iterable, Iterator, Sequence
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


def put_back(name: str) -> Message:
    """Return what to do where a template does not print a field."""
    return say("Put the field {name} into the template", name=f"«{name}»")


def as_in_ours(finding: Finding, line: Callable[[str], str]) -> Finding:
    """Return a finding whose remedy puts a field back, with the line in which ours prints it.

    `line` gives the paragraph of our template that holds a field, blank where none does.
    """
    what, remedy = finding
    if remedy.text != put_back("").text or not (words := line(str(remedy.params["name"]))):
        return finding
    more = say("{remedy}; in ours it stands in the line “{words}”", remedy=remedy, words=words)
    return what, more


def missing(needed: Iterable[tuple[str, Message, str]], printed: str) -> Iterator[Finding]:
    """Yield each value (with its name and field) that is blank or not in the text of a paper.

    >>> [str(b) for _, b in missing([("张三", say("the owner's name"), "业主")], "致业主")]
    ['Put the field «业主» into the template']
    """
    for value, label, name in needed:
        if not value.strip():
            yield say("the letter has nothing to print for {what}", what=label), say("Fill it in")
        elif value not in printed:
            yield say("the template does not print {what}", what=label), put_back(name)


def forbidden(printed: str, day: Day, numbers: Iterable[str] = ()) -> Iterator[Finding]:
    """Yield the words in a paper of that day that no letter may carry (R9.1, R9.3).

    `numbers` of accounts and vouchers are left out: they may look like a person's id.
    """
    for number in numbers:
        if number:
            printed = printed.replace(number, "")
    for words, entry in found(printed, day):
        yield (
            say(
                "the letter says “{words}”: {why} ({source})",
                words=words,
                why=entry.why,
                source=entry.source,
            ),
            say("Take it out of the template, or out of the cell that it comes from"),
        )
