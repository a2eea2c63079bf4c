"""xlwings' engine for LibreOffice: what `xw.App()` starts once it is active.

    from libreoffice import engine
    engine.activate()
    with xw.App() as app: ...

The macros that run in Excel run unchanged. Where Excel would turn a text into
something else and LibreOffice would not, the engine raises (reparse.py).
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import xlwings as xw
from xlwings import base_classes

from libreoffice.app import App
from libreoffice.values import LATER_FAULT, OLD_FAULTS, Fault

NAME = "calc"


class Apps(base_classes.Apps):
    """The LibreOffice processes that this one started, the active one first."""

    def __init__(self, engine: "Engine") -> None:
        self.engine = engine
        self._apps: list[App] = []

    def add(
        self, spec: Any = None, add_book: bool = True, xl: Any = None, visible: Any = None
    ) -> App:
        """Start a LibreOffice with its own profile."""
        app = App(self, add_book)
        self._apps.insert(0, app)
        return app

    def activate(self, app: App) -> None:
        """Let an app be the active one."""
        self._apps.remove(app)
        self._apps.insert(0, app)

    def forget(self, app: App) -> None:
        """Take a stopped app off the list."""
        if app in self._apps:
            self._apps.remove(app)

    def keys(self) -> list[int]:
        """Return the process ids."""
        return [app.pid for app in self._apps]

    def __iter__(self) -> Iterator[App]:
        return iter(self._apps)

    def __len__(self) -> int:
        return len(self._apps)

    def __getitem__(self, pid: int) -> App:
        for app in self._apps:
            if app.pid == pid:
                return app
        raise KeyError(pid)


class Engine:
    """What xlwings asks of an engine: its apps, and how values pass in and out."""

    name, type = NAME, "desktop"

    def __init__(self) -> None:
        self.apps = Apps(self)

    @staticmethod
    def prepare_xl_data_element(value: object, options: object) -> object:
        """Return a value as a cell takes it."""
        return "" if value is None else value

    @staticmethod
    def clean_value_data(
        data: object,
        datetime_builder: Callable[..., object],
        empty_as: object,
        number_builder: Callable[[float], object] | None,
        err_to_str: bool,
    ) -> list[list[object]]:
        """Return cells as the caller's options want them."""

        def clean(value: object) -> object:
            if value is None or value == "":
                return empty_as
            if isinstance(value, Fault):
                # xlwings has words for the old errors alone; the others reach Python as integers.
                if value not in OLD_FAULTS:
                    return LATER_FAULT
                return str(value) if err_to_str else None
            if isinstance(value, datetime) and datetime_builder is not datetime:
                return _rebuilt(value, datetime_builder)
            if isinstance(value, float) and number_builder is not None:
                return number_builder(value)
            return value

        rows = data if isinstance(data, (list, tuple)) else [[data]]
        if rows and not isinstance(rows[0], (list, tuple)):
            rows = [rows]
        return [[clean(value) for value in row] for row in rows]


def _rebuilt(moment: datetime, build: Callable[..., object]) -> object:
    return build(
        year=moment.year,
        month=moment.month,
        day=moment.day,
        hour=moment.hour,
        minute=moment.minute,
        second=moment.second,
        microsecond=moment.microsecond,
        tzinfo=None,
    )


def activate() -> xw.Engine:
    """Register the engine once, and let `xw.App()` and `xw.apps` mean LibreOffice."""
    for engine in xw.engines:
        if engine.name == NAME:
            engine.activate()
            return engine
    engine = xw.Engine(impl=Engine())
    xw.engines.add(engine)
    # Arguments of cell functions come without a range; xlwings takes "excel" for them.
    xw.engines.engines_by_name.setdefault("excel", engine)
    engine.activate()
    return engine
