"""The rows that a filter leaves, in as few questions as the program allows."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuifei.excel import visible


class Column:
    """A column of cells, some of whose rows are hidden, as xlwings shows it."""

    def __init__(self, hidden, counter, top):
        self._hidden, self.counter, self.top = hidden, counter, top
        self.rows = self

    @property
    def hidden(self):
        self.counter.append(1)
        states = set(self._hidden)
        return states.pop() if len(states) == 1 else None

    def __getitem__(self, place):
        return Column(self._hidden[place[0]], self.counter, self.top)

    @property
    def api(self):
        return self

    def SpecialCells(self, kind):
        class ComError(Exception):
            hresult = -2147352567

        assert kind == 12
        shown = [self.top + n for n, hidden in enumerate(self._hidden) if not hidden]
        if not shown:
            raise ComError
        self.counter.append(1)
        return SimpleNamespace(
            Areas=[SimpleNamespace(Row=row, Rows=SimpleNamespace(Count=1)) for row in shown]
        )


@pytest.mark.parametrize("system", ["win32", "linux"])
@given(hidden=st.lists(st.booleans(), min_size=1, max_size=60), top=st.integers(2, 9))
def test_exactly_the_visible_rows_come_back(system, hidden, top):
    column = Column(hidden, [], top)
    sheet = SimpleNamespace(range=lambda *_: column)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(visible.sys, "platform", system)
        runs = list(visible.runs(sheet, 3, top, top + len(hidden) - 1))
    rows = [row for (first, _), (last, _) in runs for row in range(first, last + 1)]
    assert rows == [top + n for n, one in enumerate(hidden) if not one]
    assert {column for run in runs for _, column in run} <= {3}


def test_a_long_table_is_asked_a_few_times_only():
    hidden = [True] * 100_000
    hidden[40_000:40_050] = [False] * 50
    asked = []
    sheet = SimpleNamespace(range=lambda *_: Column(hidden, asked, 2))
    assert len(list(visible.runs(sheet, 1, 2, 100_001))) >= 1
    assert len(asked) < 80
