"""A filter comes back as Excel itself had it: every criterion of XlAutoFilterOperator.

Excel's object model is played here; xlwings' own classes, over the same criteria, are what broke.
"""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuifei.workbook.live import filters


class ComError(Exception):
    hresult = -2147352567


class Filter:
    """A column's filter; what Excel does not tell raises, as there."""

    def __init__(self, asked=None):
        self.On, self._asked = asked is not None, asked or {}
        self.Operator = self._asked.get("Operator", 0)

    def __getattr__(self, word):
        if word in self.__dict__.get("_asked", {}):
            return self._asked[word]
        raise ComError(word)


class AutoFilter:
    """The filter of a table or of a plain list."""

    def __init__(self, columns):
        self.columns, self.lifted = list(columns), 0
        self.Range = SimpleNamespace(AutoFilter=self._ask)

    @property
    def Filters(self):
        return SimpleNamespace(Count=len(self.columns), Item=lambda n: Filter(self.columns[n - 1]))

    def ShowAllData(self):
        self.lifted += 1
        self.columns = [None] * len(self.columns)

    def _ask(self, **words):
        field = words.pop("Field")
        if isinstance(words["Criteria1"], list):
            words["Criteria1"] = tuple(words["Criteria1"])
        self.columns[field - 1] = words


def table(native):
    criteria = SimpleNamespace(criteria=[])
    api = SimpleNamespace(AutoFilter=native)
    return SimpleNamespace(show_autofilter=True, autofilter=criteria, api=api)


@pytest.fixture(autouse=True)
def windows(monkeypatch):
    monkeypatch.setattr(filters.sys, "platform", "win32")


texts = st.text(alphabet="样例*?~=<>a1", min_size=1, max_size=6)
numbers = st.integers()


def criteria(first, operator=0, second=None):
    words = {"Criteria1": first}
    if operator:
        words["Operator"] = operator
    return words if second is None else {**words, "Criteria2": second}


ASKED = st.one_of(
    st.none(),
    st.builds(lambda t: criteria(f"=*{t}*"), texts),
    st.builds(lambda t: criteria(f"<>{t}"), texts),
    st.builds(lambda a, b: criteria(f"=*{a}*", 2, f"={b}"), texts, texts),
    st.builds(lambda a, b: criteria(f">{a}", 1, f"<={b}"), numbers, numbers),
    st.builds(lambda v: criteria(tuple(f"={t}" for t in v), 7), st.lists(texts, min_size=3)),
    st.builds(lambda n: criteria(n, 11), st.integers(1, 34)),
)


@given(st.lists(ASKED, min_size=1, max_size=5), st.booleans())
def test_every_row_is_shown_meanwhile_and_the_same_filter_afterwards(columns, plain):
    native = AutoFilter(columns)
    sheet = SimpleNamespace(api=SimpleNamespace(AutoFilterMode=plain, AutoFilter=native))
    with filters.shown([] if plain else [table(native)], [sheet]):
        assert native.columns == [None] * len(columns)
    assert native.columns == columns


def test_contains_stays_contains():
    native = AutoFilter([{"Criteria1": "=*样例*"}])
    with filters.shown([table(native)], []):
        pass
    assert native.columns == [{"Criteria1": "=*样例*"}]


def test_a_colour_is_asked_by_its_number():
    native = AutoFilter([{"Criteria1": SimpleNamespace(Color=255.0), "Operator": 8}])
    with filters.shown([table(native)], []):
        pass
    assert native.columns == [{"Criteria1": 255, "Operator": 8}]


@pytest.mark.parametrize("asked", [{"Operator": 7}, {"Criteria1": object(), "Operator": 10}])
def test_what_excel_does_not_tell_is_left_as_it_is(asked):
    native = AutoFilter([{"Criteria1": "=a"}, asked])
    with filters.shown([table(native)], []):
        assert native.columns == [{"Criteria1": "=a"}, asked]
    assert native.lifted == 0


def test_a_filter_comes_back_also_where_the_writing_failed():
    native = AutoFilter([{"Criteria1": "=*样例*"}])
    with pytest.raises(ZeroDivisionError), filters.shown([table(native)], []):
        _ = 1 / 0
    assert native.columns == [{"Criteria1": "=*样例*"}]


def test_the_ten_highest_are_asked_as_such_and_not_as_what_they_came_to(monkeypatch):
    native = AutoFilter([{"Criteria1": ">=98", "Operator": 3}])
    asked = []
    one = SimpleNamespace(field=1, type="top_items", count=10, percent=None, operator=None)
    found = table(native)
    found.autofilter = SimpleNamespace(
        criteria=[one], apply_top_items=lambda field, count: asked.append((field, count))
    )
    with filters.shown([found], []):
        assert native.columns == [None]
    assert asked == [(1, 10)]
