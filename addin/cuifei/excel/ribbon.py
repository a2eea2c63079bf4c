"""How does Excel read the ribbon? customUI XML, drawn from the command table.

Excel 2010 and later read customUI14 (2009/07); older hosts read the twin of
2006, which knows no context menus. Labels and tips are asked from VBA, because
they change with the language.
"""

from collections.abc import Container
from xml.etree import ElementTree as ET

from cuifei.menu.command import GROUPS, MENUS, TAB_KEYTIP, Command, Group
from cuifei.menu.command_lookup import in_group, in_menu

NEW = "http://schemas.microsoft.com/office/2009/07/customui"
OLD = "http://schemas.microsoft.com/office/2006/01/customui"
# Callback in the XML -> its parameters in VBA, after the control.
CALLBACKS = {
    "onLoad": ("CfOnLoad", ("ribbonUi As IRibbonUI",)),
    "onAction": ("CfOnAction", ("control As IRibbonControl",)),
    "getLabel": ("CfGetLabel", ("control As IRibbonControl", "ByRef returnedVal")),
    "getScreentip": ("CfGetScreentip", ("control As IRibbonControl", "ByRef returnedVal")),
    "getSupertip": ("CfGetSupertip", ("control As IRibbonControl", "ByRef returnedVal")),
}


def ribbon_xml(namespace: str, working: Container[str]) -> str:
    """Return the XML in one of the two namespaces.

    `working` are the commands that have something to run; the others are
    greyed out, so that no button does nothing.
    """
    root = ET.Element("customUI", {"xmlns": namespace, "onLoad": CALLBACKS["onLoad"][0]})
    tabs = ET.SubElement(ET.SubElement(root, "ribbon"), "tabs")
    tab = ET.SubElement(
        tabs, "tab", {"id": "cuifei_tab", "tag": "tab", "keytip": TAB_KEYTIP, **_asked("getLabel")}
    )
    for group in GROUPS:
        _group(tab, group, working)
    if namespace == NEW:
        menus = ET.SubElement(root, "contextMenus")
        for menu in MENUS:
            _menu(menus, menu, working)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + ET.tostring(
        root, encoding="unicode"
    )


def _asked(*attributes: str) -> dict[str, str]:
    return {name: CALLBACKS[name][0] for name in attributes}


def _group(tab: ET.Element, group: Group, working: Container[str]) -> None:
    tag = f"group_{group.id}"
    element = ET.SubElement(tab, "group", {"id": f"cuifei_{tag}", "tag": tag, **_asked("getLabel")})
    for command in in_group(group.id):
        size = {"size": "large" if command.large else "normal", "keytip": command.keytip}
        _button(element, f"cuifei_{command.id}", command, working, size)


def _menu(menus: ET.Element, menu: str, working: Container[str]) -> None:
    """Our commands stand in a submenu of their own, named like the tab."""
    where = menu.removeprefix("ContextMenu").lower()
    element = ET.SubElement(menus, "contextMenu", {"idMso": menu})
    ET.SubElement(element, "menuSeparator", {"id": f"cuifei_{where}_line"})
    ours = ET.SubElement(
        element, "menu", {"id": f"cuifei_{where}_menu", "tag": "tab", **_asked("getLabel")}
    )
    for command in in_menu(menu):
        _button(ours, f"cuifei_{where}_{command.id}", command, working, {})


def _button(
    parent: ET.Element,
    control: str,
    command: Command,
    working: Container[str],
    more: dict[str, str],
) -> None:
    dead = {} if command.id in working else {"enabled": "false"}
    tips = _asked("getLabel", "getScreentip", "getSupertip", "onAction")
    ET.SubElement(
        parent,
        "button",
        {"id": control, "tag": command.id, **more, "imageMso": command.icon, **dead, **tips},
    )
