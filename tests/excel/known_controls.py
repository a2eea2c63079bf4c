"""Which names of built-in images and menus does Excel know? Those that we may use, with sources.

Excel shows no image for an unknown imageMso, and drops the whole ribbon for an
unknown idMso, without a word. So a name is only used once it was found in a
list taken from Office itself; add it here with the list's name.
"""

# As of 2026-11. Image gallery of Office 2010/2013, from Office's own resources:
# github.com/christianjunk/ImageMso, src/Excel.Images/app.config (commit d1fc57d).
_GALLERY = frozenset(
    {
        "About",
        "AcceptTask",
        "AccessibilityChecker",
        "AddReminder",
        "AddressBook",
        "EditDocument",
        "EnvelopesAndLabelsDialog",
        "ErrorChecking",
        "Export",
        "Filter",
        "FindRelatedMenu",
        "FlagMessage",
        "FlagToday",
        "FollowUpMenu",
        "FontDialog",
        "FormatPainter",
        "ForwardTask",
        "FunctionWizard",
        "GoToDate",
        "GotoContacts",
        "ImportExcel",
        "PercentCompleteMenu",
        "PivotTableReport",
        "PlayMacro",
    }
)
# As of 2026-11. Controls of Excel's own tabs, whose name is also that of their image; each is
# in use as imageMso in several public add-ins. Microsoft's list of them is excelcontrols.xlsx of
# github.com/OfficeDev/office-fluent-ui-command-identifiers.
_EXCEL_CONTROLS = frozenset(
    {
        "ChartInsert",
        "FilePrint",
        "FileSaveAsPdfOrXps",
        "Help",
        "ReviewAcceptChange",
        "Undo",
    }
)
IMAGES = _GALLERY | _EXCEL_CONTROLS
# Context menus of cells, of cells inside a table, of whole rows, and the same three in the view of
# pages: all in Microsoft's excelcontrols.xlsx, and in public add-ins for Excel.
MENUS = frozenset(
    f"ContextMenu{what}{view}" for what in ("Cell", "ListRange", "Row") for view in ("", "Layout")
)
