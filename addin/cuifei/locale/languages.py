"""Which languages are there? Those that have a catalogue; no list of them stands anywhere.

A catalogue is `<locale>.po`, or the .mo that is compiled from it, in this folder or in those that
the variable CUIFEI_LANGUAGES names (as PATH names folders). What a language does otherwise than by
sentences stands in its catalogue as well, under the keys of FACTS.
"""

import gettext
import io
import os
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from cuifei.domain.language import DEFAULT
from cuifei.domain.problems import CuifeiError, say

FOLDER = Path(__file__).parent
VARIABLE = "CUIFEI_LANGUAGES"
_LOCALE = re.compile(r"[a-z]{2,3}(_[A-Za-z]{2,4})?")

# key -> what a translator is told about it.
FACTS: Mapping[str, str] = MappingProxyType(
    {
        "language: name": "what the language is called in itself",
        "language: like": "zh or en: whose paper sizes, column widths, styles and, where a text or"
        " a template is missing, words this language takes",
        "language: dates": "the locale by which Babel writes dates, such as en_GB",
        "language: short date": "a date in a narrow cell, as Excel and Word write its picture",
        "language: list separator": "what stands between the names of a list",
        "language: clause separator": "what stands between the clauses of a list",
        "language: font": "the font of workbooks",
    }
)


@dataclass(frozen=True, slots=True)
class Language:
    """One language. `tag` is its catalogue's name (zh_CN), `code` what users type (zh).

    `half`: which of the two texts (Chinese, English) that stand in the source it is like; all
    that is no sentence (widths, styles, pictures of pages) it has from there.
    """

    code: str
    tag: str
    folder: Path
    name: str
    like: str
    half: int
    dates: str
    short_date: str
    comma: str
    semicolon: str
    font: str


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of all languages, the default one first.

    >>> languages()[:2]
    ('zh', 'en')
    """
    return tuple(sorted(places(), key=lambda code: (code != DEFAULT, code)))


@cache
def language(code: str) -> Language:
    """Return what is known of a language; KeyError where it has no catalogue."""
    tag, folder = places()[code]
    words = catalogue(code)
    like = words.gettext("language: like")
    like = like if like in places() else DEFAULT

    def fact(key: str) -> str:
        translation = words.gettext(key)
        return catalogue(like).gettext(key) if translation == key else translation

    return Language(
        code,
        tag,
        folder,
        name=fact("language: name"),
        like=like,
        half=int(like != DEFAULT),
        dates=fact("language: dates"),
        short_date=fact("language: short date"),
        comma=fact("language: list separator"),
        semicolon=fact("language: clause separator"),
        font=fact("language: font"),
    )


def known(code: str) -> str:
    """Return the code of a language, the default one's where there is no such language.

    >>> known("en"), known("tlh")
    ('en', 'zh')
    """
    return next((each for each in languages() if each.lower() == code.strip().lower()), DEFAULT)


@cache
def catalogue(code: str) -> gettext.NullTranslations:
    """Return the catalogue of a language. Raises CuifeiError where its file cannot be read."""
    tag, folder = places()[code]
    path = next(p for p in (folder / f"{tag}.mo", folder / f"{tag}.po") if p.exists())
    try:
        with path.open("rb") as file:
            return gettext.GNUTranslations(file if path.suffix == ".mo" else _compiled(file, tag))
    except (OSError, ValueError, LookupError, struct.error) as error:
        raise CuifeiError(
            say("the catalogue {file} cannot be read: {error}", file=str(path), error=str(error)),
            say("Correct it, or take its folder out of {variable}", variable=VARIABLE),
        ) from error


def _compiled(file: BinaryIO, tag: str) -> BinaryIO:
    """Return a translator's .po as gettext reads it."""
    # Babel takes long to load, and a catalogue that is not compiled yet is rare.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    out = io.BytesIO()
    write_mo(out, read_po(file, locale=tag))
    out.seek(0)
    return out


@cache
def places() -> dict[str, tuple[str, Path]]:
    """Return code -> (name of the catalogue, its folder); ours go before a translator's."""
    others = (Path(part) for part in os.environ.get(VARIABLE, "").split(os.pathsep) if part)
    codes: dict[str, tuple[str, Path]] = {}
    for folder in (FOLDER, *(folder for folder in others if folder.is_dir())):
        names = {path.stem for path in folder.iterdir() if path.suffix in (".po", ".mo")}
        for tag in sorted(name for name in names if _LOCALE.fullmatch(name)):
            short = tag.partition("_")[0]
            codes.setdefault(short if codes.get(short, (tag,))[0] == tag else tag, (tag, folder))
    return codes
