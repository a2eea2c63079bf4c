"""Which units does a free text name? 3号楼2单元301室, 3-2-301, ３－２－３０１, A座101、102.

No rule of DOMAIN.md says how owners write rooms; this is how they do. A room is
compared part by part, and parts are whole numbers: 3-101 is no part of 13-1010.
A text that leaves parts out (301 for 1-2-301) names every unit that it may mean.

>>> units = {u: Unit(u, "甲一样例") for u in ("3-101", "13-1010", "1-2-301", "2-2-301")}
>>> rooms = Rooms(units)
>>> [sorted(named.units) for named in rooms.read("三号楼101室，301").named]
[['3-101'], ['1-2-301', '2-2-301']]
>>> rooms.read("3-909").unknown
('3-909',)
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cuifei.domain.keys import unit_key
from cuifei.domain.receipts import note_words
from cuifei.domain.records import Unit

Parts = tuple[str, ...]
_CHINESE = "\u4e00-\u9fff"
_BETWEEN = " -_/,·|:"
_STRETCH = re.compile(note_words.RANGE)
_LISTED = re.compile(f"{note_words.LIST}|/")


@dataclass(frozen=True, slots=True)
class Named:
    """One room as written in a text, and the units that it may mean. `whole`: nothing left out."""

    written: str
    units: frozenset[str]
    whole: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says of rooms. `unknown`: rooms that no unit has; `stretch`: 101至103."""

    named: tuple[Named, ...] = ()
    unknown: tuple[str, ...] = ()
    stretch: bool = False


@dataclass(slots=True)
class _Run:
    """The parts of one room while they are read. `floors`: places of parts that may be floors.

    `marked`: 室 stands behind it; `spelt`: 栋 or the like stands in it.
    """

    start: int
    parts: list[str] = field(default_factory=list)
    floors: set[int] = field(default_factory=set)
    marked: bool = False
    end: int = 0
    spelt: bool = False
    slashed: bool = False


class Rooms:
    """The rooms of a ledger, to be found in texts."""

    def __init__(self, units: Mapping[str, Unit]) -> None:
        spelt = {key: note_words.plain(unit_key(key)) for key in units}
        self._letters = {w for text in spelt.values() for w in re.findall("[A-Z]+", text)}
        names = {key: _names(text) for key, text in spelt.items()}
        single = "".join(sorted({n for own in names.values() for n in own if len(n) == 1}))
        self._token = _token(single)
        self._names: dict[str, frozenset[str]] = {}
        self._by_last: dict[str, list[tuple[str, Parts]]] = defaultdict(list)
        for key, unit in units.items():
            own = {n for n in names[key] if len(n) > 1}
            own.add(note_words.plain(unit_key(unit.community)))
            self._names[key] = frozenset(own - {""})
            parts = self._parts(spelt[key])
            building = self._parts(note_words.plain(unit_key(unit.building)))
            if parts and building and len(parts) == 1 and parts[0] not in note_words.KINDS:
                parts = (*building, *parts)
            if parts:
                self._by_last[parts[-1]].append((key, parts))
        spelt_estates = (note_words.plain(unit_key(u.community)) for u in units.values())
        self._estates = frozenset(spelt_estates) - {""}
        self._all_names = sorted(set().union(*self._names.values()), key=len, reverse=True)

    def _parts(self, text: str) -> Parts:
        """Return all parts of a key."""
        return tuple(part for run in self._runs(text) for part in run.parts)

    def read(self, text: str) -> Reading:
        """Return which rooms a text names."""
        spelt = note_words.without_figures(note_words.plain(text))
        named: list[Named] = []
        unknown: list[str] = []
        stretch = False
        before: Parts = ()
        end = 0
        for run in self._runs(spelt):
            between, end = spelt[end : run.start].strip(), run.end
            if spelt[run.end : run.end + 1] in note_words.COUNTED and run.end < len(spelt):
                before = ()
                continue
            stretch = stretch or bool(before and _STRETCH.match(between))
            before = before if _LISTED.fullmatch(between) else ()
            choices = _choices(run, before)
            written = spelt[run.start : run.end]
            if self._is_year(run):
                continue
            elsewhere = self._elsewhere(spelt[: run.start])
            tried = [] if elsewhere else choices
            meant = next((f for c in tried if (f := self._found(c, spelt, run))), None)
            if meant:
                units, whole = meant
                named.append(Named(written, units, whole and not _may_be_a_day(run)))
            elif run.marked or len(run.parts) > 1 or len(before) > 1 or len(run.parts[0]) > 2:
                unknown.append(written)
            before = tuple(run.parts) if len(run.parts) > 1 else before[:-1] + tuple(run.parts)
        return Reading(tuple(named), tuple(unknown), stretch)

    def _is_year(self, run: _Run) -> bool:
        """Return whether a lone figure is a year and no room's number."""
        year = len(run.parts) == 1 and re.fullmatch(r"20[0-3]\d", run.parts[0]) is not None
        return year and not run.marked and run.parts[0] not in self._by_last

    def _elsewhere(self, before: str) -> bool:
        """Return whether the text before a room names an estate that is none of ours."""
        estate = note_words.ESTATE.search(before.rstrip(_BETWEEN))
        if not estate or not self._estates:
            return False
        return not any(name in estate[0] or estate[0] in name for name in self._estates)

    def _found(
        self, choice: Sequence[Parts], text: str, run: _Run
    ) -> tuple[frozenset[str], bool] | None:
        """Return the units that any of these parts may mean, and whether they are named whole."""
        fitting = {
            key: parts
            for wanted in choice
            for key, parts in self._by_last.get(wanted[-1], ())
            if _within(wanted, parts) or _longer(wanted, parts)
        }
        estates = {name for name in self._all_names if name in text}
        named = {key for key in fitting if not self._names[key].isdisjoint(estates)}
        if estates and not named:
            return None  # it names an estate where there is no such room
        beside = {name for name in estates if _beside(name, text, run)}
        if beside:
            fitting = {k: p for k, p in fitting.items() if not self._names[k].isdisjoint(beside)}
        if not fitting:
            return None
        whole = len(fitting) == 1 and len(choice) == 1 and choice[0] in fitting.values()
        return frozenset(fitting), whole

    def _runs(self, text: str) -> Iterator[_Run]:
        """Yield the rooms of a text as runs of parts without anything else between them."""
        run: _Run | None = None
        previous_end = -1
        for match in self._token.finditer(text):
            kind = match.lastgroup or ""
            if run and match.start() != previous_end:
                yield run
                run = None
            previous_end = match.end()
            part = self._part(kind, match[0])
            if part:
                run = run or _Run(match.start())
                _add(run, kind, part, match.end())
            elif run and _goes_on(run, kind, match[0]):
                _mark(run, kind, match.end())
            elif run:
                run.marked = run.marked or kind == "room"
                run.end = match.end() if kind == "room" else run.end
                yield run
                run = None
        if run:
            yield run

    def _part(self, kind: str, text: str) -> str:
        """Return the part of a room that a piece of text is, "" where it is none."""
        if kind not in ("digits", "letters", "kind", "name"):
            return ""
        if kind == "digits":
            return text.lstrip("0") or "0"
        if kind == "kind":
            return next(
                k for k, pattern in note_words.KINDS.items() if k in text or pattern == text
            )
        if kind == "letters" and len(text) > 1 and text not in self._letters:
            return ""
        return text


def _token(single: str) -> re.Pattern[str]:
    kinds = "|".join(note_words.KINDS.values())
    name = f"(?P<name>[{single}](?=-?[\\dA-Z]))|" if single else ""
    return re.compile(
        rf"(?P<digits>\d+)|(?P<letters>[A-Z]+)|(?P<kind>{kinds})|{name}"
        rf"(?P<building>{note_words.BUILDING})|(?P<room>{note_words.ROOM})"
        rf"|(?P<floor>{note_words.FLOOR})|(?P<storey>{note_words.BUILDING_OR_FLOOR})"
        rf"|(?P<sep>[-/\\._])"
    )


def _add(run: _Run, kind: str, part: str, end: int) -> None:
    if kind == "kind":
        run.parts.insert(0, part)
        run.floors = {index + 1 for index in run.floors}
    else:
        run.parts.append(part)
    run.end = end


def _may_be_a_day(run: _Run) -> bool:
    """Return whether 3-10 may be the tenth of March as well."""
    if len(run.parts) != 2 or run.spelt or run.marked or not all(map(str.isdigit, run.parts)):
        return False
    month, day = map(int, run.parts)
    return 1 <= month <= 12 and 1 <= day <= 31


def _goes_on(run: _Run, kind: str, text: str) -> bool:
    """Return whether a room goes on; a slash may list another one (3-101/102) or not (3/101)."""
    if kind == "sep" and text == "/":
        lists = len(run.parts) > 1 and not run.slashed
        run.slashed = True
        return not lists
    return kind in ("sep", "building", "floor", "storey")


def _mark(run: _Run, kind: str, end: int) -> None:
    run.spelt = run.spelt or kind != "sep"
    if kind == "floor" and len(run.parts) > 1:
        run.parts.pop()
        run.end = end
    elif kind in ("floor", "storey"):
        run.floors.add(len(run.parts) - 1)


def _choices(run: _Run, before: Parts) -> list[Sequence[Parts]]:
    """Return what a run may mean, the likeliest first: 102 after 3-101 is 3-102."""
    own = tuple(run.parts)
    readings = [own]
    less = tuple(part for index, part in enumerate(own) if index not in run.floors)
    if run.floors and less:
        readings.append(less)
    if len(own) == 1 and len(own[0]) < 3 and own[0].isdigit() and not run.marked and not before:
        return []
    if len(own) == 1 and len(before) > 1:
        return [[(*before[:-1], *own)], readings]
    return [readings]


def _within(wanted: Parts, parts: Parts) -> bool:
    """Return whether all wanted parts stand in `parts` in order, the last one last."""
    leading_parts = iter(parts[:-1])
    return wanted[-1] == parts[-1] and all(part in leading_parts for part in wanted[:-1])


def _longer(wanted: Parts, parts: Parts) -> bool:
    """Return whether a text says more than the key does: 3-1-101 where the key is 3-101."""
    return len(parts) > 1 and wanted[0] == parts[0] and _within(parts, wanted)


def _beside(name: str, text: str, run: _Run) -> bool:
    """Return whether an estate's name stands right before or after a room, and in no longer word.

    样例 says where 1-301 is in “样例1-301”, and nothing of it in “甲一样例 1-301”.
    """
    before, after = text[: run.start].rstrip(_BETWEEN), text[run.end :].lstrip(_BETWEEN)
    if after.startswith(name):
        return True
    letter = before[: -len(name)][-1:]
    inside = len(name) < 3 and re.match(f"[{_CHINESE}]", letter)
    return before.endswith(name) and not inside


def _names(text: str) -> list[str]:
    """Return the Chinese names in a key: 样例 in 样例-1-301."""
    for pattern in (*note_words.KINDS.values(), note_words.BUILDING, note_words.ROOM, "层|楼"):
        text = re.sub(pattern, "-", text)
    return re.findall(f"[{_CHINESE}]+", text)
