"""A language that nobody speaks, made as a translator makes one: a catalogue and templates.

Every word of it is the English one in Greek letters, so whatever is still in Latin or Chinese
letters was not translated. It is `el`, because Babel must know how its days are written.
"""

import gettext
import re
import zipfile
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog

from catalogues import mo, names
from cuifei.locale import catalogue
from cuifei.locale.languages import FACTS

LANG = "el"
TEMPLATES = Path(__file__).parent.parent / "letter_templates"
_LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "αβψδεφγηιξκλμνοπϙρστθωϝχυζΑΒΨΔΕΦΓΗΙΞΚΛΜΝΟΠϘΡΣΤΘΩϜΧΥΖ",
)
# What no translator changes: places to be filled in, number formats, codes of a page's foot, XML.
_KEPT = re.compile(r"(\{[^{}]*\}|«[^«»]*»|yyyy-mm-dd|&(?:amp;)?[A-Z]\b|&\w+;)")
_SAID = {
    "language: name": "Τοψ",
    "language: like": "en",
    "language: dates": LANG,
    "language: short date": "yyyy-MM-dd",
    "language: list separator": ", ",
    "language: clause separator": "; ",
    "language: font": "Calibri",
}


def toy(text: str) -> str:
    """Return a text in the toy language.

    >>> toy("{n} units of «业主»")
    '{n} θνιτσ οφ «业主»'
    """
    parts = enumerate(_KEPT.split(text))
    return "".join(part if at % 2 else part.translate(_LETTERS) for at, part in parts)


@cache
def compiled() -> bytes:
    """Return the catalogue, from all keys that there are."""
    assert _SAID.keys() == FACTS.keys()
    made = Catalog(locale=LANG, charset="utf-8", fuzzy=False)
    for key, text in _SAID.items():
        made.add(key, text)
    english = catalogue("en")
    assert isinstance(english, gettext.GNUTranslations)
    said: dict[object, str] = english._catalog  # type: ignore[attr-defined]
    for key in said:
        if isinstance(key, tuple) and key[1] == 0:
            both = (said[key], said[key[0], 1])
            made.add(both, (toy(both[0]), toy(both[1])))
        elif isinstance(key, str) and key and key not in _SAID:
            made.add(key, toy(key))
    for name in names():
        if name.id:
            made.add(name.id, toy(str(name.id)), context=name.context)
    return mo(made)


def write(folder: Path) -> Path:
    """Write the language into a folder: el.mo, and a template of each document and paper."""
    (folder / f"{LANG}.mo").write_bytes(compiled())
    for path in sorted(TEMPLATES.glob("*.en.docx")):
        _template(path, folder / path.name.replace(".en.", f".{LANG}."))
    return folder


def _template(english: Path, target: Path) -> None:
    """Write an English template with toy words; the fields stay, but for amounts in English."""
    with zipfile.ZipFile(english) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name):
                text = data.decode().replace("总额英文", "总额")
                text = re.sub(r"(<w:t(?: [^>]*)?>)([^<]*)", lambda m: m[1] + toy(m[2]), text)
                text = text.replace('string="DRAFT"', f'string="{toy("DRAFT")}"')
                data = text.encode()
            new.writestr(name, data)
