"""A message about a charge that falls due: unit and month apart, in both languages."""

import pytest

from cuifei.domain.work.texts import texts
from cuifei.letters.short_text import message, wechat
from stories.told import ACCOUNT, NINE_MOVES, estate, household


@pytest.mark.parametrize(
    ("language", "said", "listed"),
    [
        (
            "zh",
            "您样例-1-303 2026年3月的物业费共200.00元将于2026年3月31日到期",
            "样例-1-303 2026年3月 物业费：200.00元",
        ),
        (
            "en",
            "CNY 200.00 (Property service fee, March 2026) for 样例-1-303 will be due on"
            " 31 March 2026",
            "样例-1-303, March 2026, Property service fee: CNY 200.00",
        ),
    ],
)
def test_unit_and_month_stand_apart(language, said, listed):
    home = household("样例-1-303", ladder=NINE_MOVES, phone="13000000001", language=language)
    owes = estate(home.owes(200, "2026-03"))
    ((text,), _) = texts(owes.docket("2026-03-25"))
    assert said in message(text, ACCOUNT, owes.policy)
    assert listed in wechat(text, ACCOUNT, owes.policy).splitlines()
