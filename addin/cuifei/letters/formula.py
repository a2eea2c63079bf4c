r"""What does a field's instruction mean: MERGEFIELD with switches or for a picture, or IF?

An instruction is kept as text between two private characters (`OPEN`, `CLOSE`), fields inside
it the same way, so that it can stand where a field's name stands. A name by itself is
printed as its value is; everything else is worked out anew for each letter.

The grammar: words parted by blanks; a word in quotes (straight or curly) may hold blanks,
fields, and \" for a quote. `{IF a op b "yes" "no"}`: op is =, <>, <, >, <= or >=, blanks around
it may be missing; "no" may be missing. Switches of an IF act on what it prints.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from cuifei.domain.problems import CuifeiError, say
from cuifei.letters.conditions import OPERATORS, holds
from cuifei.letters.pictures import Picture, picture
from cuifei.letters.switches import TAKES_ARGUMENT, Switches

OPEN, CLOSE = "\ue000", "\ue001"
_QUOTES = {'"': '"', "“": "”", "”": "”"}
_OPERATOR = re.compile(r"<>|<=|>=|=|<|>")

Get = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Merge:
    """A merge field with switches."""

    name: str
    switches: Switches

    @property
    def names(self) -> tuple[str, ...]:
        """The fields whose values it needs."""
        return (self.name,)

    def value(self, get: Get) -> str:
        """Return what it prints."""
        return self.switches.applied(get(self.name))


@dataclass(frozen=True, slots=True)
class Words:
    """Text with fields in it."""

    parts: "tuple[str | Formula, ...]"
    quoted: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The fields whose values it needs."""
        return tuple(n for part in self.parts if not isinstance(part, str) for n in part.names)

    def value(self, get: Get) -> str:
        """Return what it says."""
        return "".join(p if isinstance(p, str) else p.value(get) for p in self.parts)


@dataclass(frozen=True, slots=True)
class Choice:
    """An IF field."""

    first: Words
    sign: str
    second: Words
    yes: Words
    no: Words
    switches: Switches

    @property
    def names(self) -> tuple[str, ...]:
        """The fields whose values it needs, all of them, whichever text is printed."""
        words = (self.first, self.second, self.yes, self.no)
        return tuple(dict.fromkeys(name for word in words for name in word.names))

    def value(self, get: Get) -> str:
        """Return what it prints."""
        true = holds(self.first.value(get), self.sign, self.second.value(get))
        return self.switches.applied((self.yes if true else self.no).value(get))


Formula = Merge | Choice | Picture


def names(key: str) -> tuple[str, ...]:
    """Return the names of the fields that a slot needs.

    >>> names("总额"), names(f'{OPEN}MERGEFIELD 总额 \\\\# "0.00"{CLOSE}')
    (('总额',), ('总额',))
    """
    return parsed(key).names if key.startswith(OPEN) else (key,)


def own_words(meaning: Formula) -> tuple[str, ...]:
    """Return the texts that an IF field may print, U+FFFC for fields in them.

    >>> own_words(parsed(f'{OPEN}IF 1 = 1 "是" "否"{CLOSE}'))
    ('是', '否')
    """
    if not isinstance(meaning, Choice):
        return ()
    texts: list[str] = []
    for words in (meaning.yes, meaning.no):
        texts.append("".join(p if isinstance(p, str) else "\ufffc" for p in words.parts))
        texts += (text for p in words.parts if not isinstance(p, str) for text in own_words(p))
    return tuple(texts)


def text_spans(key: str) -> tuple[tuple[int, int], ...]:
    """Return where the texts that an IF instruction may print stand in it, their quotes left out.

    >>> [f"{OPEN}IF 1 = 1 'a' b{CLOSE}"[a:b] for a, b in text_spans(f'{OPEN}IF 1 = 1 "a" b{CLOSE}')]
    ['a', 'b']
    """
    reader = _Reader(key)
    reader.at = 1
    spans: list[tuple[int, int]] = []
    while reader.blank() != CLOSE and reader.at < len(key):
        if key[reader.at] == "\\":
            reader.switch()
            continue
        start = reader.at
        quoted = reader.word(bool(spans)).quoted
        spans.append((start + quoted, reader.at - quoted))
    return tuple(spans[4:6])


@lru_cache(maxsize=1024)
def parsed(key: str) -> Formula:
    """Return the meaning of an instruction; CuifeiError where it has none."""
    reader = _Reader(key.replace("\xa0", " "))
    formula = reader.field()
    if reader.at != len(reader.text):
        raise _wrong(key)
    return formula


def shown(key: str) -> str:
    """Return an instruction as Word shows it, in braces."""
    return key.replace(OPEN, "{").replace(CLOSE, "}")


class _Reader:
    """Reads one instruction from left to right."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def field(self) -> Formula:
        start = self.at
        self.at += 1
        words: list[Words] = []
        switches: list[tuple[str, str]] = []
        choice = False
        while self.blank() != CLOSE:
            if self.at >= len(self.text):
                raise _wrong(self.text)
            if self._peek() == "\\" and self.at + 1 < len(self.text):
                switches.append(self.switch())
                continue
            words.append(self.word(choice))
            choice = choice or (len(words) == 1 and _keyword(words) == "IF")
        self.at += 1
        return _formula(words, Switches(tuple(switches)), self.text[start : self.at])

    def _peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def blank(self) -> str:
        while self._peek().isspace():
            self.at += 1
        return self._peek() or CLOSE * (self.at < len(self.text))

    def switch(self) -> tuple[str, str]:
        kind = self.text[self.at + 1].lower()
        self.at += 2
        if kind not in TAKES_ARGUMENT or self.blank() in (CLOSE, "", "\\"):
            return kind, ""
        return kind, self.word(False).value(_no_field)

    def word(self, choice: bool) -> Words:
        if self._peek() in _QUOTES:
            return self._quoted()
        if choice and (match := _OPERATOR.match(self.text, self.at)):
            self.at = match.end()
            return Words((match[0],))
        parts: list[str | Formula] = []
        while (c := self._peek()) and not c.isspace() and c != CLOSE and c not in _QUOTES:
            if c == OPEN:
                parts.append(self.field())
                continue
            if parts and (c == "\\" or (choice and _OPERATOR.match(self.text, self.at))):
                break
            parts.append(c)
            self.at += 1
        return Words(tuple(parts))

    def _quoted(self) -> Words:
        end = _QUOTES[self._peek()]
        parts = list[str | Formula]()
        self.at += 1
        while (c := self._peek()) != end:
            if not c or c == CLOSE:
                raise _wrong(self.text)
            if c == OPEN:
                parts.append(self.field())
                continue
            if c == "\\" and self.text[self.at + 1 : self.at + 2] in ("\\", '"', "“", "”"):
                self.at += 1
            parts.append(self._peek())
            self.at += 1
        self.at += 1
        return Words(tuple(parts), quoted=True)


def _refuse_pictures(words: list[Words]) -> None:
    for part in (part for word in words for part in word.parts):
        if isinstance(part, Picture):
            raise CuifeiError(
                say("the picture {name} stands inside an IF field", name=f"«图片.{part.kind}»"),
                say("Put it outside: without a payment link it prints nothing anyway"),
            )


def _no_field(name: str) -> str:
    raise CuifeiError(
        say("the field {name} stands inside a switch", name=f"«{name}»"),
        say("Write the switch without a field"),
    )


def _keyword(words: list[Words]) -> str:
    return "".join(p for p in words[0].parts if isinstance(p, str)).upper() if words else ""


def _formula(words: list[Words], switches: Switches, key: str) -> Formula:
    if unknown := switches.unknown():
        raise CuifeiError(
            say(
                "the field {name} has a switch that is not supported: {switch}",
                name=_field_of(words, key),
                switch=unknown,
            ),
            say("Right-click the field, Edit Field, and clear its options"),
        )
    keyword = _keyword(words)
    if keyword == "MERGEFIELD" and len(words) == 2 and not words[1].names:
        name = words[1].value(_no_field).strip()
        if name:
            return picture(name) or Merge(name, switches)
    if keyword == "IF" and len(words) in (5, 6):
        sign = words[2].value(_no_field) if not words[2].names else ""
        if sign in OPERATORS and not words[2].quoted:
            _refuse_pictures(words)
            no = words[5] if len(words) == 6 else Words(())
            return Choice(words[1], sign, words[3], words[4], no, switches)
    raise _wrong(key)


def _field_of(words: list[Words], key: str) -> str:
    name = "".join(p for p in words[1].parts if isinstance(p, str)) if len(words) > 1 else ""
    return f"«{name}»" if name and _keyword(words) == "MERGEFIELD" else shown(key)


def _wrong(key: str) -> CuifeiError:
    return CuifeiError(
        say("a field of the template cannot be understood: {field}", field=shown(key).strip()),
        say("Delete it and insert it anew; text with blanks stands in quotation marks"),
    )
