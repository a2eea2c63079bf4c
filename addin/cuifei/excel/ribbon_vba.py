"""The VBA that answers the ribbon; vba.py fills in commands and functions.

$$ stands for VBA's own $ sign. ASCII only (see vba.py). Every branch runs in
tests/excel/test_dispatch.py.
"""

from string import Template

RIBBON = Template("""Attribute VB_Name = "RibbonCuifei"
Option Explicit

#If Not Mac Then
    #If VBA7 Then
        Private Declare PtrSafe Sub CopyMemory Lib "kernel32" Alias "RtlMoveMemory" _
            (ByRef target As Any, ByRef source As Any, ByVal size As LongPtr)
    #Else
        Private Declare Sub CopyMemory Lib "kernel32" Alias "RtlMoveMemory" _
            (ByRef target As Any, ByRef source As Any, ByVal size As Long)
    #End If
#End If

Private ribbonHandle As IRibbonUI
Private described As Boolean
Private undoable As String

Public Sub CfOnLoad(ribbonUi As IRibbonUI)
    Set ribbonHandle = ribbonUi
    #If Not Mac Then
        ' An error anywhere in VBA may empty every variable: the pointer stays in a cell.
        ThisWorkbook.Worksheets("text").Range("Z1").Value = "'" & CStr(ObjPtr(ribbonUi))
        ThisWorkbook.Saved = True
    #End If
End Sub

Public Sub CfUndoable(tag As String)
    ' Python says here which button's run Ctrl+Z can take back.
    undoable = tag
End Sub

Public Sub CfUndo()
    RunCommand "undo"
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
    Dim screen As Boolean
    Dim events As Boolean
    Dim mode As Long
    Dim wrong As String
    wrong = Obstacle()
    If wrong <> "" Then
        Tell wrong
        Exit Sub
    End If
    undoable = ""
    screen = Application.ScreenUpdating
    events = Application.EnableEvents
    mode = Application.Calculation
    On Error GoTo failed
    Application.StatusBar = Wording("working")
    RunPython "import $entry; $entry.on_action('" & tag & "', '" & Language() & "')"
restore:
    ' Whatever became of Python, Excel is as it was.
    On Error Resume Next
    Application.ScreenUpdating = screen
    Application.EnableEvents = events
    If Application.Calculation <> mode Then Application.Calculation = mode
    #If Not Mac Then
        Application.StatusBar = False
    #End If
    If wrong <> "" Then Tell wrong
    ' Last of all: what comes after it would take it back.
    If undoable <> "" Then OfferUndo
    Exit Sub
failed:
    wrong = "failed"
    Resume restore
End Sub

Private Sub OfferUndo()
    Application.OnUndo Wording("undo.label") & ": " & Wording(undoable & ".label"), _
        "'" & ThisWorkbook.Name & "'!CfUndo"
End Sub

Private Function Obstacle() As String
    ' The key of what is in the way, "" where nothing is.
    If InProtectedView() Then
        Obstacle = "protected_view"
    ElseIf ActiveWorkbook Is Nothing Then
        Obstacle = "no_workbook"
    ElseIf HasPythonSheet(ActiveWorkbook) Then
        Obstacle = "python_sheet"
    ElseIf HasOddName(ActiveWorkbook.Name) Then
        Obstacle = "odd_name"
    ElseIf Not InterpreterFound() Then
        Obstacle = "no_interpreter"
    End If
End Function

Private Function InProtectedView() As Boolean
    ' Excel for Mac has no such view, and no such word.
    Dim host As Object
    On Error Resume Next
    Set host = Application
    InProtectedView = Not (host.ActiveProtectedViewWindow Is Nothing)
    If Err.Number <> 0 Then InProtectedView = False
End Function

Private Function HasOddName(bookName As String) As Boolean
    ' Signs that xlwings or the shell would read as something else.
    Dim signs As String
    Dim place As Long
    signs = "="
    #If Mac Then
        signs = "=$$`|\" & Chr$$(34)
    #End If
    For place = 1 To Len(bookName)
        If InStr(signs, Mid$$(bookName, place, 1)) > 0 Then HasOddName = True
    Next place
    If Len(bookName) - Len(Replace(bookName, "%", "")) > 1 Then HasOddName = True
End Function

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
    Dim codes As Variant
    codes = Split(GetConfig("LANGUAGES", "$languages"), ",")
    SaveSetting "cuifei", "ribbon", "language", codes((LanguagePlace() + 1) Mod (UBound(codes) + 1))
    described = False
    DescribeFunctions
    #If Not Mac Then
        If ribbonHandle Is Nothing Then RecoverRibbon
    #End If
    If Not ribbonHandle Is Nothing Then ribbonHandle.Invalidate
End Sub

#If Not Mac Then
Private Sub RecoverRibbon()
    Dim known As Variant
    Dim found As Object
    #If VBA7 Then
        Dim pointer As LongPtr
    #Else
        Dim pointer As Long
    #End If
    known = ThisWorkbook.Worksheets("text").Range("Z1").Value
    If CStr(known) = "" Then Exit Sub
    #If VBA7 Then
        pointer = CLngPtr(known)
    #Else
        pointer = CLng(known)
    #End If
    CopyMemory found, pointer, LenB(pointer)
    Set ribbonHandle = found
    ' The copy was not counted, so it must not be let go.
    pointer = 0
    CopyMemory found, pointer, LenB(pointer)
End Sub
#End If

Public Function CfOnMac() As String
    CfOnMac = "#" & Wording("mac_functions")
End Function

Private Function Language() As String
    Language = GetSetting("cuifei", "ribbon", "language", "$default")
End Function

Private Function LanguagePlace() As Long
    ' Which of the languages is chosen, from 0; the sheet of texts has them in this order.
    Dim codes As Variant
    Dim number As Long
    codes = Split(GetConfig("LANGUAGES", "$languages"), ",")
    For number = 0 To UBound(codes)
        If codes(number) = Language() Then LanguagePlace = number
    Next number
End Function

Private Function Wording(key As String) As String
    Dim found As Variant
    found = Application.VLookup(key, ThisWorkbook.Worksheets("text").Range("A:Y"), _
        LanguagePlace() + 2, False)
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
    ' It also refuses for a hidden one ("Cannot edit a macro on a hidden workbook"), so for
    ' this moment the add-in is a workbook like others, which nobody sees.
    Dim here As String
    Dim group As String
    Dim screen As Boolean
    Dim events As Boolean
    If described Or ActiveWorkbook Is Nothing Then Exit Sub
    here = "'" & ThisWorkbook.Name & "'!"
    group = Wording("category")
    screen = Application.ScreenUpdating
    events = Application.EnableEvents
    On Error GoTo later
    Application.ScreenUpdating = False
    Application.EnableEvents = False
    ThisWorkbook.IsAddin = False
$descriptions
    described = True
later:
    On Error Resume Next
    ThisWorkbook.IsAddin = True
    ThisWorkbook.Saved = True
    Application.EnableEvents = events
    Application.ScreenUpdating = screen
End Sub
""")
