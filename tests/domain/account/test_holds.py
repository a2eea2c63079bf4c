"""Holds: both ends included, ending by themselves, unit or item."""

from datetime import date

from cuifei.domain.account.holds import active, held_items, items_held_until, unit_holds
from cuifei.domain.records import Hold

FROM, TO = date(2026, 3, 1), date(2026, 3, 31)
UNIT = Hold("甲一", "dispute", FROM, TO)
WATER = Hold("甲一", "dispute", FROM, TO, "水费")
CLEANING = Hold("甲一", "rectification", FROM, None, "保洁费")


def test_an_open_hold_stands_until_somebody_types_an_end():
    assert active([UNIT, WATER, CLEANING], date(2026, 2, 28)) == ()
    assert active([UNIT, WATER, CLEANING], TO) == (UNIT, WATER, CLEANING)
    assert active([UNIT, WATER, CLEANING], date(2030, 1, 1)) == (CLEANING,)


def test_unit_and_item_holds_are_told_apart():
    assert held_items([UNIT, WATER, CLEANING], FROM) == {"水费", "保洁费"}
    assert unit_holds([UNIT, WATER, CLEANING], FROM) == (UNIT,)


def test_items_are_all_held_until_the_first_of_them_is_free():
    assert items_held_until([WATER, CLEANING], ["水费", "保洁费"], FROM) == TO
    assert items_held_until([CLEANING], ["保洁费"], FROM) is None
    open_ended = Hold("甲一", "dispute", FROM, None, "水费")
    assert items_held_until([WATER, open_ended], ["水费"], FROM) is None
    longer = Hold("甲一", "dispute", date(2026, 3, 20), date(2026, 4, 5), "水费")
    assert items_held_until([WATER, longer], ["水费"], date(2026, 3, 25)) == longer.until
