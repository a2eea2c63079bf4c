"""Two worlds that begin alike: a ledger open before a clerk, and the same as a file.

What a button does in one, a command does in the other; afterwards both are compared.
"""

from collections.abc import Callable
from dataclasses import dataclass

from commands.estates import AS_OF, build_once, invent
from excel.open_desk import OpenDesk, Shown, cells, cuifei, differences, files, sentences
from excel.small_estate import build_slim, only
from size import FULL

# A unit in each state that a button looks at: due for a notice, for a collection letter and for a
# lawyer letter, with one live, on hold, promised, in instalments, without an address, settled …
# The suite takes every third of them.
UNITS = """样例-1-803 样例-1-1503 样例-2-801 样例-2-1801 样例-3-1202 样例-S-05 样例-车-043
演示-1-503 演示-1-1203 示范-1-303 示范-1-502 示范-1-1502 示范-2-1202 示范-3-303 示范-3-703
示范-S-07 示范-1-1002""".split()
# What the buttons of the suite write to, or go to, beside the sheets of most clicks.
WRITTEN = ("看板", "看板数据", "目标", "成效", "使用说明")


def is_memory_of_numbers(sheet, _address, *contents) -> bool:
    """Say whether a differing cell is 已用函号, which holds the highest number given."""
    texts = [str(cell.value) for cell in contents if cell is not None]
    return sheet == "参数" and any(text.startswith("催函〔") for text in texts)


class Worlds:
    """Both worlds. `sound` is False while a case is under way: a failed one leaves them unlike."""

    def __init__(self, app, folder):
        clicked, self.typed = folder / "clicked" / "样例.xlsx", folder / "typed" / "样例.xlsx"
        for path in (clicked, self.typed):
            path.parent.mkdir(parents=True)
        if FULL:
            build_once(clicked, only(invent(AS_OF), UNITS))
        else:
            build_slim(clicked, only(invent(AS_OF), UNITS[::3]), *WRITTEN)
        self.bytes = clicked.read_bytes()
        self.typed.write_bytes(self.bytes)
        self.desk = OpenDesk(app, clicked)
        self.before = self.desk.cells()
        self.sound = True

    def type(self, *words: str) -> str:
        """Run a command on the file; "BOOK" stands for its path."""
        return cuifei(*(self.typed if word == "BOOK" else word for word in words))

    def do(self, case: "Case") -> tuple[Shown, str]:
        """Do a case in both worlds; return what the click showed and what the command said."""
        if case.select:
            self.desk.select(*case.select)
        return self.desk.click(case.tag, *case.answers), case.typed(self)

    def undo(self) -> None:
        """Take the last run back in both worlds."""
        said = self.type("undo", "BOOK")
        self.assert_same_said(self.desk.click("undo", "yes"), said)

    def assert_same_said(self, shown: Shown, said: str) -> None:
        """The box says what the command line says, of a workbook that lies elsewhere."""
        here, there = str(self.desk.path.parent), str(self.typed.parent)
        assert len(shown.told) == 1
        assert sentences(shown.told[0].replace(here, there)) == sentences(said)

    def changes(self, opened) -> list:
        """Return what differs from the beginning, but for the memory of numbers in 参数.

        It is kept through undo on purpose: a number is never given twice.
        """
        found = differences(opened, self.before)
        return [one for one in found if not is_memory_of_numbers(*one)]

    def assert_same_cells(self, changed: tuple[str, ...]) -> None:
        """Every cell of every sheet is alike, and these are the sheets that changed."""
        opened = self.desk.cells()
        assert {sheet for sheet, *_ in self.changes(opened)} == set(changed)
        assert differences(opened, cells(self.typed)) == []

    def assert_same_files(self, known: set[str], papers: int) -> None:
        """The folders beside the workbook are alike, byte by byte, and hold so many new papers."""
        here, there = files(self.desk.path), files(self.typed)
        assert here.keys() == there.keys()
        assert [name for name, found in here.items() if there[name] != found] == []
        assert len([name for name in here.keys() - known if name.endswith(".docx")]) == papers


@dataclass(frozen=True)
class Case:
    """A button: what is selected and answered, how to do the same by typing, and what comes of it.

    `typed` does it in the typed world and returns what is said there. `writes`:
    the sheets whose cells change. `papers`: how many Word files are new.
    `goes_to`: the sheet that is in front afterwards, "" for what was in sight
    before. `first`: cases that come before, each a run to be undone.
    """

    tag: str
    typed: Callable[[Worlds], str]
    answers: tuple[str, ...] = ("yes",)
    select: tuple[str, str, str] | None = None
    writes: tuple[str, ...] = ()
    papers: int = 0
    goes_to: str = ""
    first: tuple["Case", ...] = ()


def words(*line: str) -> Callable[[Worlds], str]:
    """Return what types this command, whatever the ledger holds."""
    return lambda worlds: worlds.type(*line)


def unit(name: str) -> tuple[str, str, str]:
    """Return the selection of a unit's row."""
    return ("房产", "房号", name)
