"""What every click has in common: which rows are meant, does the clerk agree, how far is it?"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

from cuifei.commands.store import Store, nothing
from cuifei.domain.plain_text import half_width
from cuifei.domain.problems import CuifeiError, Message, Unreadable, say
from cuifei.domain.words import sheet
from cuifei.excel.host import Host
from cuifei.excel.speaking import teller
from cuifei.locale import phrase
from cuifei.tables.cells import read_code
from cuifei.tables.layout import CODES
from cuifei.tables.port import Book, Change, Written
from cuifei.workbook.journal import Run
from cuifei.workbook.undo import Undone


class Counted:
    """A store that counts the cells that a dry run would write: for none nobody is asked."""

    def __init__(self, store: Store) -> None:
        self._store, self.cells = store, 0

    @property
    def path(self) -> Path:
        """See Store."""
        return self._store.path

    def read(self) -> Book:
        """See Store."""
        return self._store.read()

    def copied(self) -> AbstractContextManager[Path]:
        """See Store."""
        return self._store.copied()

    def write(
        self,
        book: Book,
        changes: Sequence[Change],
        *,
        command: str,
        now: datetime,
        dry_run: bool = False,
    ) -> Written:
        """See Store."""
        written = self._store.write(book, changes, command=command, now=now, dry_run=dry_run)
        self.cells += written.cells
        return written

    def undo(
        self, *, now: datetime, dry_run: bool = False, then: Callable[[Run], None] = nothing
    ) -> Undone:
        """See Store."""
        undone = self._store.undo(now=now, dry_run=dry_run, then=then)
        self.cells += undone.written.cells
        return undone

    def finish(self, then: Callable[[Run], None] = nothing) -> str:
        """See Store."""
        return self._store.finish(then)

    def locked(self) -> AbstractContextManager[None]:
        """See Store."""
        return self._store.locked()


def agreed(host: Host, *sentences: Message) -> bool:
    """Return whether the clerk says yes to these sentences."""
    tell = teller(host.lang)
    return host.alert("\n".join(tell(sentence) for sentence in sentences), ask=True)


def typed(host: Host, question: Message) -> str:
    """Return what the clerk types as an answer; "" where they cancelled."""
    return host.ask(teller(host.lang)(question))


def file(host: Host, title: Message, patterns: Sequence[str]) -> str:
    """Return the file that the clerk chose, "" where they cancelled; `patterns` such as *.csv."""
    return host.open_file(teller(host.lang)(title), patterns)


def code(
    host: Host, codes: str, question: Callable[[str], Message], only: Sequence[str] = ()
) -> str:
    """Return the code (layout.CODES) that the clerk chose; "" where they cancelled.

    `question` is put with the words to choose from, each with a number: to type that
    is enough. `only`: these of the codes. CuifeiError for anything else.
    """
    words_by_code = {code: phrase(names, host.lang) for code, names in CODES[codes].items()}
    offered = {code: word for code, word in words_by_code.items() if not only or code in only}
    words = "".join(f"\n{n}  {word}" for n, word in enumerate(offered.values(), 1))
    answer = typed(host, question(words))
    if not answer:
        return ""
    position = number(answer)
    if position is not None and 1 <= position <= len(offered):
        return list(offered)[position - 1]
    chosen_code = _code(codes, answer, host.lang)
    if chosen_code not in offered:
        raise CuifeiError(
            say("“{answer}” is none of the answers", answer=answer),
            say("Type the number of one: {words}", words=words),
        )
    return chosen_code


def number(answer: str) -> int | None:
    """Return the number that was typed, in digits of any width; None for anything else."""
    digits = half_width(answer)
    return int(digits) if digits.isdecimal() else None


def _code(codes: str, answer: str, lang: str) -> str:
    try:
        return read_code(codes, answer, lang)
    except Unreadable as error:
        raise CuifeiError(error.what, error.remedy) from error


def chosen(host: Host, field: str) -> tuple[str, ...]:
    """Return that field of the selected rows. CuifeiError where no row of a table of ours is."""
    selection = host.selected(field)
    if not selection:
        raise CuifeiError(
            say("no row of ours is selected"),
            say(
                "Select one or more rows of {arrears_sheet}, {units_sheet} or"
                " {register_sheet}, then click again",
                arrears_sheet=sheet("arrears"),
                units_sheet=sheet("units"),
                register_sheet=sheet("register"),
            ),
        )
    return selection


def one(host: Host, why: Message) -> str:
    """Return the one unit that is selected. CuifeiError, which says why, where there are more."""
    units = chosen(host, "unit")
    if len(units) > 1:
        raise CuifeiError(say("{n} units are selected", n=len(units)), why)
    return units[0]


def progress(host: Host, sentence_of: Callable[[int, int], Message]) -> Callable[[int, int], None]:
    """Return what a command tells its progress; the status bar says it as `sentence_of` puts it."""
    tell = teller(host.lang)
    return lambda done, of: host.status(tell(sentence_of(done, of)))
