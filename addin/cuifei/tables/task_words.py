"""Which tasks does a row of 待办 stand for? People read words, rows are matched by codes.

So a row keeps what was typed beside it when a later version, or another language, words its
task differently.
"""

import re
from datetime import date
from functools import cache, lru_cache

from cuifei.domain.words import TASK_WORDS, texts_of
from cuifei.locale import language, languages, translator


@lru_cache(maxsize=1 << 12)
def task_key(words: str) -> str:
    """Return the codes of the tasks that a cell names in any language, else its words.

    >>> task_key("静默期满：联系业主、分期到期：查到账")
    'silence_end+instalment'
    >>> task_key("Texts of 2026-03-02") == task_key("短信提醒 2026-03-02")
    True
    """
    for lang, codes in _codes().items():
        parts = [codes.get(part) for part in words.split(language(lang).comma)]
        if (named := [code for code in parts if code]) and len(named) == len(parts):
            return "+".join(named)
        if day := _texts(lang).fullmatch(words):
            return f"texts {day[1]}"
    return words


@cache
def _codes() -> dict[str, dict[str, str]]:
    """Return words -> code of each kind of task, by language."""
    return {
        lang: {translator(lang)(words): code for code, words in TASK_WORDS.items()}
        for lang in languages()
    }


@cache
def _texts(lang: str) -> re.Pattern[str]:
    """Return how the row of a day's texts is called."""
    day = date(2000, 1, 1)
    before, _, after = translator(lang)(texts_of(day)).partition(day.isoformat())
    return re.compile(rf"{re.escape(before)}(\d{{4}}-\d\d-\d\d){re.escape(after)}")
