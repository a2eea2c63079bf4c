"""Colours and fonts of the dashboard.

Colours differ in lightness and not only in hue, so that they stay apart for
the colour-blind and in a black-and-white print; old debt is always darker.
"""

DARK, MIDDLE, PALE, INK, GREY, LINE = "1F4E79", "E08A1E", "9DC3E6", "262626", "595959", "D9D9D9"
CARD, PAPER = "EEF3F8", "FFFFFF"
# Communities, most arrears first; the slots that stay empty are the greyest.
FEW = (DARK, MIDDLE, PALE, "7F7F7F", "BFBFBF")
# Ages from young to old.
AGES = ("FDE5B6", "E3B66C", "CE8C36", "B66715", "964A08", "6E3407", "441D05")
# Live, next, waiting.
STATES = (DARK, MIDDLE, PALE)
EAST_ASIAN = "微软雅黑"  # the font of Chinese names in charts of any language
