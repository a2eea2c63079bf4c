"""List the letters that would be written, with totals and a tick each: who reads it drops some.

The ticks stand in 欠费.勾选 with the reviewer's name and the day; a tick that is taken away drops
its letter, `letters --ticked` writes the others, and each says in 发函 who reviewed it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from cuifei.commands import flags
from cuifei.commands.begin import begin
from cuifei.commands.flag import outcome
from cuifei.commands.issue import Made, demand_data, issue, silent
from cuifei.commands.letters import batch_title, reasons, refuse_back_dating, refuse_other, waiting
from cuifei.commands.opened import Opened
from cuifei.commands.report import Data, Report
from cuifei.commands.select import Held, Wanted, choose, of_ticks
from cuifei.commands.store import Where
from cuifei.domain import money
from cuifei.domain.problems import CuifeiError, Message, Step, say, say_n
from cuifei.domain.words import document_word, sheet
from cuifei.tables.port import Change, Replace
from cuifei.tables.ticks import review_tick

LISTED = 40  # letters that are named one by one on a screen; all of them stand in 欠费


def review(
    where: Where, as_of: date, wanted: Wanted, *, now: datetime, dry_run: bool = False
) -> Report[Data]:
    """Tick in 欠费 whose letter would be written on `as_of`, and return them with totals.

    `wanted.reviewed_by` reviews them. Every other tick is taken away: the ticks are the batch.
    Raises CuifeiError where nobody is named, or as `letters` does.
    """
    by = wanted.reviewed_by.strip()
    if not by:
        raise CuifeiError(
            say("nobody is named who reviews the letters"),
            say("Name them with --reviewed-by; the register says so of each letter"),
        )
    refuse_other(wanted.document)
    with begin(where, now=now, dry_run=dry_run) as begun:
        refuse_back_dating(begun.opened, as_of)
        wanted = of_ticks(begun.opened.ledger, wanted)
        opened, docket = begun.opened.decided(as_of)
        cases, held = choose(docket, wanted)
        title, limit = batch_title(opened.book.lang), wanted.limit
        # Nothing is written: only so is it known which letters pass, and what they say.
        issued = issue(
            opened, docket, cases, title, now=now, dry_run=True, progress=silent, limit=limit
        )
        units = {unit for letter in issued.made for unit in letter.demand.units}
        tick = review_tick(by, as_of)
        changes = [_ticked(change, units, tick) for change in flags.changes(opened, docket)]
        written = opened.write(changes, command="review", now=now, dry_run=dry_run)
    everyone = (*held, *issued.unfit)
    problems = (*opened.problems, *issued.problems)
    sentences = (
        *begun.recovered,
        *_sentences(issued.made, everyone, by),
        outcome(written, opened.book.path, dry_run=dry_run),
    )
    data = _data(opened, as_of, by, issued.made, everyone)
    return Report(data, problems, sentences)


def _ticked(change: Change, units: set[str], tick: str) -> Change:
    if not isinstance(change, Replace) or change.table != "arrears":
        return change
    rows = [{**row, "tick": tick if row["unit"] in units else None} for row in change.rows]
    return replace(change, rows=rows)


def _sentences(letters: Sequence[Made], held: Sequence[Held], by: str) -> list[Message]:
    """Return the list for people: a line a letter, as many as are read, totals, what is next."""
    if not letters:
        return [say("No letter may go out today."), *reasons(held), waiting(len(held))]
    lines = [
        say(
            "{unit} {owner}: {document}, {total} yuan",
            unit=", ".join(letter.demand.units),
            owner=letter.demand.unit.owner,
            document=document_word(letter.demand.document),
            total=money.text(letter.demand.total),
        )
        for letter in letters[:LISTED]
    ]
    if len(letters) > LISTED:
        lines.append(say_n("and {n} more", "and {n} more", len(letters) - LISTED))
    for document, same_kind in _kinds(letters).items():
        lines.append(
            say_n(
                "{document}: {n} letter, {total} yuan",
                "{document}: {n} letters, {total} yuan",
                len(same_kind),
                document=document_word(document),
                total=money.text(sum(letter.demand.total for letter in same_kind)),
            )
        )
    next_ = say(
        "{n} of them are ticked in {arrears_sheet} for {by}: take the tick away where no letter"
        " shall go, then write the others: {step}",
        n=len(letters),
        by=by,
        arrears_sheet=sheet("arrears"),
        step=Step("letters --ticked"),
    )
    return [*lines, next_, waiting(len(held))]


def _kinds(letters: Sequence[Made]) -> Mapping[str, list[Made]]:
    kinds: defaultdict[str, list[Made]] = defaultdict(list)
    for letter in letters:
        kinds[letter.demand.document].append(letter)
    return kinds


def _data(
    opened: Opened,
    as_of: date,
    by: str,
    letters: Sequence[Made],
    held: Sequence[Held],
) -> Data:
    """Return the JSON document of `letters --review` (DESIGN.md)."""
    return {
        "book": opened.book.path.absolute(),
        "as_of": as_of,
        "by": by,
        "letters": [demand_data(letter) for letter in letters],
        "totals": [
            {
                "document": document,
                "letters": len(same_kind),
                "total": money.plain(sum(letter.demand.total for letter in same_kind)),
            }
            for document, same_kind in _kinds(letters).items()
        ],
        "held": [{"unit": held_unit.unit, "blockers": held_unit.blockers} for held_unit in held],
    }
