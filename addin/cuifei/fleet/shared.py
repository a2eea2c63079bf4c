"""Which cohorts do two books of a fleet have, whose are they, and where are they frozen? (R5.8)"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cuifei.domain.keys import name_key
from cuifei.domain.ladder.slots import named_in
from cuifei.domain.problems import Message, Problem, Step, listed, say
from cuifei.domain.words import column, sheet
from cuifei.fleet.result import Survey

Surveys = Mapping[str, Survey]


@dataclass(frozen=True, slots=True)
class Shared:
    """A cohort that several books have. `owner`: the one that claims it, None: none or several.

    `live`: the live lawyer letters to it, by book.
    """

    cohort: str
    books: tuple[str, ...]
    owner: str | None = None
    live: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def free_in(self, book: str) -> bool:
        """Return whether lawyer letters to the cohort may go out from a book."""
        return self.owner == book and not any(
            numbers for other, numbers in self.live.items() if other != book
        )


@dataclass(frozen=True, slots=True)
class Freeze:
    """What a book's 参数 shall say: where none goes out from it, and which books are beside."""

    cohorts: tuple[str, ...]
    beside: tuple[str, ...]


def shared(surveys: Surveys) -> tuple[Shared, ...]:
    """Return every cohort that more than one book has, by name."""
    having: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for book, survey in surveys.items():
        for cohort in survey.cohorts:
            having[name_key(cohort)].setdefault(book, cohort)
    return tuple(_shared(books, surveys) for _, books in sorted(having.items()) if len(books) > 1)


def _shared(books: Mapping[str, str], surveys: Surveys) -> Shared:
    owners = [book for book, cohort in books.items() if named_in(cohort, surveys[book].owned)]
    live = {
        book: numbers
        for book, cohort in books.items()
        for name, numbers in surveys[book].live.items()
        if name_key(name) == name_key(cohort) and numbers
    }
    name = next(iter(books.values()))
    return Shared(name, tuple(books), owners[0] if len(owners) == 1 else None, live)


def open_in(common: Shared, surveys: Surveys) -> tuple[str, ...]:
    """Return the books whose 参数 does not say that the cohort is frozen there."""
    return tuple(
        book
        for book in common.books
        if not all(
            named_in(cohort, surveys[book].frozen)
            for cohort in (common.cohort, *surveys[book].cohorts)
            if name_key(cohort) == name_key(common.cohort)
        )
    )


def freeze(
    book: str,
    surveys: Surveys,
    shared_cohorts: Sequence[Shared],
    gone: Callable[[str], bool],
    *,
    sure: bool = False,
) -> Freeze:
    """Return what a book shall say.

    A freeze is lifted only where every book that is named beside it was read in this run, or is
    `gone`: what was not looked at may still have a letter out. `sure`: and only where each other
    book of the cohort says already that it is frozen there.
    """
    survey = surveys[book]
    ours = [common for common in shared_cohorts if book in common.books]
    free = {
        common.cohort
        for common in ours
        if common.free_in(book) and not (sure and set(open_in(common, surveys)) - {book})
    }
    cohorts = {
        name_key(common.cohort): common.cohort for common in ours if common.cohort not in free
    }
    beside = {
        other for common in ours if name_key(common.cohort) in cohorts for other in common.books
    }
    unread = {other for other in survey.beside if other not in surveys and not gone(other)}
    if unread:
        for name in survey.frozen:
            cohorts.setdefault(name_key(name), name)
        beside |= unread
    names = sorted(cohorts.values(), key=name_key)
    return Freeze(tuple(names), tuple(sorted(beside - {book})))


def joined(wanted: Freeze, survey: Survey) -> Freeze:
    """Return what a book shall say together with what it says: nothing is lifted."""
    more = [name for name in survey.frozen if not named_in(name, wanted.cohorts)]
    names = sorted((*wanted.cohorts, *more), key=name_key)
    return Freeze(tuple(names), tuple(sorted({*wanted.beside, *survey.beside})))


def problems(
    shared_cohorts: Sequence[Shared], surveys: Surveys, name: Callable[[str], str]
) -> Iterator[Problem]:
    """Yield what a person has to decide or wait for; `name` says a book shortly."""
    for common in shared_cohorts:
        books = listed(name(book) for book in common.books)
        loose = [book for book in open_in(common, surveys) if not common.free_in(book)]
        if loose:
            yield _loose(common, books, listed(map(name, loose)))
        elif common.owner is None:
            yield Problem(
                common.cohort,
                say("{books} have it: no lawyer letter goes out there from any", books=books),
                say(
                    "Type it under {owned} in {settings_sheet} of the one workbook from which its"
                    " lawyer letters shall go out, and run again",
                    owned=column("owned_communities"),
                    settings_sheet=sheet("settings"),
                ),
            )
        elif not common.free_in(common.owner):
            numbers = [
                n for book, them in common.live.items() if book != common.owner for n in them
            ]
            yield Problem(
                common.cohort,
                say(
                    "{owner} owns it, and lawyer letters of other workbooks are live there:"
                    " {numbers}",
                    owner=name(common.owner),
                    numbers=listed(numbers),
                ),
                say("Until they are settled in their own workbooks, none goes out there"),
            )


def _loose(common: Shared, books: str | Message, loose: str | Message) -> Problem:
    return Problem(
        common.cohort,
        say(
            "{books} have it, and it is not frozen yet in {loose}: a lawyer letter may go out"
            " from each",
            books=books,
            loose=loose,
        ),
        say("Run {step} on all of them: it freezes what is not", step=Step("fleet flag")),
    )


def doubles(surveys: Surveys, name: Callable[[str], str]) -> Iterator[Problem]:
    """Yield books that are one workbook twice: a copy must not write letters of its own."""
    same: defaultdict[str, list[str]] = defaultdict(list)
    for book, survey in surveys.items():
        if survey.number:
            same[survey.number].append(name(book))
    for books in same.values():
        if len(books) > 1:
            yield Problem(
                books[1],
                say("these are copies of one workbook: {books}", books=listed(books)),
                say("Work on in one of them, so that no owner gets two letters"),
            )
