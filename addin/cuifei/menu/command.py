"""What a command of the ribbon is made of; the rows are in command_table.py."""

from dataclasses import dataclass

from cuifei.menu.words import Words

CELL_MENU, TABLE_MENU = "ContextMenuCell", "ContextMenuListRange"
# A row that is selected by its header has a menu of its own, and so has each in the view of pages.
MENUS = (
    CELL_MENU,
    TABLE_MENU,
    "ContextMenuRow",
    "ContextMenuCellLayout",
    "ContextMenuListRangeLayout",
    "ContextMenuRowLayout",
)


@dataclass(frozen=True, slots=True)
class Group:
    """A group of the tab 催费."""

    id: str
    label: Words


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that a clerk can ask for.

    `icon` is a built-in image (imageMso). `group` "" keeps it off the ribbon.
    `runs`: "python" (excel/entry.py), or "vba" where it must work without
    Python. `when`: "workbook" needs an open one, "always" does not. `menus`
    are the context menus that offer it. `cli` is what to type for the same
    thing, "" where there is no such command. `keytip`: its key after Alt and the tab's.
    """

    id: str
    label: Words
    screentip: Words
    supertip: Words
    icon: str
    group: str = ""
    large: bool = False
    runs: str = "python"
    when: str = "workbook"
    menus: tuple[str, ...] = ()
    cli: str = ""
    keytip: str = ""


TAB = Words("催费", "Fee collection")
TAB_KEYTIP = "C"
GROUPS: tuple[Group, ...] = (
    Group("ledger", Words("账", "Ledger")),
    Group("papers", Words("文书", "Papers")),
    Group("legal", Words("法务", "Legal")),
    Group("today", Words("今日", "Today")),
    Group("board", Words("看板", "Board")),
    Group("help", Words("设置与帮助", "Settings and help")),
)
