"""What went wrong, where, and what to do about it?

A sentence for a user is a `Message`: an English text with `{names}`, and what
they stand for. Doors translate it (locale/); the rules only choose it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

Param: TypeAlias = "str | int | date | Message | Step"


@dataclass(frozen=True, slots=True)
class Step:
    """What the user can do next; each door says it its own way, as a command or a button.

    `command` is what follows `cuifei` on the command line.
    """

    command: str

    def __str__(self) -> str:
        """Return it as it is typed.

        >>> str(say("Next: {step}", step=Step("flag")))
        'Next: cuifei flag'
        """
        return f"cuifei {self.command}"


@dataclass(frozen=True, slots=True)
class Done(Step):
    """What was done: a run's name as the journal has it, or the button that did it."""

    def __str__(self) -> str:
        """Return it as the journal has it.

        >>> str(say("before “{run}”", run=Done("legal plan")))
        'before “legal plan”'
        """
        return self.command


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence to be said in the user's language.

    `text` is the catalogue's key (English); `many` is its plural, chosen by
    the parameter `n`. Parameters may be messages themselves.
    """

    text: str
    params: Mapping[str, Param] = field(default_factory=dict, hash=False)
    many: str = ""

    def __str__(self) -> str:
        """Return the English sentence.

        >>> str(say("{unit} owes {owed}", unit="3-2", owed="1,234.50"))
        '3-2 owes 1,234.50'
        """
        plural = self.many and self.params.get("n") != 1
        return (self.many if plural else self.text).format_map(dict(self.params))


def say(text: str, **params: Param) -> Message:
    """Return the message `text` with its parameters; catalogues are extracted from these calls."""
    return Message(text, params)


def say_n(text: str, many: str, n: int, **params: Param) -> Message:
    """Return a counted message: `text` where n is 1 in English, else `many`.

    >>> str(say_n("{n} letter", "{n} letters", 2))
    '2 letters'
    """
    return Message(text, {**params, "n": n}, many)


def listed(names: "Iterable[str | Message]") -> "str | Message":
    """Return names as one parameter of a message; every language has its own comma.

    >>> str(listed(["water", "parking"])), listed(["water"]), listed([])
    ('water, parking', 'water', '')
    """
    joined: str | Message = ""
    for name in names:
        joined = say("{names}, {name}", names=joined, name=name) if joined else name
    return joined


@dataclass(frozen=True, slots=True)
class Problem:
    """One bad place in the user's data: a value, collected while the rest goes on.

    `where` is a place that the user can find ("应收!D7"); `remedy` says what to do.
    """

    where: str
    what: Message
    remedy: Message


class CuifeiError(Exception):
    """A task that cannot be done. Raised before anything is written; caught in the doors only."""

    def __init__(self, what: Message, remedy: Message, where: str = "") -> None:
        super().__init__(str(what))
        self.what, self.remedy, self.where = what, remedy, where


class Unreadable(ValueError):
    """A cell that does not hold what its column asks for."""

    def __init__(self, what: Message, remedy: Message) -> None:
        super().__init__(str(what))
        self.what, self.remedy = what, remedy
