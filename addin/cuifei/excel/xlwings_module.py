"""What do we change in the VBA module that xlwings ships?

A workbook comes from anywhere: a chat, a mail, a zip. So neither it nor what lies beside it may
say which program is run or with what: xlwings would read its own settings from a sheet of the
active workbook, or from a cuifei.conf in its folder, and put the workbook's name into a line that
the shell reads ("a^&calc.xlsx" ends one command and begins another). And the server command is
worked out once, not for every formula.
"""

from cuifei.domain.problems import CuifeiError, say

_PROJECT = (
    'Public Const PROJECT_NAME As String = "myaddin"\n',
    'Public Const PROJECT_NAME As String = "cuifei"\nPrivate CachedCommand As String\n',
)
_SERVER_CALL = (
    """Function XLPy()
    XLPyLoadDLL
    If 0 <> XLPyDLLActivateAuto(XLPy, XLPyCommand, 1) Then Err.Raise 1000, Description:=XLPy
End Function
""",
    """Function XLPy()
    ' cuifei: the server command is worked out once, not for every formula.
    If CachedCommand = "" Then
        XLPyLoadDLL
        CachedCommand = XLPyCommand
    End If
    If 0 <> XLPyDLLActivateAuto(XLPy, CachedCommand, 1) Then Err.Raise 1000, Description:=XLPy
End Function
""",
)
_KILL_CALL = (
    "    If 0 <> XLPyDLLActivateAuto(unused, XLPyCommand, -1) Then Err",
    """    If CachedCommand = "" Then CachedCommand = XLPyCommand
    If 0 <> XLPyDLLActivateAuto(unused, CachedCommand, -1) Then Err""",
)
_WORKBOOK_CONF = (
    'If SheetExists(ActiveWorkbook, PROJECT_NAME & ".conf") = True Then',
    "If False Then ' cuifei: a workbook must not say which program is run",
)
_FOLDER_CONF = (
    'If source = "" Or source = "directory" Then',
    "If False Then ' cuifei: nor must a file that lies beside a workbook",
)
# Python's path has our library alone, so no name of a workbook need pass through the shell. While
# Excel starts there is no active workbook, and asking for its name would break every formula.
_NAMES = (
    'PYTHONPATH = AddExcelDir & ";" & ActiveFullName & ";" & ThisFullName & ";"',
    'PYTHONPATH = AddExcelDir & ";;;"',
)
_SERVER_NAMES = (
    'PYTHONPATH = AddExcelDir & ";" & ActiveWorkbook.FullName & ";" & ThisWorkbook.FullName & ";"',
    'PYTHONPATH = AddExcelDir & ";;;"',
)
# A bare cmd.exe is looked for in the folder that Excel stands in, before Windows' own.
_SHELL = ('WScript.Run("cmd.exe /C "', 'WScript.Run(Environ("ComSpec") & " /C "')
_SERVER_SHELL = ('PYTHON_WIN = "cmd.exe " &', 'PYTHON_WIN = Environ("ComSpec") & " " &')
# Once it is loaded, wherever from, its functions are found by its name.
_DLL = (
    "Private Sub XLPyLoadDLL()\n",
    """Private Sub XLPyLoadDLL()
    ' cuifei: pip puts the DLL elsewhere for one user of a Python that all users share.
    If GetConfig("CUIFEI_DLL") <> "" Then
        If LoadLibrary(GetConfig("CUIFEI_DLL")) <> 0 Then Exit Sub
    End If
""",
)
# Range alone is one of the active sheet, and a chart sheet has none.
_CELLS = ("In Range(sht.Range(", "In sht.Range(sht.Range(")

# Old text, new text, and how often the old one stands in the module.
_CHANGES = (
    (_PROJECT, 1),
    (_SERVER_CALL, 1),
    (_KILL_CALL, 1),
    (_WORKBOOK_CONF, 1),
    (_FOLDER_CONF, 1),
    (_NAMES, 2),
    (_SERVER_NAMES, 1),
    (_SHELL, 1),
    (_SERVER_SHELL, 2),
    (_CELLS, 1),
    (_DLL, 1),
)


def xlwings_module(shipped: str) -> str:
    """Return xlwings' own module with our changes.

    Raises CuifeiError where xlwings no longer ships the lines that we change.
    """
    text = shipped.replace("\r\n", "\n")
    for (old, new), times in _CHANGES:
        if text.count(old) != times:
            raise CuifeiError(
                say("this version of xlwings ships another VBA module than the one we know"),
                say("Install the version that cuifei was built for: pip install cuifei"),
            )
        text = text.replace(old, new)
    return text
