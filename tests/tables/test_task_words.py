"""Rows of 待办 are matched by the codes of their tasks, whatever the words."""

from datetime import date
from itertools import pairwise

import pytest

from cuifei.domain.words import TASK_WORDS, texts_of
from cuifei.locale import language, languages, translator
from cuifei.tables.task_words import task_key

LANGS = tuple(languages())


@pytest.mark.parametrize("lang", LANGS)
def test_words_stand_for_codes_in_every_language(lang):
    tell, comma = translator(lang), language(lang).comma
    assert [task_key(tell(words)) for words in TASK_WORDS.values()] == list(TASK_WORDS)
    for one, other in pairwise(TASK_WORDS):
        assert (
            task_key(comma.join((tell(TASK_WORDS[one]), tell(TASK_WORDS[other]))))
            == f"{one}+{other}"
        )


def test_texts_of_a_day_go_by_the_day():
    days = date(2026, 3, 2), date(2026, 3, 3)
    keys = [{task_key(translator(lang)(texts_of(day))) for lang in LANGS} for day in days]
    assert keys == [{"texts 2026-03-02"}, {"texts 2026-03-03"}]


@pytest.mark.parametrize("words", ["", "自己写的事", "静默期满：联系业主、自己写的事"])
def test_other_words_stand_for_themselves(words):
    assert task_key(words) == words
