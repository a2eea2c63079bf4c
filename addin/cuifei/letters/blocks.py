"""Which pieces of a Word part repeat, and which disappear?

The rules, which people who edit a template have to know:

1. A table row whose fields share the prefix `X.` repeats once for each row of
   list X. All fields of such a row have that prefix, and it holds no table.
2. A table belongs to the lists of its first repeating row: where that list is empty, the whole
   table goes, headings and totals with it. Any other row goes when its list is empty.
3. A paragraph made of nothing but fields whose names end in 句 (ready sentences) goes when
   all of them are empty; as the last paragraph of a table cell or of a section, and in a row
   that repeats, it stays as an empty line. A sentence inside an IF field does not count.
4. Any other paragraph stays, though its fields print nothing: the author's own words never
   go. Word's own merge would leave out a line of empty fields.
A repeated row keeps its height, its cells' shading and its borders; a banded table style
bands the rows anew.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from lxml import etree

from cuifei.domain.problems import CuifeiError, say
from cuifei.letters import formula
from cuifei.letters.pictures import Picture
from cuifei.letters.wordxml import SLOT, Element, W, name_of, unsealed

SENTENCE = "句"
_ROW, _TABLE, _ONLY, _END = "cuifei-row", "cuifei-table", "cuifei-only", "cuifei-end"
_MARK = re.compile(rb"<\?(cuifei-[a-z]+)(?: (.*?))?\?>", re.S)

_THINGS = tuple(
    W + name
    for name in ("drawing", "pict", "object", "sym", "noBreakHyphen", "fldChar", "fldSimple")
) + tuple(W + name for name in ("footnoteReference", "endnoteReference", "commentReference"))

Values = Mapping[str, str]
Rows = Sequence[Mapping[str, str]]
Getter = Callable[[Values], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Block:
    """Bytes and slots that come and go together: `texts` has one more than `names`.

    `row`: the list that it repeats over, or blank. `needs`: lists that must not
    be empty. `only`: groups of sentences; one of each group must not be empty.
    """

    row: str
    needs: tuple[str, ...]
    only: tuple[tuple[str, ...], ...]
    texts: tuple[bytes, ...]
    names: tuple[str, ...]

    def stands(self, values: Values, lists: Mapping[str, Rows]) -> bool:
        """Return whether the block is printed at all."""
        return all(lists[name] for name in self.needs) and all(
            any(values[name] for name in group) for group in self.only
        )

    def uses(self) -> frozenset[str]:
        """Return the fields whose values it needs, also those inside IF fields."""
        return frozenset(name for key in self.names for name in formula.names(key))

    def getter(self) -> Getter:
        """Return a function from a mapping to this block's values, in order."""
        if not self.names:
            return lambda _: ()
        if any(name.startswith(formula.OPEN) for name in self.names):
            return _worked_out(self.names, f"{self.row}." if self.row else "")
        if len(self.names) == 1:
            name = self.names[0]
            return lambda values: (values[name],)
        return itemgetter(*self.names)


def _worked_out(keys: tuple[str, ...], prefix: str) -> Getter:
    """Return a getter for a block in which some fields have switches or are IF fields."""
    fields = [formula.parsed(key) if key.startswith(formula.OPEN) else key for key in keys]

    def getter(values: Values) -> tuple[str, ...]:
        def get(name: str) -> str:
            return values[name.removeprefix(prefix)]

        return tuple(
            field.value(get) if not isinstance(field, str) else values[field] for field in fields
        )

    return getter


def mark_blocks(root: Element) -> None:
    """Mark what repeats and what may disappear under `root`, its fields already marked."""
    _mark_rows(root)
    _mark_sentences(root)


def cut(content: bytes) -> tuple[Block, ...]:
    """Return the blocks between the marks of `content`: XML, or the text of it."""
    return tuple(_blocks(content))


def _slots(element: Element) -> list[str]:
    return [
        name
        for mark in element.iter(etree.PI)
        if mark.target == SLOT
        for name in formula.names(name_of(mark))
    ]


def picture_marks(root: Element) -> list[Element]:
    """Return the marks where pictures go."""
    return [
        mark
        for mark in root.iter(etree.PI)
        if mark.target == SLOT
        and (key := name_of(mark)).startswith(formula.OPEN)
        and isinstance(formula.parsed(key), Picture)
    ]


def _place(name: str) -> str:
    return f"«{name}»"


def _mark_rows(root: Element) -> None:
    tables: dict[Element, str] = {}
    repeating: dict[Element, str] = {}
    for mark in list(root.iter(etree.PI)):
        names = formula.names(name_of(mark)) if mark.target == SLOT else ()
        name = next((name for name in names if "." in name), None)
        if name is None:
            continue
        row = next(mark.iterancestors(W + "tr"), None)
        if row is None:
            raise CuifeiError(
                say("the field {name} repeats, but stands outside a table row", name=_place(name)),
                say("Put it into a table row, or take the part before the point away"),
            )
        repeating.setdefault(row, name.partition(".")[0])
        tables.setdefault(next(row.iterancestors(W + "tbl")), repeating[row])
    for row, prefix in repeating.items():
        _check_row(row, prefix)
        _wrap(row, _ROW, prefix)
        for mark in row.iter(etree.PI):
            if not name_of(mark).startswith(formula.OPEN):
                mark.text = (mark.text or "").partition(".")[2]
        for band in list(row.iter(W + "cnfStyle")):  # a band that Word once reckoned for this row
            band.getparent().remove(band)
    for table, prefix in tables.items():
        _wrap(table, _TABLE, prefix)


def _check_row(row: Element, prefix: str) -> None:
    for name in _slots(row):
        if name.partition(".")[0] != prefix or "." not in name:
            raise CuifeiError(
                say(
                    "a repeating table row mixes the fields {first} and {name}",
                    first=_place(prefix + "."),
                    name=_place(name),
                ),
                say("Use fields of one list in the row, or put the field into a row of its own"),
            )
    if next(row.iter(W + "tbl"), None) is not None:
        raise CuifeiError(
            say("the repeating table row of {first} holds another table", first=_place(prefix)),
            say("Take the inner table out of the row"),
        )


def _mark_sentences(root: Element) -> None:
    for paragraph in list(root.iter(W + "p")):
        names = [
            name_of(mark)
            for mark in paragraph.iter(etree.PI)
            if mark.target == SLOT and next(mark.iterancestors(W + "p")) is paragraph
        ]
        sentences = [s for name in names if (s := _sentence(name)).endswith(SENTENCE)]
        if not sentences:
            continue
        parent = paragraph.getparent()
        ends_cell = parent.tag == W + "tc" and parent.findall(W + "p")[-1] is paragraph
        repeats = any(
            getattr(row.getprevious(), "target", "") == _ROW
            for row in paragraph.iterancestors(W + "tr")
        )
        ends_section = paragraph.find(f"{W}pPr/{W}sectPr") is not None
        alone = len(sentences) == len(names) and not _says_more(paragraph)
        if alone and not (ends_cell or repeats or ends_section):
            _wrap(paragraph, _ONLY, "\t".join(sentences))


def _says_more(paragraph: Element) -> bool:
    """Return whether a paragraph holds words or things of its author's beside its fields."""
    if next(paragraph.iter(*_THINGS), None) is not None:
        return True
    if any(b.get(W + "type") in ("page", "column") for b in paragraph.iter(W + "br")):
        return True
    return any(
        (piece or "").strip()
        for text in paragraph.iter(W + "t")
        for piece in (text.text, *(mark.tail for mark in text))
    )


def _sentence(key: str) -> str:
    """Return the field that a slot prints; blank for an IF field."""
    if not key.startswith(formula.OPEN):
        return key
    meaning = formula.parsed(key)
    return meaning.name if isinstance(meaning, formula.Merge) else ""


def _wrap(element: Element, kind: str, name: str) -> None:
    element.addprevious(etree.ProcessingInstruction(kind, name))
    tail, element.tail = element.tail, None
    end = etree.ProcessingInstruction(_END, kind)
    element.addnext(end)
    end.tail = tail


def _blocks(xml: bytes) -> Iterator[Block]:
    """Yield the blocks between the marks; a slot stays inside its block."""
    open_marks: list[tuple[str, str]] = []
    texts, names, start = [b""], [], 0
    for mark in _MARK.finditer(xml):
        texts[-1] += xml[start : mark.start()]
        start = mark.end()
        kind, name = mark[1].decode(), (mark[2] or b"").decode()
        if kind == SLOT:
            names.append(unsealed(name))
            texts.append(b"")
            continue
        yield _block(open_marks, texts, names)
        texts, names = [b""], []
        if kind == _END:
            open_marks.pop()
        else:
            open_marks.append((kind, name))
    texts[-1] += xml[start:]
    yield _block(open_marks, texts, names)


def _block(marks: list[tuple[str, str]], texts: list[bytes], names: list[str]) -> Block:
    return Block(
        next((name for kind, name in marks if kind == _ROW), ""),
        tuple(dict.fromkeys(name for kind, name in marks if kind in (_TABLE, _ROW))),
        tuple(tuple(name.split("\t")) for kind, name in marks if kind == _ONLY),
        tuple(texts),
        tuple(names),
    )
