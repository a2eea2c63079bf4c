"""Run by a Python that has uno: edits a Word file in a running LibreOffice, and saves it.

Usage: edit_in_office.py PIPE FILE. A sentence is typed into a paragraph with
fields, a row is added to the table of charges, and a heading's font changes.
"""

import sys
import time
from pathlib import Path

try:
    import uno
    from com.sun.star.beans import PropertyValue
    from com.sun.star.connection import NoConnectException
except ImportError:  # the tests' own Python; only the one that runs this file has it
    uno = None


def desktop(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    for _ in range(120):
        try:
            there = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return there.ServiceManager.createInstance("com.sun.star.frame.Desktop")
        except NoConnectException:
            time.sleep(0.5)
    raise SystemExit("LibreOffice did not start")


def main(pipe, file):
    office = desktop(pipe)
    url = Path(file).as_uri()
    document = office.loadComponentFromURL(url, "_blank", 0, (PropertyValue("Hidden", 0, True, 0),))
    search = document.createSearchDescriptor()
    search.SearchString = "如已缴纳，请以收款记录为准"
    found = document.findFirst(search)
    found.getText().insertString(found.getStart(), "（新句）", False)
    found.CharFontNameAsian, found.CharWeight = "KaiTi", 150.0
    table = document.TextTables.getByIndex(0)
    rows = table.Rows.Count
    table.Rows.insertByIndex(rows, 1)
    table.getCellByName(f"A{rows + 1}").setString("（新行）")
    document.storeToURL(url, (PropertyValue("FilterName", 0, "Office Open XML Text", 0),))
    document.close(True)
    try:
        office.terminate()
    except Exception as error:  # the bridge breaks while it says goodbye
        print(type(error).__name__)


if __name__ == "__main__":
    main(*sys.argv[1:])
