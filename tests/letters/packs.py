"""How tests read a pack: section by section, as if each were a letter again."""

import copy
import re

from lxml import etree

from cuifei.letters import package, text
from cuifei.letters.pack.source import OFFICE, Source
from cuifei.letters.wordxml import W

R = f"{{{OFFICE}}}"


def sections(content: bytes) -> list[etree._Element]:
    """Return the sections of a pack, each as a body with its w:sectPr last."""
    source = Source(content)
    body = etree.fromstring(source.content(source.main)).find(W + "body")
    found, current = [], etree.Element(W + "body")
    for child in body:
        current.append(copy.deepcopy(child))
        section = child if child.tag == W + "sectPr" else child.find(f"{W}pPr/{W}sectPr")
        if section is not None:
            found.append(current)
            current = etree.Element(W + "body")
    assert not len(current)
    return found


def section_of(body: etree._Element) -> etree._Element:
    return list(body.iter(W + "sectPr"))[-1]


def said(content: bytes) -> list[str]:
    """Return the text of each section with its own headers and footers, as text.plain says it."""
    source = Source(content)
    relations = source.relations(source.main)
    found = []
    for body in sections(content):
        pieces = {"header": "", "footer": ""}
        for kind in pieces:
            for entry in section_of(body).findall(f"{W}{kind}Reference"):
                part = relations[entry.get(R + "id")].target
                pieces[kind] += text.of(etree.fromstring(source.content(part)))
        found.append(text.tidy(pieces["header"] + text.of(body) + pieces["footer"]))
    return found


def edited(content: bytes, changes: dict[str, tuple[str, str]]) -> bytes:
    """Return a letter in which `changes` (part: old, new) were made, as by hand in Word."""
    parts = package.read(content)
    for name, (old, new) in changes.items():
        xml = package.unpacked(parts[name]).decode()
        assert old in xml, (name, old)
        parts[name] = package.member(name, xml.replace(old, new, 1).encode())
    return package.frame(parts.values()).close(())


def with_part(
    content: bytes, name: str, kind: str, word: str, xml: str, changes: dict[str, tuple[str, str]]
) -> bytes:
    """Return a letter with one part more, to which its document relates as `word` (rIdNew)."""
    added = {
        "[Content_Types].xml": (
            "</Types>",
            f'<Override PartName="/{name}" ContentType="{kind}"/></Types>',
        ),
        "word/_rels/document.xml.rels": (
            "</Relationships>",
            f'<Relationship Id="rIdNew" Type="{OFFICE}/{word}"'
            f' Target="{name.removeprefix("word/")}"/></Relationships>',
        ),
        **changes,
    }
    parts = package.read(edited(content, added))
    body = xml if isinstance(xml, bytes) else xml.encode()
    return package.frame([*parts.values(), package.member(name, body)]).close(())


def document(content: bytes) -> str:
    source = Source(content)
    return source.content(source.main).decode()


def numbers(pattern: str, content: bytes) -> list[str]:
    """Return what a pattern finds in a pack's document."""
    return re.findall(pattern, document(content))
