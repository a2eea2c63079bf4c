"""How is a text read where the width of its characters, or its blanks, say nothing?"""

import re
import unicodedata

# Signs that people type for a hyphen.
DASHES = str.maketrans(dict.fromkeys("－—–‐‑−﹣", "-"))


def half_width(text: str) -> str:
    """Return a text with half-width characters, and one sign for each of its variants.

    >>> half_width("ＳＫ－１（①）")
    'SK-1(1)'
    """
    return unicodedata.normalize("NFKC", text)


def unspaced(text: str) -> str:
    """Return a text with half-width characters and without blanks.

    >>> unspaced("１ 200　元")
    '1200元'
    """
    folded = half_width(text)
    plain = re.sub(r"\s", "", folded)
    # Without the blank that stood before it, an accent may belong to the letter.
    return plain if plain == folded else half_width(plain)
