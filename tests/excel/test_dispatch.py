"""The ribbon's VBA, run in LibreOffice Basic: every text, every command, and each way to fail.

Excel's own words (Application, the registry, the active workbook) and the xlwings module stand
in as variables that a test can set and read; the branches are the module's own.
"""

import re

import pytest

from cuifei.excel import vba
from cuifei.excel.function_table import FUNCTIONS
from cuifei.excel.texts import rows
from cuifei.menu.command_table import COMMANDS
from excel.basic import compiled, running

pytestmark = pytest.mark.live

TEXTS = dict(rows("1.0"))
_WORDS = (
    (r"control As (Object|IRibbonControl)", "controlTag As String"),
    (r"control\.Tag", "controlTag"),
    (r"Application\.VLookup\(key, .*?, (?=LanguagePlace)", "Lookup(key, "),
    (r", False\)", ")"),
    (r"Application\.(ScreenUpdating|EnableEvents|Calculation|StatusBar)", r"App\1"),
    (r"Application\.OnUndo ", "AppOnUndo "),
    (r"Application\.MacroOptions Macro:=(.*?), Description:=(.*?), Category:=(.*?), "
     r"ArgumentDescriptions:=", r"AppMacroOptions \1, \2, \3, "),
    (r"WScript\.Popup ", "Popup "),
    (r"(GetSetting|SaveSetting)\b", r"My\1"),
    (r"ActiveWorkbook Is Nothing", "BookGone"),
    (r"HasPythonSheet\(ActiveWorkbook\)", "BookPython"),
    (r"ActiveWorkbook\.Name", "BookName"),
    (r"host\.ActiveProtectedViewWindow Is Nothing", "Not BookProtected"),
    (r'ThisWorkbook\.Worksheets\("text"\)\.Range\("Z1"\)\.Value', "PointerCell"),
    (r"ThisWorkbook\.Name", '"cuifei.xlam"'),
    (r"ThisWorkbook\.(IsAddin|Saved)", r"Addin\1"),
    (r"ObjPtr\(ribbonUi\)", '"4711"'),
)  # fmt: skip
_GIVEN = """
Public AppScreenUpdating As Boolean
Public AppEnableEvents As Boolean
Public AppCalculation As Long
Public AppStatusBar As Variant
Public AddinIsAddin As Boolean
Public AddinSaved As Boolean
Public BookGone As Boolean
Public BookPython As Boolean
Public BookName As String
Public BookProtected As Boolean
Public PointerCell As String
Public Python As String
Public Chosen As String
Public Log As String
Public Fails As String

Sub Note(what As String)
    Log = Log & what & Chr(10)
End Sub
Sub Popup(said As String, wait As Long, title As String, kind As Long)
    Note "box " & title & ": " & said
End Sub
Sub AppOnUndo(said As String, macro As String)
    Note "undo " & said & " > " & macro & " " & AppScreenUpdating & AppEnableEvents & AppCalculation
End Sub
Sub AppMacroOptions(name As String, said As String, group As String, args As Variant)
    If Fails = "describe" Then Err.Raise 1004
    Note "help " & name & " " & AddinIsAddin & " " & AppEnableEvents & " " & (UBound(args) + 1)
End Sub
Function MyGetSetting(app As String, section As String, key As String, other As String) As String
    MyGetSetting = Chosen
End Function
Sub MySaveSetting(app As String, section As String, key As String, value As String)
    Chosen = value
End Sub
Function GetConfig(key As String, other As String) As String
    GetConfig = IIf(key = "LANGUAGES", "zh,en", Python)
End Function
Function FileExists(path As String) As Boolean
    FileExists = path = "python.exe"
End Function
Sub RunPython(line As String)
    Note "python " & line
    AppScreenUpdating = False
    AppEnableEvents = False
    AppCalculation = -4135
    AppStatusBar = "half way"
    If Fails = "python" Then Err.Raise 1000
    If Fails = "" Then CfUndoable "flag"
End Sub
Sub RecoverRibbon()
    Note "recovered " & PointerCell
End Sub
Function World(language As String, wrong As String, place As String) As String
    AppScreenUpdating = True
    AppEnableEvents = True
    AppCalculation = -4105
    AppStatusBar = False
    AddinIsAddin = True
    BookGone = wrong = "no_workbook"
    BookPython = wrong = "python_sheet"
    BookProtected = wrong = "protected_view"
    BookName = IIf(wrong = "odd_name", place, "a.xlsx")
    Python = IIf(wrong = "no_interpreter", "", "python.exe")
    Fails = wrong
    Chosen = language
    Log = ""
End Function
Function State() As String
    State = AppScreenUpdating & AppEnableEvents & AppCalculation & AppStatusBar & AddinIsAddin
End Function
Function Click(tag As String) As String
    CfOnAction tag
    Click = Log
End Function
Function Asked(kind As String, tag As String) As String
    Dim found As Variant
    If kind = "label" Then CfGetLabel tag, found
    If kind = "screentip" Then CfGetScreentip tag, found
    If kind = "supertip" Then CfGetSupertip tag, found
    Asked = found
End Function
Function Said(key As String) As String
    Said = Wording(key)
End Function
Function Helped() As String
    described = False
    DescribeFunctions
    Helped = Log
End Function
"""


def basic_text(text: str) -> str:
    return " & Chr(10) & ".join(
        f'"{line.replace(chr(34), chr(34) * 2)}"' for line in text.split("\n")
    )


def seam() -> str:
    """Return the module with the words of Excel replaced."""
    source = compiled(vba.ribbon_module())
    source = re.sub(r" _\n\s*", " ", source)
    source = re.sub(r"^\s*Private Declare .*\n", "", source, flags=re.M)
    source = re.sub(r"^Private Sub RecoverRibbon\(.*?^End Sub\n", "", source, flags=re.M | re.S)
    source = re.sub(r"^Private Function HasPythonSheet\(.*?^End Function\n", "", source,
                    flags=re.M | re.S)  # fmt: skip
    for old, new in _WORDS:
        source, count = re.subn(old, new, source)
        assert count, old
    source = re.sub(r"^(Private|Public) (Sub|Function)", r"\2", source, flags=re.M)
    source = source.replace("Option Explicit\n", "")
    lookup = "".join(
        f'Case "{key}": found = IIf(place = 3, {basic_text(words.en)}, {basic_text(words.zh)})\n'
        for key, words in TEXTS.items()
    )
    table = f"""Function Lookup(key As String, place As Long) As Variant
    Dim found As Variant
    found = CVErr(2042)
    Select Case key
{lookup}    End Select
    Lookup = found
End Function
"""
    head, _, body = source.partition("Sub CfOnLoad")
    return head + _GIVEN + "Sub CfOnLoad" + body + table


@pytest.fixture(scope="module")
def excel(tmp_path_factory):
    with running(seam(), tmp_path_factory.mktemp("vba")) as basic:
        yield basic


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_text_comes_in_the_language_that_was_chosen(excel, lang):
    excel.call("World", lang, "", "")
    assert {key: excel.call("Said", key) for key in TEXTS} == {
        key: words.say(lang) for key, words in TEXTS.items()
    }
    for kind in ("label", "screentip", "supertip"):
        for command in COMMANDS:
            assert excel.call("Asked", kind, command.id) == getattr(command, kind).say(lang)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("command", [c for c in COMMANDS if c.runs == "python"], ids=lambda c: c.id)
def test_every_command_reaches_python_and_can_be_taken_back(excel, command, lang):
    excel.call("World", lang, "", "")
    before = excel.call("State")
    ran, undo = excel.call("Click", command.id).splitlines()
    assert ran == f"python import {vba.ENTRY}; {vba.ENTRY}.on_action('{command.id}', '{lang}')"
    label = TEXTS["undo.label"].say(lang) + ": " + TEXTS["flag.label"].say(lang)
    assert undo.startswith(f"undo {label} > 'cuifei.xlam'!CfUndo")
    assert undo.endswith("TrueTrue-4105"), "Excel is itself again before the undo is offered"
    assert excel.call("State") == before


def test_a_run_that_wrote_nothing_offers_no_undo(excel):
    excel.call("World", "zh", "quiet", "")
    assert len(excel.call("Click", "check").splitlines()) == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ("no_workbook", ""),
        ("python_sheet", ""),
        ("protected_view", ""),
        ("no_interpreter", ""),
        ("odd_name", "a=b.xlsx"),
        ("odd_name", "%TEMP%.xlsx"),
    ],
)
def test_what_is_in_the_way_is_said_and_nothing_runs(excel, wrong, name, lang):
    excel.call("World", lang, wrong, name)
    title = TEXTS["title"].say(lang)
    assert excel.call("Click", "flag").strip() == f"box {title}: {TEXTS[wrong].say(lang)}"


@pytest.mark.parametrize("name", ["台账 2026.xlsx", "收缴率95%.xlsx", "a$b.xlsx", "a^&b.xlsx"])
def test_plain_names_are_no_obstacle(excel, name):
    excel.call("World", "zh", "odd_name", name)
    assert excel.call("Click", "flag").startswith("python ")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_excel_is_itself_again_after_python_died(excel, lang):
    excel.call("World", lang, "python", "")
    before = excel.call("State")
    _, told = excel.call("Click", "flag").split("\n", 1)
    assert told.strip() == f"box {TEXTS['title'].say(lang)}: {TEXTS['failed'].say(lang)}"
    assert excel.call("State") == before


def test_the_language_is_changed_and_the_ribbon_drawn_again_by_its_pointer(excel):
    excel.call("World", "zh", "", "")
    said = excel.call("Click", "language")
    assert "recovered" in said
    assert excel.call("Said", "flag.label") == TEXTS["flag.label"].en


def test_about_and_a_foreign_button_are_told_without_python(excel):
    excel.call("World", "en", "", "")
    assert excel.call("Click", "about").startswith(f"box {TEXTS['title'].en}: cuifei 1.0")
    excel.call("World", "en", "", "")
    assert TEXTS["unknown"].en in excel.call("Click", "no_such_button")


def test_functions_get_their_help_while_the_add_in_is_a_workbook_like_others(excel):
    excel.call("World", "zh", "", "")
    lines = excel.call("Helped").splitlines()
    assert lines == [f"help 'cuifei.xlam'!{f.name} False False {len(f.args)}" for f in FUNCTIONS]
    assert excel.call("State").endswith("True")


def test_help_that_excel_refuses_leaves_an_add_in_behind(excel):
    excel.call("World", "zh", "describe", "")
    assert excel.call("Helped") == ""
    assert excel.call("State").startswith("TrueTrue-4105")
    assert excel.call("State").endswith("True")
