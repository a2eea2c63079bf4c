"""Which papers of a batch lie in which print pack, under which list?

All that may share a document lie in one, in walking order. Where templates differ in what
belongs to a whole document, each has a pack of its own; what no pack can hold is printed by
itself. The list on top of the first pack names all letters in walking order, and where each
lies.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from cuifei.commands import batch
from cuifei.commands.opened import Opened
from cuifei.domain.ladder.letter_rows import whole
from cuifei.domain.problems import Message, say, say_n
from cuifei.letters import addressed
from cuifei.letters.pack import alone, sharing
from cuifei.letters.pack.join import Kind, pack
from cuifei.letters.pack.source import Source
from cuifei.locale import Both

_NAMES = Both("打印包", "print pack")
_ALONE = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One letter as it is printed: its plan, where it belongs, and its pages' files."""

    planned: batch.Planned
    owner: str
    community: str
    names: tuple[str, ...]
    contents: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Volume:
    """Letters under one list. `houses`: what may share a pack, in order of appearance.

    `lies`: for each letter and each of its papers the house that it is in, blank where it is
    printed by itself; `why`: how many of these there are, by reason.
    """

    pieces: Sequence[Piece]
    houses: tuple[str, ...]
    lies: tuple[tuple[str, ...], ...]
    why: Counter[Message] = field(default_factory=Counter)


def volumes_of(pieces: Sequence[Piece], by_community: bool, size: int) -> list[Volume]:
    """Return the volumes of a batch. `size`: letters under one list at most; 0: all."""
    groups: Iterable[Sequence[Piece]] = [pieces]
    if by_community:
        groups = [list(group) for _, group in groupby(pieces, key=lambda piece: piece.community)]
    return [
        _volume(group[start : start + (size or len(group))])
        for group in groups
        for start in range(0, len(group), size or len(group))
    ]


def _volume(pieces: Sequence[Piece]) -> Volume:
    lies, why = [], Counter[Message]()
    for piece in pieces:
        houses = []
        for content in piece.contents:
            source = Source(content)
            reason = alone.of(source)
            houses.append(_ALONE if reason else sharing.house(source))
            if reason:
                why[reason] += 1
        lies.append(tuple(houses))
    known = dict.fromkeys(house for houses in lies for house in houses if house != _ALONE)
    return Volume(pieces, tuple(known), tuple(lies), why)


def packs(
    opened: Opened, run: batch.Batch, volumes: Sequence[Volume], duplex: bool
) -> Iterator[tuple[str, str, bytes]]:
    """Yield each pack: its file's name, a blank number, its bytes."""
    lang, of, number = opened.book.lang, sum(len(v.houses) or 1 for v in volumes), 0
    for volume in volumes:
        cover = addressed.cover(_cover(opened, run, volume, number, of), lang)
        for house in volume.houses or (_ALONE,):
            papers = [
                content
                for piece, houses in zip(volume.pieces, volume.lies, strict=True)
                for content, own in zip(piece.contents, houses, strict=True)
                if own == house != _ALONE
            ]
            number += 1
            name = _NAMES[lang] + (f" {number:02d}" if of > 1 else "")
            kind = Kind(duplex=duplex)
            pack_content = pack(papers, kind, cover) if papers else pack([cover], kind)
            yield f"{name}.docx", "", pack_content
            cover = b""


def packs_said(volumes: Sequence[Volume]) -> Iterator[Message]:
    """Yield, once, that templates do not share a pack, and what is printed by itself and why."""
    if any(len(volume.houses) > 1 for volume in volumes):
        yield say(
            "The templates differ in settings of a whole document (compatibility, tab stops, theme)"
            ", so each has a pack of its own; the list on top of the first names the pack of each"
            " letter, in walking order."
        )
    why = Counter[Message]()
    for volume in volumes:
        why.update(volume.why)
    for reason, count in why.items():
        yield say_n(
            "{n} paper is in no pack and is printed by itself: {why}.",
            "{n} papers are in no pack and are printed by themselves: {why}.",
            count,
            why=reason,
        )


def _cover(
    opened: Opened, run: batch.Batch, volume: Volume, before: int, of: int
) -> addressed.Volume:
    """Return what stands on the list. `before`: how many packs lie before this volume's."""
    places = {house: str(before + n) for n, house in enumerate(volume.houses, 1)} | {_ALONE: "-"}
    split = len(volume.houses) > 1 or volume.why
    entries = (
        addressed.Entry(
            piece.planned.letter.unit,
            piece.owner,
            piece.planned.letter.document,
            piece.planned.letter.number,
            whole(piece.planned.rows).amount,
            piece.planned.letter.last_date,
            piece.planned.units[1:],
            tuple(dict.fromkeys(places[house] for house in houses)) if split else (),
        )
        for piece, houses in zip(volume.pieces, volume.lies, strict=True)
    )
    return addressed.Volume(
        run.folder.name,
        opened.policy.company,
        tuple(dict.fromkeys(piece.community for piece in volume.pieces)),
        before + 1,
        of,
        tuple(entries),
    )
