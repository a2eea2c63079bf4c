"""The add-in's VBA: ASCII only, written from the command and function tables.

VBA does what Python cannot: it answers the ribbon before Python runs, changes
the language, and says in the clerk's words that no workbook is open or that
Python is missing. Everything else goes to excel/entry.py. Chinese stands in
the add-in's sheet "text", because pyopenvba turns any other byte into "??".
"""

from string import Template

from cuifei.domain.problems import CuifeiError, say
from cuifei.excel.function_table import FUNCTIONS
from cuifei.menu.command_table import COMMANDS

RIBBON_MODULE = "RibbonCuifei"
ENTRY = "cuifei.excel.entry"

_RIBBON = Template("""Attribute VB_Name = "RibbonCuifei"
Option Explicit

Private ribbonHandle As IRibbonUI
Private described As Boolean

Public Sub CfOnLoad(ribbonUi As IRibbonUI)
    Set ribbonHandle = ribbonUi
End Sub

Public Sub CfOnAction(control As IRibbonControl)
    Select Case control.Tag
    Case "language"
        SwitchLanguage
    Case "about"
        Tell "about"
    Case $tags
        RunCommand control.Tag
    Case Else
        Tell "unknown"
    End Select
End Sub

Public Sub CfGetLabel(control As IRibbonControl, ByRef returnedVal)
    returnedVal = Wording(control.Tag & ".label")
End Sub

Public Sub CfGetScreentip(control As IRibbonControl, ByRef returnedVal)
    returnedVal = Wording(control.Tag & ".screentip")
End Sub

Public Sub CfGetSupertip(control As IRibbonControl, ByRef returnedVal)
    returnedVal = Wording(control.Tag & ".supertip")
End Sub

Private Sub RunCommand(tag As String)
    If ActiveWorkbook Is Nothing Then
        Tell "no_workbook"
        Exit Sub
    End If
    If HasPythonSheet(ActiveWorkbook) Then
        Tell "python_sheet"
        Exit Sub
    End If
    If Not InterpreterFound() Then
        Tell "no_interpreter"
        Exit Sub
    End If
    Application.StatusBar = Wording("working")
    RunPython "import $entry; $entry.on_action('" & tag & "', '" & Language() & "')"
    #If Not Mac Then
        Application.StatusBar = False
    #End If
End Sub

Private Function HasPythonSheet(book As Workbook) As Boolean
    Dim sheet As Worksheet
    For Each sheet In book.Worksheets
        If Right$$(sheet.Name, 3) = ".py" Then HasPythonSheet = True
    Next sheet
End Function

Private Function InterpreterFound() As Boolean
    Dim interpreter As String
    #If Mac Then
        interpreter = GetConfig("INTERPRETER_MAC", "")
    #Else
        interpreter = GetConfig("INTERPRETER_WIN", "")
    #End If
    InterpreterFound = FileExists(interpreter)
End Function

Private Sub SwitchLanguage()
    SaveSetting "cuifei", "ribbon", "language", IIf(Language() = "en", "zh", "en")
    described = False
    DescribeFunctions
    If Not ribbonHandle Is Nothing Then ribbonHandle.Invalidate
End Sub

Private Function Language() As String
    Language = GetSetting("cuifei", "ribbon", "language", "zh")
End Function

Private Function Wording(key As String) As String
    Dim found As Variant
    found = Application.VLookup(key, ThisWorkbook.Worksheets("text").Range("A:C"), _
        IIf(Language() = "en", 3, 2), False)
    If IsError(found) Then
        Wording = key
    Else
        Wording = CStr(found)
    End If
End Function

Private Sub Tell(key As String)
    #If Mac Then
        MsgBox Wording(key), vbInformation, Wording("title")
    #Else
        WScript.Popup Wording(key), 0, Wording("title"), vbInformation
    #End If
End Sub

Public Sub DescribeFunctions()
    ' Excel refuses while no workbook is open: ThisWorkbook asks again when one is activated.
    Dim here As String
    Dim group As String
    If described Or ActiveWorkbook Is Nothing Then Exit Sub
    here = "'" & ThisWorkbook.Name & "'!"
    group = Wording("category")
    On Error GoTo later
$descriptions
    described = True
later:
    ThisWorkbook.Saved = True
End Sub
""")

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
    return _RIBBON.substitute(
        tags=_lines(tags),
        entry=ENTRY,
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
