"""What Excel would not keep is known; what it keeps is let through."""

import pytest

from cuifei.calc.reparse import reparsed

CHANGED = """
    0101 3-2 123456789012345678 =1+1 +86 -12 @x 'x 12% ¥5 1,234.50 (5) 1e5 TRUE false 3/4 1/2/26
    2026-3-1 2026.3 2026年 2026年3月 3月5日 12:30 下午3:00 Jan-5 5-Mar-26 #N/A １２ .5 -已联系
"""
KEPT = "甲一 A-101 1#201 3-2-101 B座2511 6#车位 三月 12元整 = -"


@pytest.mark.parametrize("text", CHANGED.split())
def test_excel_would_read_it_anew(text):
    assert reparsed(text)


@pytest.mark.parametrize("text", ["", "欠费 3", *KEPT.split()])
def test_excel_keeps_it(text):
    assert not reparsed(text)
