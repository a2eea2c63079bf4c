"""Next month's file of the same office: it goes into the workbook that the first one made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from cuifei.commands import adopt_page, next_effects
from cuifei.commands.adopt_page import Known, Proposal
from cuifei.commands.lock import locked
from cuifei.commands.report import Data, Report
from cuifei.domain.problems import CuifeiError, Message, Step, listed, say, say_n
from cuifei.domain.words import sheet
from cuifei.files import source
from cuifei.files.source import Source
from cuifei.offices import (
    answering,
    borrowed,
    carrying,
    copying,
    dates,
    in_place,
    layouts,
    mapping,
    rivals,
)
from cuifei.offices import succession as between
from cuifei.offices.carrying import Fresh
from cuifei.offices.doubts import Doubt, repeated
from cuifei.offices.mapping import OURS, BookMap
from cuifei.offices.succession import Compared, Said
from cuifei.offices.whole import Understood
from cuifei.tables.port import Book, Change, Fill, NewSheet, Replace
from cuifei.workbook import closed, reading

_ENOUGH = 0.5  # a workbook with half of a file's units is that of the same office
_NAMED = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user wants: answers (by mapping.code) from a file, --yes, and how to say it."""

    given: Mapping[str, str]
    yes: bool
    lang: str
    dry_run: bool


@dataclass(frozen=True, slots=True)
class Carried:
    """A later file that goes into the workbook of an earlier one, and what is new in it."""

    book: Path
    state: str
    doubts: tuple[()]
    carried: Data


def earlier(path: Path, src: Source) -> Path | None:
    """Return the workbook that an earlier file of the same office made, None for a first file.

    It bears the file's name, or stands beside it and has most units in common.
    Raises CuifeiError where two workbooks fit equally.
    """
    own = copying.name_for(path)
    if own.exists():
        return own
    units = between.said(carrying.understand(src, None, {}).extracts).units
    shares = []
    for other in sorted(path.parent.glob("*催费*.xlsx")):
        if not other.name.startswith(("~", ".")) and (known := _state(other)) and known[1].origins:
            share = between.common_units(known[2].units, units)
            shares += [(share, other)] if share >= _ENOUGH else []
    best = [other for share, other in shares if share == max(shares)[0]]
    if len(best) > 1:
        raise CuifeiError(
            say("{names} fit this file equally", names=listed(book.name for book in best)),
            say("Move the workbook that it does not belong to into another folder, and run again"),
        )
    return best[0] if best else None


def _state(target: Path) -> tuple[Source, BookMap, Said] | None:
    """Return how an adopted workbook is read, and what its latest list says; None for no such."""
    try:
        base = source.read(target)
    except CuifeiError:
        return None  # whatever it is, it is no workbook that we made
    chart = in_place.stored(base, base.tables)
    if chart is None or not chart.accepted:
        return None
    latest = chart
    if chart.origins:
        latest = replace(chart, blocks=tuple(b for b in chart.blocks if "sheet" in b.facts))
    read = borrowed.extracts(base, layouts.found(base, latest)[0])
    rivals.set_aside(read)
    return base, chart, between.said(read)


def carry(
    path: Path, src: Source, target: Path, asked: Asked, *, now: datetime
) -> Report[Known | Proposal | Carried]:
    """Take a later file over into the workbook of an earlier one; `undo` takes it back.

    A known layout is read as before, without a question; another one is
    proposed anew. What people typed stays, and what is gone is only reported.
    """
    with locked(target, dry_run=asked.dry_run):
        state = _state(target)
        carries = mapping.value(asked.given.get("succeed", "")) == "carry"
        if state is None or not (state[1].origins or carries):
            raise _not_ours(target)
        base, chart, old = state
        if not chart.origins:  # it was adopted where it stood, so it is its own first file
            chart = carrying.first(chart, target.name, base.digest)
        if src.digest in {digest for _, digest in chart.origins}:
            return _known(path, src, target, chart)
        later_file = carrying.fresh(src, base, chart)
        book = reading.read(target)
        if later_file.changed:
            understood = carrying.anew(later_file, chart, asked.given)
        else:
            understood = carrying.again(later_file, asked.given)
        new = between.said(understood.extracts)
        follow, chart = _settled(chart, understood, old, new, book, asked.given)
        understood.doubts = repeated(understood.doubts, asked.given)
        files = next_effects.Files(old, new, book.tables.get("payments"), state[1].netted)
        next_effects.reckon(understood, later_file, chart, files, asked.given)
        if understood.doubts or (later_file.changed and not (asked.yes or asked.given)):
            return adopt_page.report(
                target, understood, later_file.changed, asked.lang, refused=True
            )
        keep = not between.overlap(old.payments, new.payments)
        chart = carrying.joined(chart, understood, later_file.names, follow, keep)
        chart = replace(chart, origins=(*chart.origins, (path.name, src.digest)))
        if not asked.dry_run:
            _write(book, base, later_file, understood, chart, asked.lang, now)
    return _report(path, target, understood, between.compared(old, new), follow, asked.dry_run)


def _not_ours(target: Path) -> CuifeiError:
    return CuifeiError(
        say("{book} is already there", book=target.name),
        say("Work on in that file, or move it away and run again"),
        target.name,
    )


def _known(path: Path, src: Source, target: Path, chart: BookMap) -> Report[Known]:
    if src.digest != chart.origins[-1][1]:
        raise CuifeiError(
            say(
                "{file} was taken over before, and {latest} came after it",
                file=path.name,
                latest=chart.origins[-1][0],
            ),
            say("Take a newer file; to go back behind the last one: {step}", step=Step("undo")),
            path.name,
        )
    sentence = say(
        "{book} holds all of {file}. Next: {step}",
        book=target.name,
        file=path.name,
        step=Step("flag"),
    )
    return Report(Known(target.absolute()), said=(sentence,))


def _settled(
    chart: BookMap,
    understood: Understood,
    old: Said,
    new: Said,
    book: Book,
    given: Mapping[str, str],
) -> tuple[str, BookMap]:
    """Return whether the new file replaces the old one or adds to it, and the mapping so far."""
    known = between.follows(old, new)
    follow = mapping.value(given.get("follow", "")) or known or chart.follow
    if known and chart.follow == "add" and "follow" not in given:
        follow = ""
    if follow not in ("replace", "add"):
        question = say("does this file take the place of the earlier one, or come in addition?")
        understood.doubts.append(Doubt(("follow",), question, ("replace", "add"), ""))
    if follow != "replace" or not between.unpaid_only(understood.extracts):
        return follow, chart
    ours = book.tables.get("payments")
    day, sure = between.netted(old, new, ours, chart.netted)
    if answer := given.get("netted", ""):
        typed = dates.read(answer, "ymd")
        day, sure = (typed.isoformat() if typed else ""), answering.fits("netted", answer)
    if not sure:
        question = say(
            "up to which day are payments in {payments_sheet} off the new amounts already?",
            payments_sheet=sheet("payments"),
        )
        understood.doubts.append(Doubt(("netted",), question, (*([day] if day else []), "no"), ""))
    return follow, replace(chart, netted=day or chart.netted)


def _write(
    book: Book,
    base: Source,
    later_file: Fresh,
    understood: Understood,
    chart: BookMap,
    lang: str,
    now: datetime,
) -> None:
    understood.chart = chart
    understood.source = replace(base, sheets=(*base.sheets, *later_file.source.sheets))
    changes: list[Change] = [Replace("mapping", adopt_page.rows(understood, lang))]
    changes += _cleared(book, {b.sheet for b in chart.blocks if b.kind == "former"})
    sheets = [NewSheet(s.name, s.rows, s.merged) for s in later_file.source.sheets if s.rows]
    closed.write(book, changes, command="adopt", now=now, sheets=sheets)


def _cleared(book: Book, past: set[str]) -> list[Change]:
    """Return the changes that take our values off the earlier lists: they are true no more."""
    out: list[Change] = []
    for name, table in book.tables.items():
        fields = [field for field in OURS if field in table.columns]
        if name.startswith("charges@") and table.sheet in past and fields:
            blank = dict.fromkeys(fields)
            out.append(Fill(name, dict.fromkeys(table.rows, blank)))
    return out


def _report(
    path: Path, target: Path, understood: Understood, diff: Compared, follow: str, dry_run: bool
) -> Report[Carried]:
    problems = tuple(adopt_page.problems(understood))
    carried = {
        "file": path.name,
        "follow": follow,
        "new_charges": len(diff.new),
        "changed_charges": len(diff.changed),
        "gone_charges": len(diff.gone),
        "new_payments": diff.new_payments,
        "new_units": diff.units_new,
        "gone_units": diff.units_gone,
    }
    result = Carried(target.absolute(), "open" if dry_run else "accepted", (), carried)
    return Report(result, problems, tuple(_sentences(path, target, diff, follow, dry_run)))


def _sentences(
    path: Path, target: Path, diff: Compared, follow: str, dry_run: bool
) -> list[Message]:
    sentences = [say("{file} goes into {book}:", file=path.name, book=target.name)]
    sentences.append(say_n("{n} charge is new", "{n} charges are new", len(diff.new)))
    if diff.changed:
        n = len(diff.changed)
        sentences.append(
            say_n("{n} charge has another amount", "{n} charges have other amounts", n)
        )
    if diff.gone and follow == "replace":
        n = len(diff.gone)
        sentences.append(say_n("{n} charge is there no more", "{n} charges are there no more", n))
    if diff.new_payments:
        n = diff.new_payments
        sentences.append(say_n("{n} payment is new", "{n} payments are new", n))
    sentences += _units(diff.units_new, "new") + _units(diff.units_gone, "gone")
    if dry_run:
        return [*sentences, say("Dry run: nothing was written.")]
    return [
        *sentences,
        say(
            "What you typed in {book} is as it was. Next: {step}",
            book=target.name,
            step=Step("flag"),
        ),
    ]


def _units(units: Sequence[str], kind: str) -> list[Message]:
    if not units:
        return []
    names = listed([*units[:_NAMED], *(["…"] if len(units) > _NAMED else [])])
    n = len(units)
    if kind == "new":
        return [say_n("{n} unit is new: {names}", "{n} units are new: {names}", n, names=names)]
    return [
        say_n(
            "{n} unit is in the file no more: {names}. It stays in the workbook.",
            "{n} units are in the file no more: {names}. They stay in the workbook.",
            n,
            names=names,
        )
    ]
