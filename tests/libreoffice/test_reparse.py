"""What Excel would not keep is known; what it keeps is let through."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cuifei.workbook.live.cells import risky
from libreoffice.reparse import reparsed

CHANGED = """
    0101 3-2 123456789012345678 =1+1 +86 -12 @x 'x 12% ¥5 1,234.50 (5) 1e5 TRUE false 3/4 1/2/26
    2026-3-1 2026.3 2026年 2026年3月 3月5日 12:30 下午3:00 Jan-5 5-Mar-26 #N/A １２ .5 -已联系
"""
KEPT = "2026-11-06上门 9:30来访 甲一 A-101 1#201 3-2-101 B座2511 6#车位 三月 12元整 = -"


@pytest.mark.parametrize("text", CHANGED.split())
def test_excel_would_read_it_anew(text):
    assert reparsed(text)


@pytest.mark.parametrize("text", ["", "欠费 3", *KEPT.split()])
def test_excel_keeps_it(text):
    assert not reparsed(text)


PIECES = st.sampled_from([*"0123456789.,:/-+()%¥e '=@#", "年", "月", "日", "jan", "pm", "甲", "b"])


@given(st.lists(PIECES, max_size=9).map("".join))
@example("2026-11-06 9:30 pm")
@example("１２ 月")
def test_whatever_would_be_read_anew_is_written_as_text(text):
    assert risky(text) or not reparsed(text)


@pytest.mark.parametrize("text", CHANGED.split())
def test_each_of_them_is_written_as_text(text):
    assert risky(text)
