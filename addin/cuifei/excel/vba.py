"""The add-in's VBA: ASCII only, written from the command and function tables.

VBA does what Python cannot: it answers the ribbon before Python runs, changes
the language, and says in the clerk's words that no workbook is open or that
Python is missing. Everything else goes to excel/entry.py. Chinese stands in
the add-in's sheet "text", because pyopenvba turns any other byte into "??".
"""

from string import Template

from cuifei.domain.language import DEFAULT
from cuifei.domain.problems import CuifeiError, say
from cuifei.excel.function_table import FUNCTIONS
from cuifei.excel.ribbon_vba import RIBBON
from cuifei.menu.command_table import COMMANDS

RIBBON_MODULE = "RibbonCuifei"
ENTRY = "cuifei.excel.entry"

_DESCRIPTION = Template("""    Application.MacroOptions Macro:=here & "$name", _
        Description:=Wording("$name"), Category:=group, _
        ArgumentDescriptions:=Array($args)""")

_WORKBOOK_EVENTS = """Option Explicit

Private WithEvents excelHost As Application

Private Sub Workbook_Open()
    Set excelHost = Application
    DescribeFunctions
End Sub

Private Sub excelHost_WorkbookActivate(ByVal Wb As Workbook)
    DescribeFunctions
End Sub
"""


def ribbon_module() -> str:
    """Return the module that answers the ribbon."""
    tags = [f'"{command.id}"' for command in COMMANDS if command.runs == "python"]
    return RIBBON.substitute(
        tags=_lines(tags),
        entry=ENTRY,
        languages=DEFAULT,
        default=DEFAULT,
        descriptions="\n".join(_description(f.name, [a.name for a in f.args]) for f in FUNCTIONS),
    )


def _description(name: str, args: list[str]) -> str:
    asked = [f'Wording("{name}.{arg}")' for arg in args]
    return _DESCRIPTION.substitute(name=name, args=_lines(asked, "            "))


def _lines(words: list[str], indent: str = "        ") -> str:
    """Return the words with commas, three to a line: VBA lines end at 1,023 characters."""
    rows = [", ".join(words[i : i + 3]) for i in range(0, len(words), 3)]
    return f", _\n{indent}".join(rows)


def workbook_events(document_header: str) -> str:
    """Return the module ThisWorkbook: its own header, and our events."""
    return document_header.rstrip() + "\n" + _WORKBOOK_EVENTS


def stored(name: str, source: str) -> str:
    """Return VBA source as it is stored: lines end with CR LF, every byte is ASCII.

    Raises CuifeiError where one is not.
    """
    for number, line in enumerate(source.splitlines(), 1):
        if not line.isascii():
            raise CuifeiError(
                say(
                    "line {number} of the VBA module {name} is not plain ASCII",
                    number=number,
                    name=name,
                ),
                say("Put the text into the add-in's text sheet and ask for it by its key"),
            )
    return source.replace("\r\n", "\n").replace("\n", "\r\n")
