"""Would Excel show this ribbon? It drops a faulty one without a word, so we look first.

The grammar is the part of Microsoft's customUI schemas (2006/01, 2009/07) that
we use; anything else is reported, also where Excel would allow it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from cuifei.excel.ribbon import NEW, OLD
from cuifei.menu.command import GROUPS
from cuifei.menu.command_table import BY_ID
from excel import known_controls

_CHILDREN = {
    "customUI": {"ribbon", "contextMenus"},
    "ribbon": {"tabs"},
    "tabs": {"tab"},
    "tab": {"group"},
    "group": {"button"},
    "contextMenus": {"contextMenu"},
    "contextMenu": {"menu", "menuSeparator"},
    "menu": {"button"},
    "button": set(),
    "menuSeparator": set(),
}
_IDS = {"id", "idQ", "idMso"}
_LABELLED = {"label", "getLabel", "tag"}
_BUTTON = (
    _IDS
    | _LABELLED
    | {"keytip"}
    | {
        "imageMso",
        "enabled",
        "onAction",
        "screentip",
        "getScreentip",
        "supertip",
        "getSupertip",
    }
)
_ATTRIBUTES = {
    "customUI": {"onLoad"},
    "ribbon": {"startFromScratch"},
    "tabs": set(),
    "tab": _IDS | _LABELLED | {"keytip", "insertAfterMso", "insertBeforeMso"},
    "group": _IDS | _LABELLED,
    "contextMenus": set(),
    "contextMenu": {"idMso"},
    "menu": _IDS | _LABELLED,
    "button": _BUTTON | {"size"},
    "menuSeparator": {"id", "idQ"},
}
_ALLOWED = {"size": {"large", "normal"}, "enabled": {"true", "false"}}
# A button in a menu has no size of its own.
_NOT_IN_MENUS = {"size"}
_EITHER = (("label", "getLabel"), ("screentip", "getScreentip"), ("supertip", "getSupertip"))
_LABEL_NEEDED = {"tab", "group", "menu", "button"}
_PARAMETERS = {"onLoad": 1, "onAction": 1}
_SUB = re.compile(r"^(?:Public )?Sub (\w+)\((.*?)\)", re.MULTILINE)


def lint(xml: str, vba: str) -> list[str]:
    """Return what is wrong with a ribbon whose callbacks are Subs in the module `vba`."""
    try:
        root = ET.fromstring(xml)
    except ET.ParseError as error:
        return [f"not well-formed: {error}"]
    namespace, _, name = root.tag.removeprefix("{").partition("}")
    if name != "customUI" or namespace not in (NEW, OLD):
        return [f"the root is {root.tag}"]
    found = [*_elements(root, "", namespace), *_repeated(root), *_callbacks(root, vba)]
    if namespace == OLD and any(e.tag.endswith("}contextMenus") for e in root.iter()):
        found.append("hosts of 2006 know no contextMenus, and drop the whole ribbon")
    return found


def _elements(element: ET.Element, parent: str, namespace: str) -> Iterator[str]:
    space, _, name = element.tag.removeprefix("{").partition("}")
    if space != namespace or name not in _CHILDREN:
        yield f"unknown element {element.tag}"
        return
    if parent and name not in _CHILDREN[parent]:
        yield f"{name} may not stand in {parent}"
    yield from _attributes(element, name, parent)
    for child in element:
        yield from _elements(child, name, namespace)


def _attributes(element: ET.Element, name: str, parent: str) -> Iterator[str]:
    where = f"{name} {element.get('id') or element.get('idMso') or ''}".strip()
    given = element.attrib
    allowed = _ATTRIBUTES[name] - (_NOT_IN_MENUS if parent == "menu" else set())
    for attribute, value in given.items():
        if attribute not in allowed:
            yield f"{where}: attribute {attribute} is not allowed"
        if value not in _ALLOWED.get(attribute, {value}):
            yield f"{where}: {attribute} may not be {value}"
        if not 1 <= len(value) <= 1024:
            yield f"{where}: {attribute} is blank or too long"
    if allowed & _IDS and len(_IDS & given.keys()) != 1:
        yield f"{where}: exactly one of id, idQ and idMso"
    for fixed, asked in _EITHER:
        if fixed in given and asked in given:
            yield f"{where}: {fixed} and {asked} exclude each other"
    if name in _LABEL_NEEDED and not {"label", "getLabel"} & given.keys():
        yield f"{where}: no label"
    yield from _names(element, name, where)


def _names(element: ET.Element, name: str, where: str) -> Iterator[str]:
    image, built_in = element.get("imageMso"), element.get("idMso")
    if image and image not in known_controls.IMAGES:
        yield f"{where}: unknown imageMso {image}"
    if built_in and built_in not in known_controls.MENUS:
        yield f"{where}: unknown idMso {built_in}"
    if not re.fullmatch(r"[A-Za-z_][\w.-]*", element.get("id", "x"), re.ASCII):
        yield f"{where}: {element.get('id')} is no id"
    if len(element.get("keytip", "")) > 3:
        yield f"{where}: a keytip has 3 letters at most"
    tags = {"tab"} | {f"group_{group.id}" for group in GROUPS} | BY_ID.keys()
    if name in _LABEL_NEEDED and element.get("tag") not in tags:
        yield f"{where}: the command table has no {element.get('tag')}"


def _repeated(root: ET.Element) -> Iterator[str]:
    ids = Counter(element.get("id") for element in root.iter() if element.get("id"))
    yield from (f"id {name} stands {count} times" for name, count in ids.items() if count > 1)


def _callbacks(root: ET.Element, vba: str) -> Iterator[str]:
    subs = {name: len(params.split(",")) for name, params in _SUB.findall(vba)}
    asked = {
        (attribute, value)
        for element in root.iter()
        for attribute, value in element.attrib.items()
        if attribute.startswith(("get", "on"))
    }
    for attribute, sub in sorted(asked):
        needed = _PARAMETERS.get(attribute, 2)
        if sub not in subs:
            yield f"{attribute}: there is no Sub {sub}"
        elif subs[sub] != needed:
            yield f"{attribute}: {sub} takes {subs[sub]} parameters, not {needed}"
