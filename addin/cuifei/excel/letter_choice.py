"""Which of the letters that may go are meant? Ticks and the filter of 欠费, then short questions.

Each question counts what the answers so far leave. Enter takes what stands in
its box, 0 is all, and Cancel ends everything with nothing done.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cuifei.commands import letters
from cuifei.commands.issue import NewLetter, NewLetters
from cuifei.commands.opened import open_book
from cuifei.commands.report import Report
from cuifei.commands.select import Wanted
from cuifei.domain.dates import read_date
from cuifei.domain.keys import unit_key
from cuifei.domain.problems import CuifeiError, Message, Unreadable, say, say_n
from cuifei.domain.records import DOCUMENTS
from cuifei.domain.words import sheet
from cuifei.excel import asking
from cuifei.excel.host import Host
from cuifei.excel.speaking import teller
from cuifei.tables.cells import blank, normal
from cuifei.tables.layout import ARREARS, word

REVIEW = say("review")


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be written on a day. `documents`: only these, where given; `items`: the letters.

    `review`: they are to be ticked first, for somebody to drop some.
    `chosen`: the items are fewer than what was `wanted` gives, so the units must be named.
    """

    day: date
    wanted: Wanted
    documents: Sequence[str]
    preview: Report[NewLetters]
    items: tuple[NewLetter, ...]
    chosen: bool = False
    review: bool = False

    @property
    def held(self) -> int:
        """How many units get no letter, each with its reasons."""
        return len(self.preview.result.held)

    @property
    def reasons(self) -> Sequence[Message]:
        """Why each of them gets none, and what to do, where they are few."""
        return letters.reasons(self.preview.result.held)


def plan(host: Host, day: date, wanted: Wanted, documents: Sequence[str]) -> Plan:
    """Return what would be written on a day; nothing is."""
    preview = letters.letters(host.store, day, wanted, now=host.now, dry_run=True)
    previewed = preview.result.letters
    items = tuple(item for item in previewed if not documents or item.document in documents)
    return Plan(day, wanted, documents, preview, items, bool(documents))


def marked(host: Host, wanted: Wanted) -> Wanted | None:
    """Return what is wanted of ticks and the filter of 欠费; None where the clerk cancelled.

    Ticks go before the filter; a tick in a row that the filter hides does not count. CuifeiError
    where it hides every row: nobody is chosen then, and that is not everybody.
    """
    ticked, visible_units = _ticked(host), host.in_sight(ARREARS, "unit")
    if visible_units is not None and not visible_units:
        raise CuifeiError(
            say("the filter of {arrears_sheet} hides every row", arrears_sheet=sheet("arrears")),
            say("Clear the filter or choose other values, then click again"),
        )
    sight = None if visible_units is None else {unit_key(unit) for unit in visible_units}
    shown = tuple(unit for unit in ticked if sight is None or unit_key(unit) in sight)
    units = shown or visible_units or ()
    if not units:
        return wanted
    hidden = len(ticked) - len(shown)
    question = _of_ticks(len(shown), hidden) if shown else _of_filter(len(units), hidden)
    answer = host.decide(teller(host.lang)(question))
    if answer is None:
        return None
    return replace(wanted, units=units, ticked=bool(shown)) if answer else wanted


def _ticked(host: Host) -> tuple[str, ...]:
    table = host.store.read().tables.get("arrears")
    if table is None or all(blank(cells.get("tick")) for cells in table.rows.values()):
        return ()  # nobody ticks most days: the ledger need not be understood for that
    return open_book(host.store).ledger.ticked


def _of_ticks(count: int, hidden: int) -> Message:
    return say_n(
        "{n} unit is ticked in {arrears_sheet} ({hidden} more in rows that the filter hides)."
        " Only this one? No: all; Cancel: nothing is done.",
        "{n} units are ticked in {arrears_sheet} ({hidden} more in rows that the filter hides)."
        " Only these? No: all; Cancel: nothing is done.",
        count,
        hidden=hidden,
        arrears_sheet=sheet("arrears"),
    )


def _of_filter(count: int, hidden: int) -> Message:
    return say_n(
        "The filter of {arrears_sheet} shows {n} unit ({hidden} ticked ones are hidden)."
        " Only this one? No: all; Cancel: nothing is done.",
        "The filter of {arrears_sheet} shows {n} units ({hidden} ticked ones are hidden)."
        " Only these? No: all; Cancel: nothing is done.",
        count,
        hidden=hidden,
        arrears_sheet=sheet("arrears"),
    )


def narrowed(host: Host, whole: Plan) -> Plan | None:
    """Return the plan that the clerk's answers leave; None where they cancelled.

    Asked are day, document, community and how many; never where there is nothing to choose.
    Raises CuifeiError for an answer that is none.
    """
    left = _on_day(host, whole)
    for ask in (_document, _community, _limit):
        if left is None or left.review or len(left.items) < 2:
            return left
        left = ask(host, left)
    return left


def _on_day(host: Host, whole: Plan) -> Plan | None:
    question = say_n(
        "{n} letter may go on {day}. Which day shall it bear? To review it first, with a tick in"
        " {arrears_sheet}: type {word}",
        "{n} letters may go on {day}. Which day shall they bear? To review them first, each with"
        " a tick in {arrears_sheet}: type {word}",
        len(whole.items),
        day=whole.day,
        word=REVIEW,
        arrears_sheet=sheet("arrears"),
    )
    tell = teller(host.lang)
    answer = host.offer(tell(question), whole.day.isoformat())
    if answer is None:
        return None
    if normal(answer) in {normal(tell(REVIEW)), normal(str(REVIEW))}:
        return replace(whole, review=True)
    try:
        day = read_date(answer)[0]
    except Unreadable as error:
        raise CuifeiError(error.what, error.remedy) from error
    return whole if day == whole.day else plan(host, day, whole.wanted, whole.documents)


def _document(host: Host, left: Plan) -> Plan | None:
    documents = [item.document for item in left.items]
    names: dict[str, str] = {
        code: word("document", code, host.lang) for code in DOCUMENTS if code in documents
    }
    return _one_of(host, left, documents, names, say("Which document?"))


def _community(host: Host, left: Plan) -> Plan | None:
    tell = teller(host.lang)
    none = tell(say("(no community)"))
    communities = [item.community or "" for item in left.items]
    names = {community: community or none for community in communities}
    return _one_of(host, left, communities, names, say("Which community?"))


def _one_of(
    host: Host, left: Plan, values: Sequence[str], names: Mapping[str, str], question: Message
) -> Plan | None:
    """Return what is left of a plan when the clerk chose one of the items' values, or all."""
    if len(names) < 2:
        return left
    counts = Counter(values)
    tell = teller(host.lang)
    every = tell(say_n("All: {n} letter", "All: {n} letters", len(left.items)))
    offered = [
        tell(say_n("{name}: {n} letter", "{name}: {n} letters", counts[key], name=name))
        for key, name in names.items()
    ]
    lines = "".join(f"\n{number}  {line}" for number, line in enumerate((every, *offered)))
    answer = host.offer(f"{tell(question)}{lines}", "0")
    if answer is None:
        return None
    position = _place(answer, list(names.values()))
    if not position:
        return left
    key = list(names)[position - 1]
    chosen_items = (item for item, value in zip(left.items, values, strict=True) if value == key)
    return _kept(left, tuple(chosen_items))


def _place(answer: str, words: Sequence[str]) -> int:
    """Return the number that was typed, or that of the word; 0 is all. CuifeiError for others."""
    number = asking.number(answer)
    if number is not None and number <= len(words):
        return number
    if answer in words:
        return words.index(answer) + 1
    raise CuifeiError(
        say("“{answer}” is none of the answers", answer=answer),
        say("Type a number from 0 to {last}", last=len(words)),
    )


def _limit(host: Host, left: Plan) -> Plan | None:
    count = len(left.items)
    question = say("How many of the {n} letters? The first ones in walking order; 0: all", n=count)
    answer = host.offer(teller(host.lang)(question), "0")
    if answer is None:
        return None
    limit = asking.number(answer)
    if limit is None:
        raise CuifeiError(
            say("“{answer}” is none of the answers", answer=answer),
            say("Type a number from 0 to {last}", last=count),
        )
    return _kept(left, left.items[:limit]) if 0 < limit < count else left


def _kept(left: Plan, items: tuple[NewLetter, ...]) -> Plan:
    return replace(left, items=items, chosen=True)
