"""The add-in that lies in the package: built once from our tables, not on the clerk's computer.

`cuifei addin build` makes it anew with pyopenvba (the extra `build`); a test holds both together.
"""

import zipfile
from pathlib import Path

import xlwings

from cuifei.domain.problems import CuifeiError, say
from cuifei.excel.addin_file import NAME

SHIPPED = Path(__file__).with_name(NAME)
TEMPLATE = Path(xlwings.__file__).with_name("quickstart_addin_ribbon.xlam")
# The only version whose VBA module and DLL names we know; pyproject pins it.
XLWINGS = "0.37.8"
VBA = "xl/vbaProject.bin"


def project() -> bytes:
    """Return the shipped xl/vbaProject.bin.

    Raises CuifeiError for another xlwings than ours, and where the package is not whole.
    """
    ensure_xlwings()
    try:
        with zipfile.ZipFile(SHIPPED) as archive:
            return archive.read(VBA)
    except (OSError, zipfile.BadZipFile, KeyError) as error:
        raise CuifeiError(
            say("{name} is missing in the installed package, or damaged", name=NAME),
            say("Install cuifei again: pip install --force-reinstall cuifei"),
            str(SHIPPED),
        ) from error


def ensure_xlwings() -> None:
    """Raise CuifeiError for another xlwings than the one whose VBA is in the add-in."""
    if xlwings.__version__ != XLWINGS:
        raise CuifeiError(
            say(
                "the add-in needs xlwings {needed}; {found} is installed",
                needed=XLWINGS,
                found=xlwings.__version__,
            ),
            say("Install it with: pip install xlwings=={needed}", needed=XLWINGS),
        )
