r"""Does a table of contents repeat words with a merge field in them?

Word keeps the entries that it once collected, until somebody updates the table: an owner would
read another one's name there. A table (TOC, by headings, styles, outline levels or captions) is
refused by name where one of its sources holds a merge field; with other headings it stays.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from cuifei.domain.problems import say
from cuifei.letters import package, text
from cuifei.letters.field_spans import FieldSpan, spans
from cuifei.letters.findings import Finding
from cuifei.letters.wordxml import Element, W

_STYLES = "word/styles.xml"
_FIELD = re.compile(r"\s*(?:MERGEFIELD|IF)(?![^\W_])", re.I)
_CAPTIONS = re.compile(r'\\[acf]\s*"?([^\s"\\]*)', re.I)
_NAMED = re.compile(r'\\t\s*"([^"]+)"', re.I)


def faults(roots: Sequence[Element], parts: Mapping[str, package.Member]) -> Iterator[Finding]:
    """Yield each table of contents that would print old words."""
    names = text.style_ids(parts)
    outlined = _outlined(parts)
    for root in roots:
        for span in spans(root):
            if span.keyword == "TOC" and not span.ours and _old(span, roots, names, outlined):
                yield (
                    say(
                        "the table of contents {field} repeats a heading with a merge field, and"
                        " prints old words",
                        field=span.shown,
                    ),
                    say("Take the merge field out of the heading, or delete the table of contents"),
                )


def _old(
    span: FieldSpan, roots: Sequence[Element], names: Mapping[str, str], outlined: frozenset[str]
) -> bool:
    captions = {name for name in _CAPTIONS.findall(span.instruction) if name}
    listed = {
        names.get(name.strip().lower(), "")
        for group in _NAMED.findall(span.instruction)
        for name in re.split("[,，;；]", group)
    }
    own = {p for run in span.result for p in run.iterancestors(W + "p")}
    return any(
        _merges(paragraph)
        and (
            (_style(paragraph) in listed - {""})
            or (not captions and _is_heading(paragraph, outlined))
            or bool(captions & _sequences(paragraph))
        )
        for root in roots
        for paragraph in root.iter(W + "p")
        if paragraph not in own
    )


def _style(paragraph: Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(W + "val", "")


def _is_heading(paragraph: Element, outlined: frozenset[str]) -> bool:
    level = paragraph.find(f"{W}pPr/{W}outlineLvl")
    if level is not None:
        return bool(level.get(W + "val") != "9")
    marked = any(
        mark.get(W + "name", "").startswith("_Toc") for mark in paragraph.iter(W + "bookmarkStart")
    )
    return marked or _style(paragraph) in outlined


def _instructions(paragraph: Element) -> Iterator[str]:
    for node in paragraph.iter(W + "instrText", W + "fldSimple"):
        yield node.get(W + "instr") or node.text or ""


def _merges(paragraph: Element) -> bool:
    # Word cuts one instruction into pieces as it likes.
    instructions = tuple(_instructions(paragraph))
    return any(map(_FIELD.match, instructions)) or "MERGEFIELD" in "".join(instructions).upper()


def _sequences(paragraph: Element) -> set[str]:
    words = [instruction.split() for instruction in _instructions(paragraph)]
    return {w[1].strip('"') for w in words if len(w) > 1 and w[0].upper() == "SEQ"}


def _outlined(parts: Mapping[str, package.Member]) -> frozenset[str]:
    """Return the styles that have an outline level, by themselves or by what they build on."""
    styles = {style.get(W + "styleId"): style for style in _all(parts)}

    def level(style: Element, depth: int = 0) -> bool:
        own = style.find(f"{W}pPr/{W}outlineLvl")
        if own is not None:
            return bool(own.get(W + "val") != "9")
        name = style.find(W + "name")
        if name is not None and re.fullmatch(r"(?i)heading \d", name.get(W + "val", "")):
            return True
        based = style.find(W + "basedOn")
        below = None if based is None else styles.get(based.get(W + "val"))
        return below is not None and depth < len(styles) and level(below, depth + 1)

    return frozenset(name for name, style in styles.items() if name and level(style))


def _all(parts: Mapping[str, package.Member]) -> Iterator[Element]:
    if _STYLES in parts:
        yield from package.parsed(parts[_STYLES]).iter(W + "style")
