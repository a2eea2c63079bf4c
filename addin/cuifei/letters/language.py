"""In which language is a template written?

Chinese characters are weighed against Latin words, a Chinese word having two
characters. A template in which neither is less than a fifth is in both; one
that says too little to tell is in any. Languages that are written alike are not told apart.
"""

import re

from cuifei.locale import languages, like

_HAN, _LATIN = re.compile("[\u3400-\u9fff]"), re.compile("[A-Za-z]{2,}")
_FEW = 20  # words


def of(text: str) -> frozenset[str]:
    """Return the languages of a text.

    >>> of("请于下列日期前付清上述款项。" * 9), sorted(of("Dear owner, please pay now. " * 9))
    (frozenset({'zh'}), ['en'])
    """
    chinese, english = len(_HAN.findall(text)) // 2, len(_LATIN.findall(text))
    if chinese + english < _FEW:
        return frozenset(languages())
    share = chinese / (chinese + english)
    parts = (share, 1 - share)
    return frozenset(lang for lang in languages() if like(parts, lang) >= 0.2)
