"""Take the office's own workbook: understand it, show what was understood, read it in place."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from cuifei.commands import adopt_page, earlier_book, next_month
from cuifei.commands.adopt_page import Known, Proposal
from cuifei.commands.earlier_book import EarlierBook
from cuifei.commands.next_month import Asked, Carried
from cuifei.commands.report import Report
from cuifei.domain.language import DEFAULT
from cuifei.domain.problems import CuifeiError, Message, Step, say
from cuifei.files import source
from cuifei.files.source import Source
from cuifei.locale import languages
from cuifei.newbook import build
from cuifei.offices import (
    answering,
    carrying,
    copying,
    in_place,
    layouts,
    mapping,
    succession,
)
from cuifei.offices.doubts import repeated
from cuifei.offices.mapping import BookMap
from cuifei.offices.whole import Understood
from cuifei.tables.port import Append, Book, Change, Replace
from cuifei.workbook import closed, reading, run_log

# Sheets of ours that people fill; those that we fill are made by the commands that do.
_TYPED = ("accounts", "payments", "contacts", "holds")

Adoption: TypeAlias = Known | Proposal | Carried


def adopt(
    path: Path,
    *,
    now: datetime,
    yes: bool = False,
    map_file: Path | None = None,
    lang: str = DEFAULT,
    dry_run: bool = False,
    beside: Path | None = None,
) -> Report[Adoption]:
    """Propose how a workbook is read; with `yes` or `map_file` accept it where nothing is doubtful.

    Nothing of the office's own is changed: a proposal writes the sheet 映射, an
    acceptance also the sheets of ours that are missing. A file that cannot be
    written into gets a copy beside it. A workbook `beside` it (or the file that it
    is a copy of) that knows the units already may be carried on. Raises CuifeiError
    where no units or amounts are found.
    """
    src = source.read(path)
    given = answering.read_file(_text(map_file), map_file.name) if map_file else {}
    asked = Asked(given, yes, lang, dry_run)
    if not src.patched and (target := next_month.earlier(path, src)):
        return next_month.carry(path, src, target, asked, now=now)
    stored = in_place.stored(src, src.tables)
    changes = _changes(src, stored)
    if stored and stored.accepted and not changes and map_file is None:
        return _known(path)
    given = {**({} if changes else _decisions(src, stored)), **asked.given}
    understood = carrying.understand(src, stored, given)
    _ensure_something(path, understood)
    answering.ensure_known(asked.given, understood.chart, str(map_file), lang)
    known = None if stored and stored.accepted else _earlier(beside or path, understood)
    if target := _settled(understood, known, given):
        theirs, asked = in_place.without_ours(src), replace(asked, given=given)
        return next_month.carry(path, theirs, target, asked, now=now)
    _reckon(understood, stored, given)
    accepted = yes or map_file is not None
    if (understood.doubts and accepted) or _unseen(stored, changes, accepted=accepted):
        return adopt_page.report(path, understood, changes, lang, refused=True)
    return _write(path, understood, changes, accepted, now=now, lang=lang, dry_run=dry_run)


def _reckon(understood: Understood, stored: BookMap | None, given: Mapping[str, str]) -> None:
    """Reckon what each answer to an open question makes owed."""
    src = understood.source
    understood.reckon(
        lambda more: carrying.understand(src, stored, {**given, **more}).extracts,
    )


def _unseen(stored: BookMap | None, changes: Sequence[Message], *, accepted: bool) -> bool:
    """Return whether this would change what was accepted, or accept what nobody was shown."""
    return bool(changes) and stored is not None and accepted is not stored.accepted


def _earlier(path: Path, understood: Understood) -> EarlierBook | None:
    """Return the workbook beside it that knows what was sent to these units (R2.5)."""
    return earlier_book.earlier_book(path, succession.said(understood.extracts).units)


def _settled(
    understood: Understood, known: EarlierBook | None, given: Mapping[str, str]
) -> Path | None:
    """Return the earlier workbook that is to be carried on; ask, where nobody has said it yet."""
    decision = mapping.value(given.get("succeed", ""))
    if (
        known
        and known.adopted
        and (decision == "carry" or understood.source.digest in known.digests)
    ):
        return known.path
    if known and decision == "separate":
        understood.chart = replace(understood.chart, succeed=decision)
    elif known:
        understood.doubts[:0] = repeated([earlier_book.doubt(known)], given)
    return None


def _decisions(src: Source, stored: BookMap | None) -> dict[str, str]:
    """Return what people decided in the sheet 映射: where it differs from what we would propose."""
    answers = in_place.answers(src, src.tables)
    if not answers:
        return {}
    base = carrying.understand(src, stored, {})
    known = {
        (mapping.code(k), v) for lang in languages() for k, v in mapping.rows(base.chart, lang)
    }
    asked = {mapping.code(mapping.key(DEFAULT, *doubt.key)) for doubt in base.doubts}
    return {
        key: value
        for key, value in answers.items()
        if key == "succeed"
        or ((key, value) not in known and (key in asked or mapping.may_be_decided(key)))
    }


def _changes(src: Source, stored: BookMap | None) -> Sequence[Message]:
    """Return what looks different than when the workbook was adopted, or last proposed to be."""
    if stored is None:
        return ()
    names = {sheet.name for sheet in src.sheets} - in_place.own_sheets(src.tables)
    new = [say("the sheet {sheet} is new", sheet=n) for n in sorted(names - set(stored.sheets))]
    return (*layouts.found(src, stored)[1], *new)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CuifeiError(
            say("the answers in {name} cannot be read", name=str(path)),
            say("Save them as a text file in UTF-8, one answer on each line: key = value"),
        ) from error


def _ensure_something(path: Path, understood: Understood) -> None:
    if any(block.kind == "charges" for block in understood.chart.blocks) or understood.doubts:
        return
    raise CuifeiError(
        say("no amounts of units are found in {name}", name=path.name),
        say(
            "A sheet needs a header row with a column for the unit (such as 房号) and one for the"
            " amounts owed; a new ledger is made with cuifei new"
        ),
        path.name,
    )


def _write(
    path: Path,
    understood: Understood,
    changes: Sequence[Message],
    accepted: bool,
    *,
    now: datetime,
    lang: str,
    dry_run: bool,
) -> Report[Proposal]:
    understood.chart = replace(understood.chart, accepted=accepted)
    target = path if understood.source.patched else copying.name_for(path)
    try:
        if target != path and accepted and not dry_run:
            copying.copy(understood.source, target)
            understood.chart = carrying.first(understood.chart, path.name, understood.source.digest)
            understood.source = source.read(target)
        if understood.source.patched and not dry_run:
            book = _book(target, understood.source, lang)
            closed.write(book, _rows(understood, book, lang), command="adopt", now=now)
    except BaseException:
        # Ctrl+C is heard only after the swap, and says of the new file that it is written.
        if target != path and not run_log.is_written(target.name):
            target.unlink(missing_ok=True)
        raise
    return adopt_page.report(target, understood, changes, lang, dry_run=dry_run)


def _book(path: Path, src: Source, lang: str) -> Book:
    """Return the workbook as far as its tables of ours go: enough to write into it."""
    tables = in_place.ours_only(src, reading.table_rows)
    return Book(path, tables, src.digest, lang, adopted=True)


def _rows(understood: Understood, book: Book, lang: str) -> Sequence[Change]:
    changes: list[Change] = [Replace("mapping", adopt_page.rows(understood, lang))]
    if not understood.chart.accepted:
        return changes
    for name in ("settings", "ladder"):
        if name not in book.tables:
            changes.append(Append(name, build.new_rows(name, lang)))
    if "guide" not in book.tables:
        changes.append(Replace("guide", build.new_rows("guide", lang)))
    # A table needs one row: a blank one, for people to type in.
    changes += [Append(name, [{}]) for name in _TYPED if name not in book.tables]
    return changes


def _known(path: Path) -> Report[Known]:
    sentence = say(
        "{book} is adopted, and looks as it did then. Next: {step}",
        book=path.name,
        step=Step("flag"),
    )
    return Report(Known(path.absolute()), said=(sentence,))
