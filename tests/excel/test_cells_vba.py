"""Which cells a formula means, in an Excel that spills and in one that does not."""

import re

import pytest

from cuifei.excel import vba_project
from excel.meant_cells import cells_in_basic

pytestmark = pytest.mark.live


@pytest.fixture(scope="module")
def excel(tmp_path_factory):
    with cells_in_basic(tmp_path_factory.mktemp("vba")) as basic:
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
