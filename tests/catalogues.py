"""Take the sentences from the source, bring the catalogues up to date, compile them.

Run as `PYTHONPATH=addin python tests/catalogues.py`; `… catalogues.py eo` begins a catalogue
of Esperanto, in the folder that CUIFEI_LANGUAGES names, else beside ours. English needs no
translator: its entries are the keys themselves. What is new in another language is left
empty, and the test of the catalogues names it.
"""

import gettext
import io
import os
import sys
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from cuifei.locale.languages import FACTS, FOLDER, VARIABLE, languages, places
from source_pairs import pairs_of

# What gettext reads of a header; the rest (dates, the library's version) would make builds differ.
HEADERS = ("Language", "Plural-Forms", "Content-Type")
KEYWORDS = {"say": None, "say_n": (1, 2)}
PACKAGE = FOLDER.parent
SHORT = {code: tag for code, (tag, _) in places().items()}  # as users type it -> its file's name


@cache
def sentences() -> Catalog:
    """Return every key that the package says, with the files that say it; do not change it."""
    keys = Catalog(charset="utf-8")
    for name, _line, key, _comments, _context in extract_from_dir(
        PACKAGE, method_map=[("**.py", "python")], keywords=KEYWORDS, strip_comment_tags=True
    ):
        if key and key != ("", ""):
            keys.add(key, locations=[(Path(name).as_posix(), 0)])
    return keys


@cache
def names() -> Catalog:
    """Return what stands in the source as a pair: its English, in the context of its Chinese."""
    keys = Catalog(charset="utf-8")
    for path in sorted(PACKAGE.rglob("*.py")):
        for chinese, english in pairs_of(path):
            place = path.relative_to(PACKAGE).as_posix()
            keys.add(english, context=chinese, locations=[(place, 0)])
    return keys


def read(lang: str) -> Catalog:
    """Return the catalogue in a language's .po file; an empty one where there is no file."""
    tag, folder = places()[lang]
    path = folder / f"{tag}.po"
    if not path.exists():
        return Catalog(locale=tag, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=tag)


def updated(lang: str, keys: Catalog) -> Catalog:
    """Return the catalogue of `lang` with just the keys of the source, translations kept.

    The two languages that the source is written in have names and labels from there; others
    have them in their catalogue.
    """
    return renewed(read(lang), SHORT[lang], lang, keys)


def renewed(old: Catalog, tag: str, lang: str, keys: Catalog) -> Catalog:
    """Return a catalogue with just the keys of the source, and what `old` says to them."""
    new = Catalog(
        locale=tag,
        charset="utf-8",
        header_comment="# cuifei: what users read",
        project="cuifei",
        version="0",
        language_team="cuifei",
        fuzzy=False,
    )
    for message in sorted((m for m in keys if m.id), key=lambda m: str(m.id)):
        kept = old.get(message.id)
        said = kept.string if kept else None
        if lang == "en":
            said = message.id
        new.add(message.id, said or None, locations=message.locations)
    for key, meaning in FACTS.items():
        known = old.get(key)
        new.add(key, known.string if known else None, auto_comments=[meaning])
    like = old.get("language: like")
    if not like or like.string != lang:
        for name in sorted((m for m in names() if m.id), key=lambda m: (m.id, m.context)):
            known = old.get(name.id, name.context)
            said = known.string if known else None
            new.add(name.id, said or None, context=name.context, locations=name.locations)
    return new


def po(catalogue: Catalog) -> bytes:
    """Return the text of a .po file, the same bytes for the same sentences."""
    out = io.BytesIO()
    write_po(out, catalogue, width=100, omit_header=False, include_lineno=False)
    # Dates of the tool's run are no news to a translator and would change every build.
    lines = out.getvalue().splitlines(keepends=True)
    dated = (b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Generated-By', b'"Last-T', b'"Report-')
    return b"".join(line for line in lines if not line.startswith(dated))


class Plain(Catalog):
    """A catalogue whose header names no tool, no version and no day."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """Return what gettext reads, and nothing else."""
        return [item for item in super().mime_headers if item[0] in HEADERS]


def mo(catalogue: Catalog) -> bytes:
    """Return the compiled catalogue, the same bytes for the same sentences."""
    plain = Plain(locale=catalogue.locale, charset="utf-8", fuzzy=False)
    for message in catalogue:
        if message.id:
            plain.add(message.id, message.string, context=message.context)
    out = io.BytesIO()
    write_mo(out, plain)
    return out.getvalue()


def said(catalogue: Catalog) -> dict[object, object]:
    """Return what a catalogue says: sentence (with its plural) -> translation."""
    return {(m.id, m.context): m.string for m in catalogue if m.id}


def said_compiled(compiled: bytes) -> dict[object, object]:
    """Return what a compiled catalogue says to gettext, by sentence or (sentence, plural)."""
    words = gettext.GNUTranslations(io.BytesIO(compiled))._catalog  # type: ignore[attr-defined]
    return {key: text for key, text in words.items() if key}


def begin(tag: str) -> None:
    """Write an empty catalogue of a new language into a translator's folder, else beside ours."""
    folder = Path(os.environ.get(VARIABLE, "").split(os.pathsep)[0] or FOLDER)
    empty = renewed(Catalog(locale=tag, charset="utf-8"), tag, tag, sentences())
    empty["language: like"].string = "en"
    (folder / f"{tag}.po").write_bytes(po(empty))


def main() -> None:
    """Write every language's .po and .mo."""
    if len(sys.argv) > 1:
        begin(sys.argv[1])
        return
    keys = sentences()
    for lang in languages():
        tag, folder = places()[lang]
        catalogue = updated(lang, keys)
        (folder / f"{tag}.po").write_bytes(po(catalogue))
        (folder / f"{tag}.mo").write_bytes(mo(catalogue))


if __name__ == "__main__":
    main()
