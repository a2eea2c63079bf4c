"""xlwings' own `call_udf` with everything of Windows left out: what Excel would hand over and get.

A range is a dict {"v": rows}, as Excel's Value gives it: floats, datetimes,
texts, None, and numbers below -2146826245 for the errors of cells.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from types import ModuleType, SimpleNamespace

import xlwings as xw
from xlwings import base_classes

from cuifei.excel import wrappers

MISSING = -2147352572
NOT_AVAILABLE = -2146826246
_ERRORS = {NOT_AVAILABLE: "#N/A", -2146826273: "#VALUE!", -2146826281: "#DIV/0!"}


class FakeRange(base_classes.Range):
    def __init__(self, xl):
        self.xl, self.options = xl, None

    @property
    def raw_value(self):
        return self.xl["v"]

    @property
    def api(self):
        return self.xl

    @property
    def shape(self):
        return len(self.xl["v"]), len(self.xl["v"][0])

    @property
    def address(self):
        return "$A$1"

    @property
    def sheet(self):
        app = SimpleNamespace(engine=FakeEngine(), pid=1)
        return SimpleNamespace(name="S", book=SimpleNamespace(name="B", app=app))


class FakeEngine:
    """The two conversions of xlwings' Windows engine, without pywin32's time type."""

    name, type, apps = "excel", "desktop", None

    @staticmethod
    def prepare_xl_data_element(value, options):
        if isinstance(value, datetime):
            return value
        if isinstance(value, date):
            return datetime(value.year, value.month, value.day)
        return "" if value is None else value

    @staticmethod
    def clean_value_data(data, datetime_builder, empty_as, number_builder, err_to_str):
        def clean(value):
            if value in ("", None):
                return empty_as
            if isinstance(value, datetime):
                return datetime_builder(
                    year=value.year, month=value.month, day=value.day, hour=value.hour
                )
            if number_builder is not None and isinstance(value, float):
                return number_builder(value)
            if isinstance(value, int) and value in _ERRORS:
                return _ERRORS[value] if err_to_str else None
            return value

        return [[clean(value) for value in row] for row in data]


@contextmanager
def excel() -> Iterator:
    """Yield call(function, *args): what Excel gets for a formula. Leaves nothing behind."""
    windows = ModuleType("xlwings._xlwindows")
    windows.Range = FakeRange
    windows.is_range_instance = lambda value: isinstance(value, dict)
    server = ModuleType("xlwings.com_server")
    server.loop = None
    engines = xw.engines
    kept = engines.active, list(engines.engines), dict(engines.engines_by_name)
    before = {name: sys.modules.get(name) for name in (windows.__name__, server.__name__)}
    had = getattr(xw, "_xlwindows", None)
    with wrappers.windows_modules() as udfs:
        sys.modules.update({windows.__name__: windows, server.__name__: server})
        xw._xlwindows = windows
        engines.add(xw.Engine(impl=FakeEngine()))
        module = wrappers.decorated(udfs)
        udfs.udf_modules[wrappers.MODULE] = {"filename": "", "filetime": None, "module": module}
        try:
            yield lambda name, *args: udfs.call_udf(
                wrappers.MODULE, name, args, None, {"v": ((None,),)}
            )
        finally:
            engines.active, engines.engines, engines.engines_by_name = kept
            xw._xlwindows = had
            for name, old in before.items():
                if old is None:
                    sys.modules.pop(name, None)
                else:
                    sys.modules[name] = old
