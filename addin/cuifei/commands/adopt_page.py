"""What a proposal to read a workbook says: rows of 映射, a page for the terminal, JSON."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cuifei.commands.report import Data, Report
from cuifei.domain.language import DEFAULT
from cuifei.domain.problems import Message, Problem, Step, listed, say, say_n
from cuifei.domain.words import sheet
from cuifei.locale import translator
from cuifei.offices import borrowed, census, mapping, proposal, succession, whole
from cuifei.offices.effects import Effect
from cuifei.offices.proposal import Line
from cuifei.offices.whole import Understood
from cuifei.ooxml.values import Cell

_TOLD = 12  # sheets that are named with how many rows and why


@dataclass(frozen=True, slots=True)
class Known:
    """A workbook that is adopted already, or a file that it holds: there is nothing to do."""

    book: Path
    state: str = "accepted"
    doubts: tuple[()] = ()


@dataclass(frozen=True, slots=True)
class Proposed:
    """A line of the page, as `adopt --json` says it."""

    key: str
    value: str
    samples: str
    note: Message | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """How a workbook is read, what changed since it was asked last, and what is doubtful."""

    book: Path
    state: str
    changes: Sequence[Message]
    doubts: Sequence[Data]
    proposal: Sequence[Proposed]
    unread: Sequence[Data]


def rows(understood: Understood, lang: str) -> list[Mapping[str, Cell]]:
    """Return the rows of the sheet 映射."""
    return [row(line, lang) for line in proposal.page(understood, lang)]


def row(line: Line | Proposed, lang: str) -> Mapping[str, Cell]:
    """Return a row of the sheet 映射."""
    note = translator(lang)(line.note) if line.note else None
    return {
        "key": line.key,
        "value": line.value or None,
        "samples": line.samples or None,
        "note": note,
    }


def report(
    path: Path,
    understood: Understood,
    changes: Sequence[Message],
    lang: str,
    *,
    refused: bool = False,
    dry_run: bool = False,
) -> Report[Proposal]:
    """Return the page, with the questions that are open and what to do next."""
    lines = proposal.page(understood, lang)
    bad = tuple(problems(understood))
    result = Proposal(
        book=path.absolute(),
        state="accepted" if understood.chart.accepted and not dry_run else "open",
        changes=tuple(changes),
        doubts=[
            {
                "key": mapping.key(lang, *doubt.key),
                "where": doubt.where,
                "question": doubt.question,
                "answers": [mapping.term(answer, lang) for answer in doubt.answers],
                **_effects(understood.effects.get(doubt.key, ()), lang),
            }
            for doubt in understood.doubts
        ],
        proposal=[Proposed(x.key, x.value, x.samples, x.note) for x in lines],
        unread=[{"sheet": x, "rows": n, "why": why} for x, n, why in understood.unread],
    )
    sentences = (*_changed(changes), *_page(lines), *_ending(path, understood, refused, dry_run))
    return Report(result, bad, sentences, refused=refused)


def _effects(reckoned: Sequence[Effect], lang: str) -> dict[str, object]:
    """Return what each answer makes owed; `about`: what a question with free answers is about."""
    tried = [
        {"answer": mapping.term(x.answer, lang), "owed": f"{x.owed:.2f}", "units": x.units}
        for x in reckoned
        if x.answer
    ]
    about = [{"owed": f"{x.owed:.2f}", "units": x.units} for x in reckoned if not x.answer]
    return {"effects": tried, "about": about[0] if about else None}


def _changed(changes: Sequence[Message]) -> list[Message]:
    first = [say("The workbook looks different than when it was adopted:")] if changes else []
    return [*first, *changes]


def _page(lines: Sequence[Line]) -> list[Message]:
    out = []
    for line in lines:
        text = say("{key} = {value}", key=line.key, value=line.value or "?")
        if line.samples:
            text = say("{line}   [{samples}]", line=text, samples=line.samples)
        if line.note:
            text = say("{line}   # {note}", line=text, note=line.note)
        out.append(text)
    return out


def problems(understood: Understood) -> list[Problem]:
    """Return what must be looked at in the rows that were read.

    While something is doubtful no cell is called unreadable: the answer may explain it.
    """
    out = [problem for extract in understood.extracts for problem in extract.problems]
    out += census.problems(understood.source, understood.ends, understood.extracts)
    for extract in () if understood.doubts else understood.extracts:
        for place, why in whole.faults(extract):
            out.append(
                Problem(place, say("{what}; the row is left out", what=why.what), why.remedy)
            )
    return out


def _ending(
    path: Path, understood: Understood, refused: bool, dry_run: bool
) -> tuple[Message, ...]:
    unread = _unread(understood)
    if understood.doubts:
        count = say_n(
            "{n} question is open: answer it in a file, one key = value on a line, and run"
            " cuifei adopt --map FILE",
            "{n} questions are open: answer them in a file, one key = value on a line, and run"
            " cuifei adopt --map FILE",
            len(understood.doubts),
        )
        return (*unread, count)
    if dry_run:
        return (*unread, say("Dry run: nothing was written."))
    if refused or not understood.chart.accepted:
        last = say("Nothing is doubtful. If it is right, run: {step}", step=Step("adopt --yes"))
        return (*unread, last)
    units = borrowed.units(understood.extracts)
    return (
        *unread,
        *_no_community(units),
        *_no_owner(units),
        *_off_once(understood),
        say(
            "{book} is adopted. Fill in the sheets {settings_sheet} and"
            " {accounts_sheet}. Next: {step}",
            book=str(path),
            step=Step("flag"),
            settings_sheet=sheet("settings"),
            accounts_sheet=sheet("accounts"),
        ),
    )


def _off_once(understood: Understood) -> tuple[Message, ...]:
    """Say where a receipt goes, where amounts stand as unpaid: entered twice it counts twice."""
    if not succession.unpaid_only(understood.extracts):
        return ()
    return (
        say(
            "The amounts are what is still unpaid: when money comes in, either correct the amount"
            " or enter it in {payments_sheet}, not both.",
            payments_sheet=sheet("payments"),
        ),
    )


def _unread(understood: Understood) -> list[Message]:
    """Say of which sheets nothing is read, how many rows they have, and why."""
    sentences = [
        say_n(
            "Nothing is read from {sheets} ({n} row): {why}.",
            "Nothing is read from {sheets} ({n} rows): {why}.",
            rows,
            sheets=name,
            why=why,
        )
        for name, rows, why in understood.unread[:_TOLD]
    ]
    if len(understood.unread) > _TOLD:
        names = listed(name for name, *_ in understood.unread[_TOLD:])
        sentences.append(say("Nor is anything read from these sheets: {sheets}.", sheets=names))
    return sentences


def _no_owner(units: Collection[Mapping[str, Cell]]) -> tuple[Message, ...]:
    """Say that letters wait, where no list names an owner."""
    nameless = sum(not cells.get("owner") for cells in units)
    if not nameless or any(cells.get("owner") for cells in units):
        return ()
    return (
        say_n(
            "No column names the owner of {n} unit: the arrears are flagged by unit, and letters"
            " wait until an owner is named.",
            "No column names the owners of {n} units: the arrears are flagged by unit, and letters"
            " wait until owners are named.",
            nameless,
        ),
    )


def _no_community(units: Collection[Mapping[str, Cell]]) -> tuple[Message, ...]:
    """Say that letters need an address, where nothing names the community."""
    if all(cells.get("community") or cells.get("address") for cells in units):
        return ()
    key = mapping.key(DEFAULT, "block", "1", "fact", "community")
    return (
        say(
            "No sheet says which community the units belong to; letters need it for their address."
            " Type {key} = its name into a file, and run cuifei adopt --map FILE",
            key=key,
        ),
    )
