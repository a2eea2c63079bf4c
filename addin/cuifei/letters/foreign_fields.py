"""Which of Word's other fields must not stand in a letter, and what is used instead?

A letter says one thing to everybody who opens it: on paper, in the PDF file, in the register.
Refused by name are fields that change with the day, that only Word's own merge fills (until
then they show what somebody once previewed: a stranger's name), that Word works out anew (a sum
of table rows shows the template's old result), and that fetch something from elsewhere.
Fields that depend on the file or the computer (title, author, file name) stand still: what the
template shows is printed. Page numbers, references and the like go on living.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from cuifei.domain.problems import say
from cuifei.letters.field_spans import FieldSpan, spans
from cuifei.letters.findings import Finding
from cuifei.letters.placeholders import is_value
from cuifei.letters.wordxml import Element, W

_DAY = ("DATE", "TIME", "SAVEDATE", "CREATEDATE", "PRINTDATE")
_MERGE: Mapping[str, str] = MappingProxyType(
    {
        "ADDRESSBLOCK": "«业主», «房屋», «地址句»",
        "GREETINGLINE": "«业主», «尊称»",
        "MERGEREC": "«函号»",
        "MERGESEQ": "«函号»",
        "MERGEBARCODE": "«图片.收款码»",
        "DATABASE": "«明细.费用项目», «明细.未收»",
        **dict.fromkeys(("NEXT", "NEXTIF", "SKIPIF"), "«明细.费用项目», «明细.未收»"),
        **dict.fromkeys(("ASK", "FILLIN", "SET", "MACROBUTTON", "COMPARE"), "«业主», «总额»"),
    }
)
_OUTSIDE = (
    *("DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "RD"),
    *("AUTOTEXTLIST",),
)
_BY_HAND = ("FORMTEXT", "FORMDROPDOWN")
_OF_OTHERS = ("DOCPROPERTY", "DOCVARIABLE")
# Properties that Word itself keeps of every file.
_OF_FILES = frozenset(
    (
        *("title", "subject", "author", "manager", "company", "category", "keywords", "comments"),
        *("template", "lastsavedby", "revisionnumber", "totaleditingtime", "createtime"),
        *("lastsavedtime", "lastprinted", "pages", "words", "characters", "bytes", "lines"),
        *("paragraphs", "nameofapplication", "security"),
    )
)
# They show what belongs to the file or to who has it open.
_STILL = frozenset(
    (
        *("TITLE", "SUBJECT", "AUTHOR", "KEYWORDS", "COMMENTS", "LASTSAVEDBY", "TEMPLATE"),
        *("DOCPROPERTY", "DOCVARIABLE", "INFO", "FILENAME", "FILESIZE", "REVNUM", "EDITTIME"),
        *("NUMWORDS", "NUMCHARS", "USERNAME", "USERINITIALS", "USERADDRESS", "AUTOTEXT"),
        *("GLOSSARY", "QUOTE"),
    )
)


def faults(roots: Iterable[Element]) -> Iterator[Finding]:
    """Yield each field that must not stand in a letter, once, and what to use instead."""
    reported = set()
    for root in roots:
        for span in spans(root):
            if span.above is not None and span.above.ours:
                continue  # only merge and IF fields may stand in these, which says who reads them
            finding = _fault(span)
            if finding and span.shown not in reported:
                reported.add(span.shown)
                yield finding
        for code in _codes(root):
            shown = FieldSpan(None, instruction=code)
            if shown.keyword in _OUTSIDE and shown.shown not in reported:
                reported.add(shown.shown)
                yield _from_outside(shown)


def _codes(root: Element) -> Iterator[str]:
    """Yield the instruction of every field, wherever it hides.

    In the instruction of another field, in one that is never closed, in what is deleted or
    stands in for a newer program, and where a field spells the keyword of the one around it.
    """
    opened: list[tuple[list[str], bool]] = []
    for node in root.iter(W + "fldChar", W + "instrText", W + "delInstrText", W + "fldSimple"):
        kind = node.get(W + "fldCharType")
        if node.tag == W + "fldSimple":
            yield node.get(W + "instr", "")
        elif kind == "begin":
            opened.append(([], True))
        elif kind == "separate" and opened:
            opened[-1] = (opened[-1][0], False)
        elif kind == "end" and opened:
            yield "".join(opened.pop()[0])
        elif kind is None:
            code = next((own for own, in_code in reversed(opened) if in_code), [])
            code.append(node.text or "")
    yield from ("".join(code) for code, _ in opened)


def _fault(span: FieldSpan) -> Finding | None:
    if span.keyword in _DAY:
        return (
            say("the field {field} prints another day each time it is opened", field=span.shown),
            say("Put the field {names} there instead", names="«函日期»"),
        )
    if span.keyword in _MERGE:
        return (
            say("the field {field} is filled by a mail merge of Word only", field=span.shown),
            say("Put the field {names} there instead", names=_MERGE[span.keyword]),
        )
    if span.keyword in _BY_HAND:
        return (
            say("the form field {field} waits for somebody to fill it in", field=span.shown),
            say("Put the field {names} there instead", names="«业主», «总额»"),
        )
    if span.keyword in _OF_OTHERS and is_value(_named(span)):
        return (
            say(
                "the field {field} is filled by another program only: an old value goes out",
                field=span.shown,
            ),
            say("Put the field {names} there instead", names="«业主», «总额»"),
        )
    if span.keyword == "=":
        return (
            say(
                "the field {field} is worked out by Word only: an old sum goes out",
                field=span.shown,
            ),
            say("Put the field {names} there instead", names="«未收合计», «违约金合计», «总额»"),
        )
    return _from_outside(span) if span.keyword in _OUTSIDE else None


def _from_outside(span: FieldSpan) -> Finding:
    return (
        say("the field {field} fetches something from outside the letter", field=span.shown),
        say("Copy the text or the picture itself into the template, and delete the field"),
    )


def _named(span: FieldSpan) -> str:
    """Return the property or variable that a field shows; blank for those that every file has."""
    name = re.sub(r"\\.*", "", span.instruction.strip().partition(" ")[2]).strip(' "')
    return "" if name.lower() in _OF_FILES else name


def stand_still(root: Element) -> None:
    """Replace the fields that depend on file and computer by what they show, in place."""
    for span in spans(root):
        if span.keyword not in _STILL or span.ours or _merges(span):
            continue
        if span.simple is not None:
            place = span.simple.getparent()
            at = place.index(span.simple)
            place[at : at + 1] = [r for r in span.simple if r.tag != W + "fldData"]
            continue
        for run in (span.begin, *span.code, *_some(span.separate), span.end):
            if (parent := run.getparent()) is not None:
                parent.remove(run)


def _merges(span: FieldSpan) -> bool:
    """Return whether a field of ours stands in the instruction: it is refused by its name."""
    return any(
        "MERGEFIELD" in (t.text or "") for run in span.code for t in run.iter(W + "instrText")
    )


def _some(run: Element) -> tuple[Element, ...]:
    return () if run is None else (run,)


def unbind(root: Element) -> None:
    """Let content controls forget the document property that they show.

    Word would put the property back in place of the value that was merged, and a print pack
    has no properties.
    """
    for look in root.iter(W + "sdtPr"):
        for child in list(look):
            if child.tag.endswith("}dataBinding"):
                look.remove(child)


def prompts(root: Element) -> Iterator[str]:
    """Yield the words of content controls that still show their prompt."""
    for look in root.iter(W + "sdtPr"):
        if look.find(W + "showingPlcHdr") is not None:
            words = "".join(t.text or "" for t in look.getparent().iter(W + "t")).strip()
            if words:
                yield words
