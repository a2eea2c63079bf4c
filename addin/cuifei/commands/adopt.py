"""Take the office's own workbook: understand it, show what was understood, read it in place."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from cuifei.commands.report import Report
from cuifei.domain.problems import CuifeiError, Message, Problem, say, say_n
from cuifei.locale import translator
from cuifei.workbook import build, closed, reading
from cuifei.workbook.adopt import copying, in_place, layouts, mapping, proposal, source, whole
from cuifei.workbook.adopt.mapping import BookMap
from cuifei.workbook.adopt.proposal import Line
from cuifei.workbook.adopt.source import Source
from cuifei.workbook.adopt.whole import Understood
from cuifei.workbook.port import Append, Book, Cell, Change, Replace

# Sheets of ours that people fill; those that we fill are made by the commands that do.
LANGS = ("zh", "en")
_TYPED = ("accounts", "payments", "contacts", "holds")


def adopt(
    path: Path,
    *,
    now: datetime,
    yes: bool = False,
    map_file: Path | None = None,
    lang: str = "zh",
    dry_run: bool = False,
) -> Report:
    """Propose how a workbook is read; with `yes` or `map_file` accept it where nothing is doubtful.

    Nothing of the office's own is changed: a proposal writes the sheet 映射, an
    acceptance also the sheets of ours that are missing. A file that cannot be
    written into gets a copy beside it. Raises CuifeiError where no units or
    amounts are found.
    """
    src = source.read(path)
    stored = in_place.stored(src, src.tables)
    changes = _changes(src, stored)
    if stored and stored.accepted and not changes and map_file is None:
        return _known(path)
    given = {} if changes else _decisions(src)
    if map_file is not None:
        given |= mapping.read_file(_text(map_file), map_file.name)
    found = whole.understand_book(src, given)
    _ensure_something(path, found)
    asked = yes or map_file is not None
    if (found.doubts and asked) or (changes and not asked):
        return _report(path, found, changes, lang, refused=True)
    return _write(path, found, changes, asked, now=now, lang=lang, dry_run=dry_run)


def _decisions(src: Source) -> dict[str, str]:
    """Return what people decided in the sheet 映射: where it differs from what we would propose."""
    stored = in_place.answers(src, src.tables)
    if not stored:
        return {}
    base = whole.understand_book(src, {})
    known = {(mapping.code(k), v) for lang in LANGS for k, v in mapping.rows(base.chart, lang)}
    asked = {mapping.code(mapping.key("zh", *doubt.key)) for doubt in base.doubts}
    return {
        key: value
        for key, value in stored.items()
        if (key, value) not in known and (key in asked or mapping.may_be_decided(key))
    }


def _changes(src: Source, stored: BookMap | None) -> Sequence[Message]:
    """Return what looks different than when the workbook was adopted or last looked at."""
    if stored is None:
        return ()
    seen = {sheet.name for sheet in src.sheets} - in_place.own_sheets(src.tables)
    new = [say("the sheet {sheet} is new", sheet=n) for n in sorted(seen - set(stored.sheets))]
    changes = (*layouts.found(src, stored)[1], *new)
    return changes if stored.accepted else ()


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CuifeiError(
            say("the answers in {name} cannot be read", name=str(path)),
            say("Save them as a text file in UTF-8, one answer on each line: key = value"),
        ) from error


def _ensure_something(path: Path, found: Understood) -> None:
    if any(block.kind == "charges" for block in found.chart.blocks) or found.doubts:
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
    found: Understood,
    changes: Sequence[Message],
    accepted: bool,
    *,
    now: datetime,
    lang: str,
    dry_run: bool,
) -> Report:
    found.chart = replace(found.chart, accepted=accepted)
    target = path
    if not found.source.patched:
        target = copying.name_for(path)
        if accepted and not dry_run:
            _ensure_free(target)
            copying.copy(found.source, target)
            found.source = source.read(target)
    if found.source.patched and not dry_run:
        book = _book(target, found.source, lang)
        try:
            closed.write(book, _rows(found, book, lang), command="adopt", now=now)
        except BaseException:
            if target != path:
                target.unlink(missing_ok=True)
            raise
    return _report(target, found, changes, lang, dry_run=dry_run)


def _ensure_free(target: Path) -> None:
    if target.exists():
        raise CuifeiError(
            say("{book} is already there", book=target.name),
            say("Work on in that file, or move it away and run again"),
            target.name,
        )


def _book(path: Path, src: Source, lang: str) -> Book:
    """Return the workbook as far as its tables of ours go: enough to write into it."""
    tables = in_place.ours_only(src, reading.table_rows)
    return Book(path, tables, src.digest, lang, adopted=True)


def _rows(found: Understood, book: Book, lang: str) -> Sequence[Change]:
    lines = proposal.page(found, lang)
    changes: list[Change] = [Replace("mapping", [_row(line, lang) for line in lines])]
    if not found.chart.accepted:
        return changes
    for name in ("settings", "ladder"):
        if name not in book.tables:
            changes.append(Append(name, build.new_rows(name, lang)))
    # A table needs one row: a blank one, for people to type in.
    changes += [Append(name, [{}]) for name in _TYPED if name not in book.tables]
    return changes


def _row(line: Line, lang: str) -> Mapping[str, Cell]:
    note = translator(lang)(line.note) if line.note else None
    return {
        "key": line.key,
        "value": line.value or None,
        "samples": line.samples or None,
        "note": note,
    }


def _known(path: Path) -> Report:
    said = say("{book} is adopted, and looks as it did then. Next: cuifei flag", book=path.name)
    data = {"book": path.absolute(), "state": "accepted", "doubts": (), "problems": ()}
    return Report(data, said=(said,))


def _report(
    path: Path,
    found: Understood,
    changes: Sequence[Message],
    lang: str,
    *,
    refused: bool = False,
    dry_run: bool = False,
) -> Report:
    lines = proposal.page(found, lang)
    problems = tuple(_problems(found))
    data = {
        "book": path.absolute(),
        "state": "accepted" if found.chart.accepted and not dry_run else "open",
        "changes": tuple(changes),
        "doubts": [
            {
                "key": mapping.key(lang, *doubt.key),
                "where": doubt.where,
                "question": doubt.question,
                "answers": [mapping.term(answer, lang) for answer in doubt.answers],
            }
            for doubt in found.doubts
        ],
        "proposal": [
            {"key": x.key, "value": x.value, "samples": x.samples, "note": x.note} for x in lines
        ],
        "problems": problems,
    }
    said = (*_changed(changes), *_page(lines), *_ending(path, found, refused, dry_run))
    return Report(data, problems, said, refused=refused)


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


def _problems(found: Understood) -> list[Problem]:
    out = [problem for one in found.extracts for problem in one.problems]
    for one in found.extracts:
        for place, why in whole.faults(one):
            out.append(
                Problem(place, say("{what}; the row is left out", what=why.what), why.remedy)
            )
    return out


def _ending(path: Path, found: Understood, refused: bool, dry_run: bool) -> tuple[Message, ...]:
    if found.doubts:
        count = say_n(
            "{n} question is open: answer it in a file, one key = value on a line, and run"
            " cuifei adopt --map FILE",
            "{n} questions are open: answer them in a file, one key = value on a line, and run"
            " cuifei adopt --map FILE",
            len(found.doubts),
        )
        return (count,)
    if dry_run:
        return (say("Dry run: nothing was written."),)
    if refused or not found.chart.accepted:
        return (say("Nothing is doubtful. If it is right, run: cuifei adopt --yes"),)
    return (
        *_no_community(found),
        say(
            "{book} is adopted. Fill in the sheets 参数 and 账户. Next: cuifei flag",
            book=str(path),
        ),
    )


def _no_community(found: Understood) -> tuple[Message, ...]:
    """Say that letters need an address, where nothing names the community."""
    units = found.tables["units"].rows.values()
    if all(cells.get("community") or cells.get("address") for cells in units):
        return ()
    key = mapping.key("zh", "block", "1", "fact", "community")
    return (
        say(
            "No sheet says which community the units belong to; letters need it for their address."
            " Type {key} = its name into a file, and run cuifei adopt --map FILE",
            key=key,
        ),
    )
