"""How does a Word template become letters, thousands of them, each in its own words?

A template is compiled once: its merge fields become slots between bytes, and
parts without fields are kept as they lie. Rendering a letter joins bytes,
deflates the parts that have slots, and copies the rest. What repeats and what
disappears is stated in `cuifei.letters.blocks`.

A value's line breaks become line breaks in Word; characters that XML cannot
hold are left out.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from lxml import etree

from cuifei.domain.problems import CuifeiError, listed, say
from cuifei.letters import (
    admission,
    blocks,
    contents_table,
    drawing,
    foreign_fields,
    formula,
    language,
    old_results,
    package,
    pictures,
    placeholders,
    references,
    settings,
    text,
    wordxml,
)
from cuifei.letters.blocks import Block, Getter, Rows, Values
from cuifei.letters.findings import Unfit
from cuifei.letters.pack import alone

# Shapes are few in a run (how many lines, which sentences); the limit is for long-lived hosts.
_SHAPES = 512

_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
# Bytes that need care inside XML text: all controls but NUL (our separator), and & < >.
_CONTROLS = bytes(range(1, 32))
_CARE = _CONTROLS + b"&<>"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def compile(source: Path | str | bytes) -> "Template":
    """Return the template in a .docx file or its bytes; CuifeiError where it cannot be used."""
    return Template(source if isinstance(source, bytes) else Path(source).read_bytes())


def clean(value: str) -> str:
    """Return a value as people read it: lines ended by one character, nothing unprintable."""
    return _ILLEGAL.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).replace("\t", " ")


def escaped(value: str) -> str:
    """Return a value as it stands inside a run's text.

    >>> escaped("甲&乙\\x07")
    '甲&amp;乙'
    """
    safe = clean(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return safe.replace("\n", _BREAK)


class Template:
    """A compiled template. `fields`: names outside rows; `lists`: row field names by list.

    `words`: its text with slots; `langs`: their languages. `shown`: the fields that stand on
    the paper as their values are, by list ("" outside rows); `worked`: (list, key) of those with
    switches, and of IF fields. `hidden`: the names that stand in hidden text only.
    `left`: what another program's fields left in its words, each with its remedy. `alone`: why
    its letters go into no print pack, or None.
    """

    def __init__(self, content: bytes) -> None:
        parts = package.read(content)
        _refuse_comments(parts)
        admission.admit(parts)
        roots, unseen = _roots(parts), text.hidden_styles(parts)
        _refuse_foreign([root for _, root in roots.values()], parts)
        settings.forget_data_source(parts)
        prompts = [w for _, root in roots.values() for w in foreign_fields.prompts(root)]
        self._pages: dict[str, _Sheet] = {}
        texts: list[tuple[int, str, str]] = []
        pages: list[tuple[Block, ...]] = []
        pictured: dict[str, None] = {}
        for name, (kind, root) in roots.items():
            _mark(root, name, pictured)
            texts.append((text.ORDER.index(kind), name, text.of(root, unseen)))
            xml = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
            page = blocks.cut(xml)
            if any(block.names for block in page):
                pages.append(page)
                self._pages[name] = _Sheet(page, escaped, _CARE)
                del parts[name]
            else:
                parts[name] = package.member(name, xml)
        self.alone = alone.reason(content)
        self.words = whole = blocks.cut("".join(words for _, _, words in sorted(texts)).encode())
        self._text = _Sheet(whole, clean, _CONTROLS)
        self._album = drawing.Album(parts, pictured)
        self._pictured = bool(pictured)
        self._frame = package.frame(parts.values())
        self.langs = language.of("".join(p.decode() for b in whole for p in b.texts))
        self.fields, self.lists = _names([*whole, *(b for p in pages for b in p)])
        self.hidden = self.fields - _names(whole)[0]
        self.shown, self.worked = _shown(whole)
        self.left = tuple(placeholders.left(whole, prompts))

    def render(self, values: Values, lists: Mapping[str, Rows]) -> bytes:
        """Return one letter as the bytes of a .docx; equal input gives equal bytes.

        CuifeiError where the template asks for a field or a list that is not given.
        """
        try:
            filled = {name: page.fill(values, lists) for name, page in self._pages.items()}
        except KeyError as error:
            raise self._unknown(values, lists) from error
        if self._pictured:
            return self._frame.close(self._album.drawn(filled))
        return self._frame.close(package.member(name, xml) for name, xml in filled.items())

    def text(self, values: Values, lists: Mapping[str, Rows]) -> str:
        """Return what `text.plain` reads in the rendered letter, a hundred times faster."""
        try:
            words = self._text.fill(values, lists).decode()
            return text.tidy(pictures.TOKEN.sub("", words) if self._pictured else words)
        except KeyError as error:
            raise self._unknown(values, lists) from error

    def unknown(self, values: Values, lists: Mapping[str, Rows]) -> tuple[str, ...]:
        """Return the names that the template uses and nobody gives, as they stand in Word."""
        missing = set(self.fields.difference(values))
        for prefix, names in self.lists.items():
            given = lists.get(prefix)
            if given is None:
                missing |= {f"{prefix}.{name}" for name in names}
            for row in given or ():
                if lacking := names.difference(row):
                    missing |= {f"{prefix}.{name}" for name in lacking}
        return tuple(f"«{name}»" for name in sorted(missing))

    def _unknown(self, values: Values, lists: Mapping[str, Rows]) -> CuifeiError:
        names = listed(self.unknown(values, lists))
        return CuifeiError(
            say("the template uses fields that do not exist: {names}", names=names),
            say("Correct the names in the template; a field's name is spelled exactly as listed"),
        )


def _roots(parts: Mapping[str, package.Member]) -> dict[str, tuple[str, wordxml.Element]]:
    """Return the parts that hold a letter's text, with their kinds and roots."""
    roots = {}
    for name, kind in package.word_parts(parts).items():
        if kind in text.ORDER:
            roots[name] = kind, package.parsed(parts[name])
            # Nobody but us may leave marks in it.
            etree.strip_tags(roots[name][1], etree.PI)
            wordxml.split_runs(roots[name][1])
    return roots


def _refuse_comments(parts: Mapping[str, package.Member]) -> None:
    for name, kind in package.word_parts(parts).items():
        if kind == "comments" and b"<w:comment " in package.unpacked(parts[name]):
            raise CuifeiError(
                say("the template has comments, which would be printed"),
                say("Open it in Word, delete all comments, and save it"),
            )


def _refuse_foreign(roots: Sequence[wordxml.Element], parts: Mapping[str, package.Member]) -> None:
    faults = [*foreign_fields.faults(roots), *contents_table.faults(roots, parts)]
    faults += references.worked_out(roots, text.style_ids(parts))
    if faults:
        raise Unfit(faults)


def _mark(root: wordxml.Element, name: str, pictured: dict[str, None]) -> None:
    """Put marks where fields and what repeats are; note in `pictured` a part with pictures."""
    foreign_fields.stand_still(root)
    foreign_fields.unbind(root)
    old_results.drop(root)
    wordxml.mark_fields(root, name)
    for mark in blocks.picture_marks(root):
        drawing.make_room(next(mark.iterancestors(wordxml.W + "p")))
        pictured[name] = None
    blocks.mark_blocks(root)


def _names(parts: Sequence[Block]) -> tuple[frozenset[str], Mapping[str, frozenset[str]]]:
    rows: dict[str, frozenset[str]] = {}
    for block in parts:
        if block.row:
            names = {n.removeprefix(f"{block.row}.") for n in block.uses()}
            rows[block.row] = rows.get(block.row, frozenset()) | names
    return frozenset(name for b in parts if not b.row for name in b.uses()), rows


def _shown(
    parts: Sequence[Block],
) -> tuple[Mapping[str, frozenset[str]], tuple[tuple[str, str], ...]]:
    plain: dict[str, frozenset[str]] = {}
    worked: dict[tuple[str, str], None] = {}
    for block in parts:
        keys = [name for name in block.names if name.startswith(formula.OPEN)]
        plain[block.row] = plain.get(block.row, frozenset()) | set(block.names) - set(keys)
        worked |= {
            (block.row, key): None
            for key in keys
            if not isinstance(formula.parsed(key), pictures.Picture)
        }
    return plain, tuple(worked)


class _Sheet:
    """Blocks to fill: for each shape of a letter, its bytes with gaps and who fills them.

    `care`: bytes of which none means that `clean` would change nothing.
    """

    def __init__(self, parts: tuple[Block, ...], clean: Callable[[str], str], care: bytes) -> None:
        self._blocks, self._clean, self._care = parts, clean, care
        self._rows = tuple(dict.fromkeys(name for block in parts for name in block.needs))
        self._only = tuple(dict.fromkeys(name for b in parts for group in b.only for name in group))
        self._shapes: dict[tuple[object, ...], _Shape] = {}

    def fill(self, values: Values, lists: Mapping[str, Rows]) -> bytes:
        key = (
            *[len(lists[name]) for name in self._rows],
            *[bool(values[name]) for name in self._only],
        )
        shape = self._shapes.get(key)
        if shape is None:
            if len(self._shapes) >= _SHAPES:
                self._shapes.clear()
            shape = self._shapes[key] = _Shape(self._blocks, values, lists)
        out = shape.pieces[:]
        out[1::2] = self._encoded(shape.words(values, lists))
        return b"".join(out)

    def _encoded(self, words: list[str]) -> list[bytes]:
        """Return the words as UTF-8; one look tells that most need nothing more."""
        joined = "\0".join(words)
        try:
            packed = joined.encode()
        except UnicodeEncodeError:  # half a surrogate pair
            packed = b""
        if (
            len(words) > 1
            and len(packed) > len(words) - 2
            and len(packed.translate(None, self._care)) == len(packed)
            and packed.count(b"\0") == len(words) - 1
            and b"\xef\xbf" not in packed
        ):
            return packed.split(b"\0")
        return [self._clean(word).encode() for word in words]


class _Shape:
    """The bytes of all letters that have as many rows and the same sentences."""

    def __init__(self, parts: Sequence[Block], values: Values, lists: Mapping[str, Rows]) -> None:
        self.pieces: list[bytes] = [b""]
        self._getters: list[tuple[str, Getter]] = []
        for block in parts:
            if not block.stands(values, lists):
                continue
            for _ in lists[block.row] if block.row else (None,):
                self.pieces[-1] += block.texts[0]
                for piece in block.texts[1:]:
                    self.pieces += (b"", piece)
            if block.names:
                self._getters.append((block.row, block.getter()))

    def words(self, values: Values, lists: Mapping[str, Rows]) -> list[str]:
        texts: list[str] = []
        for row, getter in self._getters:
            if row:
                for line in lists[row]:
                    texts += getter(line)
            else:
                texts += getter(values)
        return texts
