"""What does xlwings itself write into VBA for our functions?

Its generator runs in Excel, on Windows. It is plain Python, but it imports
three Windows modules that it does not need for this; elsewhere empty ones
stand in while it runs.
"""

import importlib
import importlib.util
import io
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType, SimpleNamespace

import xlwings

from cuifei.excel.cells_vba import SOURCE

MODULE = "cuifei.excel.udfs"
VBA_MODULE = "xlwings_udfs"
_WINDOWS_ONLY = ("pythoncom", "pywintypes", "win32com", "win32com.client")


def source() -> str:
    """Return the VBA module with one wrapper for each function of udfs.py."""
    buffer = io.StringIO()
    with windows_modules() as udfs:
        module = decorated(udfs)
        udfs.generate_vba_wrapper(MODULE, module, buffer, SimpleNamespace(Name="cuifei.xlam"))
    return (
        f'Attribute VB_Name = "{VBA_MODULE}"\n'
        "'Written by xlwings from cuifei/excel/udfs.py: change it there.\n"
        '#Const App = "Microsoft Excel"\n'
        + _declared_first(_not_on_a_mac(_meant(buffer.getvalue())))
    )


def _meant(wrappers: str) -> str:
    """Let every argument pass through CfCells (cells_vba.py) before Python is asked."""

    def through(match: re.Match[str]) -> str:
        return f"Array({', '.join(f'CfCells({name})' for name in match[1].split(', '))})"

    return re.sub(r"(?<=, )Array\(([^()]*)\)", through, wrappers)


def _not_on_a_mac(wrappers: str) -> str:
    """Let every function say in words that it works in Excel for Windows only."""
    return re.sub(
        r"^(Function (\w+)\(.*\))$",
        r"\1\n    #If Mac Then\n        \2 = CfOnMac()\n        Exit Function\n    #End If",
        wrappers,
        flags=re.M,
    )


def _declared_first(wrappers: str) -> str:
    """Put CfCells before the wrappers: VBA wants variables above the first procedure."""
    return SOURCE.lstrip("\n") + "\n" + wrappers


@contextmanager
def windows_modules() -> Iterator[ModuleType]:
    """Yield xlwings.udfs, and leave no stand-in behind."""
    before = {name: sys.modules.get(name) for name in (*_WINDOWS_ONLY, "xlwings.udfs")}
    absent = [
        name
        for name in _WINDOWS_ONLY
        if before[name] is None and importlib.util.find_spec(name.partition(".")[0]) is None
    ]
    try:
        sys.modules.update({name: _stand_in(name) for name in absent})
        yield importlib.import_module("xlwings.udfs")
    finally:
        for name, module in before.items():
            if module is None:
                sys.modules.pop(name, None)
                if name == "xlwings.udfs" and hasattr(xlwings, "udfs"):
                    del xlwings.udfs
            else:
                sys.modules[name] = module


def _stand_in(name: str) -> ModuleType:
    module = ModuleType(name)
    module.__dict__.update(
        CoInitialize=lambda: None, com_error=Exception, Dispatch=None, client=None
    )
    return module


def decorated(udfs: ModuleType) -> ModuleType:
    """Return udfs.py, executed with the decorators that xlwings has on Windows."""
    path = Path(__file__).with_name("udfs.py")
    originals = xlwings.func, xlwings.arg
    spec = importlib.util.spec_from_file_location(MODULE, path)
    assert spec is not None and spec.loader is not None, path
    module = importlib.util.module_from_spec(spec)
    try:
        xlwings.func, xlwings.arg = udfs.xlfunc, udfs.xlarg
        spec.loader.exec_module(module)
    finally:
        xlwings.func, xlwings.arg = originals
    return module
