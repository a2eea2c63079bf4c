"""One running LibreOffice as an xlwings app: its status bar, alerts, modes and selection."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from libreoffice.books import Books
from libreoffice.office import Office
from libreoffice.ranges import Range

if TYPE_CHECKING:
    from libreoffice.engine import Apps


class ExcelWords:
    """The few words of Excel's own `Application` that macros use beside xlwings."""

    Ready = True

    def __init__(self, app: "App") -> None:
        self._app = app

    def InputBox(self, prompt: str, title: str | None = None, **more: object) -> str:
        """Ask for a text; like a question, it is answered by the next of the app's `answers`."""
        return self._app.alert(prompt, title, "input", None, None)

    def GetOpenFilename(self, kinds: str, index: int, title: str) -> str | bool:
        """Ask for a file; answered by the next of the app's `answers`, "" is a click on Cancel."""
        assert kinds.count(",") == 1 and index == 1
        return self._app.alert(title, kinds, "file", None, None) or False


class App(base_classes.App):
    """A LibreOffice process.

    Nobody looks at it, so what it would show is kept: `status_log` holds each
    text of the status bar, `alerts` each (prompt, title, buttons). A question
    is answered by the next of `answers`; a question without one raises.
    """

    def __init__(self, apps: "Apps", add_book: bool = True) -> None:
        self.apps = apps
        self.office = Office()
        self.status_log: list[str | bool] = []
        self.alerts: list[tuple[str, str | None, str]] = []
        self.answers: list[str] = []
        self._status: str | bool = False
        self._modes = {"screen": True, "alerts": True, "events": True, "interactive": True}
        self._calculation = "automatic"
        self._books = Books(self)
        if add_book:
            try:
                self._books.add()
            except BaseException:
                self.office.stop()
                raise

    @property
    def books(self) -> Books:
        return self._books

    @property
    def engine(self) -> Any:
        return self.apps.engine

    @property
    def api(self) -> Any:
        return ExcelWords(self)

    xl = api

    @property
    def pid(self) -> int:
        return self.office.process.pid

    @property
    def hwnd(self) -> int:
        return 0

    @property
    def version(self) -> str:
        return "16.0"

    @property
    def path(self) -> str:
        return str(self.office.program.parent)

    @property
    def startup_path(self) -> str:
        return str(Path(self.office.profile, "user"))

    @property
    def visible(self) -> bool:
        return False

    @visible.setter
    def visible(self, value: object) -> None:
        """Nothing is ever shown."""

    @property
    def screen_updating(self) -> bool:
        return self._modes["screen"]

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        self._modes["screen"] = value

    @property
    def display_alerts(self) -> bool:
        return self._modes["alerts"]

    @display_alerts.setter
    def display_alerts(self, value: bool) -> None:
        self._modes["alerts"] = value

    @property
    def enable_events(self) -> bool:
        return self._modes["events"]

    @enable_events.setter
    def enable_events(self, value: bool) -> None:
        self._modes["events"] = value

    @property
    def interactive(self) -> bool:
        return self._modes["interactive"]

    @interactive.setter
    def interactive(self, value: bool) -> None:
        self._modes["interactive"] = value

    @property
    def cut_copy_mode(self) -> None:
        return None

    @cut_copy_mode.setter
    def cut_copy_mode(self, value: object) -> None:
        """Nothing is ever on the clipboard."""

    @property
    def status_bar(self) -> str | bool:
        return self._status

    @status_bar.setter
    def status_bar(self, value: str | bool) -> None:
        self._status = value
        self.status_log.append(value)

    def alert(
        self, prompt: str, title: str | None, buttons: str, mode: object, callback: object
    ) -> str:
        self.alerts.append((prompt, title, buttons))
        if self.answers:
            return self.answers.pop(0)
        if buttons != "ok":
            raise LookupError(f"nobody answers this question: {prompt}")
        return "ok"

    @property
    def calculation(self) -> str:
        return self._calculation

    @calculation.setter
    def calculation(self, value: str) -> None:
        if value not in ("automatic", "manual", "semiautomatic"):
            raise ValueError(value)
        self._calculation = value
        for book in self.books:
            # LibreOffice takes the mode for a change of the document; Excel does not.
            saved = not book.doc.isModified()
            book.doc.enableAutomaticCalculation(value != "manual")
            if saved:
                book.doc.setModified(False)

    def calculate(self) -> None:
        for book in self.books:
            book.doc.calculateAll()

    @property
    def selection(self) -> Range | None:
        book = self.books.active
        chosen = book.doc.CurrentController.Selection if book is not None else None
        if chosen is None or not hasattr(chosen, "RangeAddress"):
            return None
        return Range(book.sheets.active, chosen)

    def activate(self, steal_focus: bool = False) -> None:
        self.apps.activate(self)

    def run(self, macro: str, args: object) -> Any:
        raise NotImplementedError("LibreOffice runs no VBA of ours")

    def quit(self) -> None:
        for book in list(self.books):
            book.close()
        self.kill()

    def kill(self) -> None:
        self.office.stop()
        self.apps.forget(self)
