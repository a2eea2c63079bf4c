"""How does Excel spell in XML what XML cannot hold? By its number: _x000A_ is a line break."""

import re

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Half of a pair is no letter: Excel shows _xD800_ as it stands, and so does this.
_ESCAPED = re.compile(r"_x(?![Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")


def resolved(text: str) -> str:
    """Return a text of a part as it is meant.

    >>> resolved("业_x000a_主"), resolved("_xD800_")
    ('业\\n主', '_xD800_')
    """
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def spelt(text: str) -> str:
    r"""Return a text as it stands in a part; `resolved` gives it back.

    >>> spelt("a\x0bb"), spelt("_x000A_"), resolved(spelt("_x000A_"))
    ('a_x000B_b', '_x005F_x000A_', '_x000A_')
    """
    text = _ESCAPED.sub(lambda match: f"_x005F{match[0]}", text) if "_x" in text else text
    return ILLEGAL.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
