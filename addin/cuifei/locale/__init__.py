"""What is said in the user's language, from Babel catalogues (`<language>.po`).

The key of a sentence is its English text. A name, a label or a passage of a paper stands in the
source as a pair, Chinese and English: these two languages are read from there, every other one
has it in its catalogue under the English text, in the context of the Chinese. A new language is
one more catalogue (languages.py): `python tests/catalogues.py eo` begins it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache
from itertools import zip_longest
from typing import Any, TypeAlias, TypeVar

from cuifei.domain.problems import Message, Step
from cuifei.locale.languages import Language, catalogue, known, language, languages

__all__ = [
    "Both",
    "Language",
    "Pair",
    "Say",
    "catalogue",
    "known",
    "language",
    "languages",
    "like",
    "phrase",
    "phrases",
    "separated",
    "translated",
    "translator",
]

Say: TypeAlias = Callable[[Message], str]
Pair: TypeAlias = tuple[str, ...]  # Chinese, English; what follows is understood when read
T = TypeVar("T")


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


@cache
def phrase(pair: Pair, lang: str) -> str:
    """Return a text that stands in the source in Chinese and English, in `lang`.

    >>> phrase(("房号", "Unit"), "zh"), phrase(("房号", "Unit"), "en")
    ('房号', 'Unit')
    """
    translation = catalogue(lang).pgettext(pair[0], pair[1])
    return pair[language(lang).half] if translation == pair[1] else translation


@cache
def phrases(pair: Pair) -> tuple[str, ...]:
    """Return a text in each language that there is: all of them are understood when read.

    >>> phrases(("房号", "Unit"))[:2]
    ('房号', 'Unit')
    """
    return tuple(phrase(pair, lang) for lang in languages())


def like(pair: tuple[T, T], lang: str) -> T:
    """Return the half of (Chinese, English) that `lang` is like: of what is no text.

    >>> like((15, 13), "zh"), like((15, 13), "en")
    (15, 13)
    """
    return pair[language(lang).half]


def translated(pair: tuple[Any, Any], lang: str) -> Any:
    """Return one of two records, mappings or sequences of texts (Chinese, English), in `lang`.

    It has the form of the half that `lang` is like; texts are said in `lang`. A key that the other
    half has not stands for itself there.

    >>> translated(({"a": "房号"}, {"a": "Unit"}), "en")
    {'a': 'Unit'}
    """
    half = language(lang).half
    own, other = pair[half], pair[1 - half]
    if isinstance(own, str):
        return phrase((other, own) if half else (own, other), lang) if own else own

    def both(a: Any, b: Any) -> Any:
        return translated((b, a) if half else (a, b), lang)

    if isinstance(own, Mapping):
        return {key: both(value, other.get(key, key)) for key, value in own.items()}
    if is_dataclass(own) and not isinstance(own, type):
        names = [field.name for field in fields(own)]
        return replace(own, **{n: both(getattr(own, n), getattr(other, n)) for n in names})
    if isinstance(own, Sequence):
        return tuple(both(a, b) for a, b in zip_longest(own, other[: len(own)], fillvalue=""))
    return own


class Both(Mapping[str, T]):
    """A text, or a record of texts, that stands in the source in both languages; see `translated`.

    It is there in every language. `facts` adds what the record says of the language itself.

    >>> Both(("第", "页"), ("Page ", ""))["en"]
    ('Page ', '')
    """

    def __init__(
        self, chinese: T, english: T, facts: Callable[[T, Language], T] | None = None
    ) -> None:
        self._pair, self._facts = (chinese, english), facts
        self._known: dict[str, T] = {}

    def __getitem__(self, lang: str) -> T:
        """Return it in `lang`; KeyError where there is no such language."""
        if lang not in self._known:
            words = translated(self._pair, lang)
            self._known[lang] = self._facts(words, language(lang)) if self._facts else words
        return self._known[lang]

    def __iter__(self) -> Iterator[str]:
        """Yield every language."""
        return iter(languages())

    def __len__(self) -> int:
        """Return how many languages there are."""
        return len(languages())


def separated(names: Sequence[str], lang: str) -> str:
    """Return names as a list is written in a cell.

    >>> separated(("3-2", "3-3"), "zh"), separated(("3-2", "3-3"), "en")
    ('3-2、3-3', '3-2, 3-3')
    """
    return language(lang).comma.join(names)
