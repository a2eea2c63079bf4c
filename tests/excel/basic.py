"""VBA of the add-in, run: LibreOffice Basic understands it once Excel's own words stand in.

Conditional compilation is done here (Windows, Excel), types that only Excel has become Object,
and what a test cannot have - the shell, a dictionary of Windows - is given by the test itself.
"""

import re
from contextlib import contextmanager
from pathlib import Path

from libreoffice import bridge, shared
from libreoffice.office import Office

# #If conditions of the modules, as they are for Excel on Windows.
_TRUE = {'App = "Microsoft Excel"', "Not Mac", "VBA7", "Win64"}
_FALSE = {"Mac", "MAC_OFFICE_VERSION >= 15"}
_LINE = re.compile(r"^\s*#(If|ElseIf|Else|End If)\b\s*(.*?)(?:\s+Then)?\s*(?:'.*)?$")
_TYPES = re.compile(
    r"\bAs (IRibbonControl|IRibbonUI|Workbook|Worksheet|Range|Application|Window)\b"
)


def compiled(source: str) -> str:
    """Return the source as VBA's compiler on Windows sees it, without its attributes."""
    out, taken = [], [(True, True)]
    for line in source.replace("\r\n", "\n").split("\n"):
        found = _LINE.match(line)
        if found:
            word, condition = found[1], found[2]
            assert word in ("Else", "End If") or condition in _TRUE | _FALSE | set(_OTHERS), line
            if word == "If":
                taken.append((condition in _TRUE, condition in _TRUE))
            elif word == "End If":
                taken.pop()
            else:
                now = not taken[-1][1] and (word == "Else" or condition in _TRUE)
                taken[-1] = (now, taken[-1][1] or now)
        elif all(on for on, _ in taken) and not re.match(r"Attribute |#Const", line):
            out.append(_TYPES.sub("As Object", line))
    assert len(taken) == 1
    return "\n".join(out)


_OTHERS = [f'App = "Microsoft {name}"' for name in ("Word", "Access", "PowerPoint")]


def procedure(source: str, name: str) -> str:
    """Return one Sub or Function of a compiled module."""
    found = re.search(
        rf"^(?:Public |Private )?(Function|Sub) {name}\(.*?^End \1$", source, re.M | re.S
    )
    assert found, name
    return found[0]


class Basic:
    """A document with a module of Basic. `call(name, *args)` runs one of its functions."""

    def __init__(self, office: Office, source: str, home: Path) -> None:
        how = bridge.properties(MacroExecutionMode=4, Hidden=True)
        self.doc = office.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, how)
        libraries = self.doc.BasicLibraries
        libraries.VBACompatibilityMode = True
        module = "Option VBASupport 1\n" + source
        libraries.getByName("Standard").insertByName("Module1", module)
        self.doc.storeAsURL(bridge.url(home / "样例.ods"), ())
        self.scripts = self.doc.getScriptProvider()

    def call(self, name: str, *args: object) -> object:
        where = f"vnd.sun.star.script:Standard.Module1.{name}?language=Basic&location=document"
        return self.scripts.getScript(where).invoke(args, (), ())[0]


@contextmanager
def running(source: str, home: Path):
    """Give this Basic in an open document that lies in `home`."""
    basic = Basic(shared.app().impl.office, source, home)
    try:
        yield basic
    finally:
        basic.doc.close(True)
