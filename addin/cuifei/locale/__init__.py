"""Messages in the user's language, from Babel catalogues (`<language>.po`).

The key of a sentence is its English text. A new language is one more .po file:
`python -m catalogues` takes the keys from the source and writes the
compiled .mo beside each .po; a test keeps both up to date.
"""

import gettext
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeAlias

from cuifei.domain.problems import Message, Step

FOLDER = Path(__file__).parent
SHORT = {"zh": "zh_CN", "en": "en"}

Say: TypeAlias = Callable[[Message], str]


@cache
def catalogue(lang: str) -> gettext.NullTranslations:
    """Return the compiled catalogue of a language ("zh" or "en")."""
    with (FOLDER / f"{SHORT[lang]}.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def translator(lang: str, name: Callable[[Step], str] = str) -> Say:
    """Return a function that says a Message in `lang`; parameters that are messages too.

    `name` says a step as the door has it; by default as it is typed.

    >>> from cuifei.domain.problems import say_n
    >>> translator("en")(say_n("{n} unit", "{n} units", 3))
    '3 units'
    """
    words = catalogue(lang)

    def tell(message: Message) -> str:
        params = {key: _text(value, tell, name) for key, value in message.params.items()}
        count = message.params.get("n")
        if message.many and isinstance(count, int):
            text = words.ngettext(message.text, message.many, count)
        else:
            text = words.gettext(message.text) if message.text else ""
        return text.format_map(params)

    return tell


def _text(value: object, tell: Say, name: Callable[[Step], str]) -> object:
    if isinstance(value, Message):
        return tell(value)
    if isinstance(value, Step):
        return name(value)
    return value.isoformat() if isinstance(value, date) else value
