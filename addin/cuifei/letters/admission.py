"""May this file be a template at all, before a word of it is read?

Refused by name, once for the template and not once for each letter: what Word would not open,
what would carry something of another file or another computer into the letter, what runs by
itself, and what no print pack could hold although nobody sees it (a relation that leads
nowhere). A template that was made from another one on the author's own computer only forgets
that one's path.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from cuifei.domain.problems import CuifeiError, Message, say
from cuifei.letters import package
from cuifei.letters.wordxml import Element, W

_STRICT = "http://purl.oclc.org/ooxml/"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MACROS = re.compile(r"macroEnabled|vbaProject|vbaData|keyMapCustomizations|attachedToolbars")
_ACTIVE = re.compile(r"activeX|/relationships/control$")
# Relations that bring text of another file into the document.
_CHUNKS = ("aFChunk", "subDocument")
# Relations that a part need not name by their ids.
_IMPLIED = (
    *("styles", "stylesWithEffects", "settings", "webSettings", "fontTable", "theme"),
    *("numbering", "footnotes", "endnotes", "comments", "customXml", "glossaryDocument"),
)
# A path on the author's own computer; all others are read over the network.
_LOCAL = re.compile(r"(?i)(?:file:/{3})?[a-z]:[\\/]|[^:/\\]+$|\.{0,2}[\\/](?![\\/])")
_TEMPLATE = re.compile(rb"<w:attachedTemplate\b[^>]*/>")
_TEMPLATE_RELATION = re.compile(rb"<Relationship\b[^>]*/attachedTemplate\"[^>]*/>")

_WHAT: Mapping[str, Message] = MappingProxyType(
    {
        "macro": say("the template holds macros, which run when somebody opens a letter"),
        "active": say("the template holds an ActiveX control, which runs in the letter"),
        "chunk": say("the template takes in the text of another file (altChunk, subdocument)"),
        "remote": say("the template fetches its own template from another computer"),
        "linked": say("the template shows a picture or an object that lies in another file"),
    }
)
_REMEDY: Mapping[str, Message] = MappingProxyType(
    {
        "macro": say("Save it in Word as a Word document (.docx), which holds no macros"),
        "active": say("Delete the control in Word (tab Developer), and save it"),
        "chunk": say("Copy the text itself into the template, and save it"),
        "remote": say("In Word: Developer, Document Template; choose Normal.dotm, and save it"),
        "linked": say("Delete it, insert the picture itself (not linked to a file), and save it"),
    }
)


_TYPES = "[Content_Types].xml"
# What each entry of the lists of a package must have (Open Packaging Conventions, its schemas).
_NEEDED = {
    "Override": ("PartName", "ContentType"),
    "Default": ("Extension", "ContentType"),
    "Relationship": ("Id", "Type", "Target"),
}


def admit(parts: dict[str, package.Member]) -> None:
    """Raise CuifeiError where a file must not be a template; forget its author's paths, in place.

    Afterwards every part of XML can be parsed, and every relation that a part uses leads to one.
    """
    roots = {name: package.parsed(part) for name, part in parts.items() if _is_xml(name)}
    types = roots[_TYPES]
    for name, root in roots.items():
        _refuse_nameless(name, root)
    if any(_STRICT in (root.nsmap.get(root.prefix) or "") for root in roots.values()):
        raise CuifeiError(
            say("the template is saved as a Strict Open XML Document"),
            say("Save it in Word as a Word document (.docx), the first in the list of kinds"),
        )
    for kind in (*(entry.get("ContentType", "") for entry in types), *parts):
        _refuse_running(kind)
    if not any(k == "document.main" for k in package.word_parts(parts).values()):
        raise package.no_word_file()
    for name, root in roots.items():
        if name.endswith(".rels"):
            _check_relations(name, root, roots, parts)
    _forget_template(parts)


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _refuse_nameless(name: str, root: Element) -> None:
    """Refuse a list of parts or of relations with an entry that does not say what it is about."""
    for entry in root if name.endswith(".rels") or name == _TYPES else ():
        wanted = _NEEDED.get(str(entry.tag).rpartition("}")[2], ())
        if any(entry.get(attribute) is None for attribute in wanted):
            raise package.damaged(name)


def _refuse_running(kind: str) -> None:
    for pattern, danger in ((_MACROS, "macro"), (_ACTIVE, "active")):
        if pattern.search(kind):
            raise CuifeiError(_WHAT[danger], _REMEDY[danger])


def _check_relations(
    name: str, root: Element, roots: Mapping[str, Element], parts: Mapping[str, package.Member]
) -> None:
    folder, _, base = name.removesuffix(".rels").rpartition("_rels/")
    of = folder + base
    known = set()
    for entry in root.iter(_RELATION):
        kind, target = entry.get("Type", ""), entry.get("Target", "")
        word = kind.rpartition("/")[2]
        _refuse_running(kind)
        if word in _CHUNKS:
            raise CuifeiError(_WHAT["chunk"], _REMEDY["chunk"])
        if entry.get("TargetMode") == "External":
            _check_outside(word, target)
            known.add(entry.get("Id"))
        elif posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/") in parts:
            known.add(entry.get("Id"))
        elif word in _IMPLIED and of != "":
            raise _nowhere(of, target)
    if of in roots:
        if next(roots[of].iter(W + "altChunk", W + "subDoc"), None) is not None:
            raise CuifeiError(_WHAT["chunk"], _REMEDY["chunk"])
        for used in _used(roots[of]):
            if used not in known:
                raise _nowhere(of, used)


def _check_outside(word: str, target: str) -> None:
    if word == "hyperlink" or word.startswith("mailMerge"):
        return
    if word == "attachedTemplate":
        if not _LOCAL.match(target):
            raise CuifeiError(_WHAT["remote"], _REMEDY["remote"])
        return
    raise CuifeiError(_WHAT["linked"], _REMEDY["linked"])


def _used(root: Element) -> Iterator[str]:
    """Yield the relations that a part names."""
    for element in root.iter():
        for key, value in element.attrib.items():
            if key.startswith(_OFFICE) and value and element.tag != W + "attachedTemplate":
                yield value


def _nowhere(part: str, target: str) -> CuifeiError:
    return CuifeiError(
        say(
            "the template is damaged: {part} refers to {target}, which is not there",
            part=part,
            target=target,
        ),
        say("Open it in Word, delete and insert anew the picture that is missing, and save it"),
    )


def _forget_template(parts: dict[str, package.Member]) -> None:
    for name, pattern in (
        ("word/settings.xml", _TEMPLATE),
        ("word/_rels/settings.xml.rels", _TEMPLATE_RELATION),
    ):
        if name in parts:
            content = package.unpacked(parts[name])
            cleaned = pattern.sub(b"", content)
            if cleaned != content:
                parts[name] = package.member(name, cleaned)
