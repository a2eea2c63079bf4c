"""CfCells of the add-in in LibreOffice Basic, on LibreOffice's own Range objects.

Only the formula's own cell is told to it, which Excel knows as Application.Caller.
"""

from contextlib import contextmanager
from pathlib import Path

from cuifei.excel.cells_vba import SOURCE
from excel.basic import compiled, running

_GIVEN = """
Public CallerCell As Object
Public CallerArray As Boolean
Public Modern As Boolean
Function has_dynamic_array() As Boolean
    has_dynamic_array = Modern
End Function
Function Meant(formula As String, given As String, spills As Boolean, inArray As Boolean) As String
    Dim found As Variant
    dynamicAsked = False
    Modern = spills
    CallerArray = inArray
    Set CallerCell = ActiveSheet.Range(formula)
    If IsObject(CfCells(ActiveSheet.Range(given))) Then
        Set found = CfCells(ActiveSheet.Range(given))
        Meant = found.Address
    Else
        Meant = "error"
    End If
End Function
Function Fill(place As String) As String
    ActiveSheet.Range(place).Value = 1
End Function
Function Paint(place As String) As String
    ActiveSheet.Range(place).Interior.Color = 255
End Function
Function Plain() As String
    Plain = CfCells("a text") & CfCells(2.5)
End Function
"""


@contextmanager
def cells_in_basic(home: Path):
    """Give CfCells, and functions to call it with, in a document in `home`."""
    source = compiled(SOURCE).replace("place.HasArray", "CallerArray")
    source = source.replace("TypeOf Application.Caller Is Range", "True")
    source = source.replace("Application.Caller", "CallerCell").replace(
        "Private Function", "Function"
    )
    head, _, body = source.partition("Function CfCells")
    with running(head + _GIVEN + "Function CfCells" + body, home) as basic:
        yield basic
