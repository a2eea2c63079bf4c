"""Which Python does the add-in run, and how? The rows of its sheet "cuifei.conf".

xlwings reads its settings there; keys are in capitals. Every key that xlwings
asks for is in the sheet, blank or not, so that no file beside somebody's
workbook can answer for it.
"""

from collections.abc import Mapping
from types import MappingProxyType

from cuifei.locale import languages

SHEET = "cuifei.conf"
VERSION_KEY, XLWINGS_KEY = "CUIFEI_VERSION", "XLWINGS_VERSION"
DLL_KEY = "CUIFEI_DLL"
# Which languages the sheet of texts has, in its order: VBA asks for it.
LANGUAGES_KEY = "LANGUAGES"
_FIXED: Mapping[str, str] = MappingProxyType(
    {
        # A docx.py beside the workbook would shadow ours, and OneDrive addresses break it.
        "ADD_WORKBOOK_TO_PYTHONPATH": "False",
        "UDF MODULES": "cuifei.excel.udfs",
        "USE UDF SERVER": "False",
        "DEBUG UDFS": "False",
        "SHOW CONSOLE": "False",
        "SHOW_ERROR_POPUPS": "True",
        # Where a click's log lies for a moment. xlwings documents it nowhere, and asks for it.
        "TEMP DIR": "%TEMP%",
    }
)
_BLANK = (
    "INTERPRETER",
    "CONDA PATH",
    "CONDA ENV",
    "LICENSE_KEY",
    "ONEDRIVE_CONSUMER_WIN",
    "ONEDRIVE_COMMERCIAL_WIN",
    "SHAREPOINT_WIN",
    "ONEDRIVE_CONSUMER_MAC",
    "ONEDRIVE_COMMERCIAL_MAC",
    "SHAREPOINT_MAC",
)


def rows(
    version: str,
    xlwings_version: str,
    *,
    windows: str = "",
    mac: str = "",
    library: str = "",
    dll: str = "",
) -> dict[str, str]:
    """Return every setting.

    `windows`, `mac`: full path of the interpreter there. `library`: the folder
    that holds the package, put first on Python's path, so that nothing in the
    folder where Excel happens to stand can shadow it. `dll`: xlwings' DLL, where it
    is not beside Python.
    """
    return {
        "INTERPRETER_WIN": windows,
        "INTERPRETER_MAC": mac,
        "PYTHONPATH": library,
        DLL_KEY: dll,
        **_FIXED,
        **dict.fromkeys(_BLANK, ""),
        VERSION_KEY: version,
        XLWINGS_KEY: xlwings_version,
        LANGUAGES_KEY: ",".join(languages()),
    }
