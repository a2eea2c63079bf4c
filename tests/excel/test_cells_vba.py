"""Which cells a formula means, in an Excel that spills and in one that does not.

CfCells runs in LibreOffice Basic on LibreOffice's own Range objects; only the formula's own cell is
told to it, which Excel knows as Application.Caller.
"""

import re

import pytest

from cuifei.excel import vba_project
from cuifei.excel.cells_vba import SOURCE
from excel.basic import compiled, running

pytestmark = pytest.mark.live

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


@pytest.fixture(scope="module")
def excel(tmp_path_factory):
    source = compiled(SOURCE).replace("place.HasArray", "CallerArray")
    source = source.replace("TypeOf Application.Caller Is Range", "True")
    source = source.replace("Application.Caller", "CallerCell").replace(
        "Private Function", "Function"
    )
    head, _, body = source.partition("Function CfCells")
    with running(
        head + _GIVEN + "Function CfCells" + body, tmp_path_factory.mktemp("vba")
    ) as basic:
        basic.call("Fill", "A1:B40")
        basic.call("Fill", "C50")
        basic.call("Paint", "D1:D20000")
        yield basic


@pytest.mark.parametrize(
    ("formula", "given", "old"),
    [
        ("E5", "A2:A10", "$A$5"),
        ("E2", "A2:A10", "$A$2"),
        ("E10", "A2:A10", "$A$10"),
        ("E11", "A2:A10", "error"),
        ("E1", "A2:A10", "error"),
        ("B9", "A1:C1", "$B$1"),
        ("E5", "A2:B10", "error"),
        ("E5", "A2", "$A$2"),
        ("E5", "A:A", "$A$5"),
    ],
)
def test_without_spilling_a_range_means_the_cell_of_the_formulas_own_row(
    excel, formula, given, old
):
    assert excel.call("Meant", formula, given, False, False) == old
    whole = "$A$1:$A$50" if given == "A:A" else re.sub(r"([A-Z])(\d+)", r"$\1$\2", given)
    assert excel.call("Meant", formula, given, True, False) == whole
    assert excel.call("Meant", formula, given, False, True) == whole, "Ctrl+Shift+Enter"


def test_a_whole_column_ends_where_the_sheet_does_and_not_where_it_is_painted(excel):
    assert excel.call("Meant", "E1", "A:A", True, False) == "$A$1:$A$50"
    assert excel.call("Meant", "E1", "B:B", True, False) == "$B$1:$B$50"


def test_a_value_is_handed_on_as_it_is(excel):
    assert excel.call("Plain") == "a text2.5"


def test_every_argument_of_every_function_passes_through_it_and_a_mac_is_told():
    module = vba_project.modules()["xlwings_udfs"].replace("\r\n", "\n")
    functions = re.findall(
        r"^Function (CF_\w+)\(([^\n]*)\)\n(.*?)^End Function", module, re.M | re.S
    )
    assert len(functions) == 6
    for name, args, body in functions:
        names = [arg.removeprefix("Optional ") for arg in args.split(", ")]
        handed = ", ".join(f"CfCells({arg})" for arg in names)
        assert body.count(f"Array({handed})") == 2 == body.count("XLPy.CallUDF(")
        told = f"    #If Mac Then\n        {name} = CfOnMac()\n        Exit Function\n    #End If\n"
        assert body.startswith(told)
