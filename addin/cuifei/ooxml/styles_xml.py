"""Which cell style of the workbook fits, and what is added where none does?

A style is a number: the place of an `xf` in cellXfs. Styles that are there
keep their numbers; new ones are appended, and only when no other is the same.
"""

import copy
import re

from lxml import etree

from cuifei.ooxml.sheet_xml import MAIN, Malformed, number, parse, serialised

GENERAL, WHOLE, MONEY, TEXT = "General", "0", "#,##0.00", "@"
DAY = "yyyy-mm-dd"
_BUILT_IN = {GENERAL: 0, WHOLE: 1, MONEY: 4, TEXT: 49}
_BUILT_IN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_FIRST_OWN = 164
# What comes after the looks of conditional formats (ISO 29500, CT_Stylesheet).
_AFTER_LOOKS = ("tableStyles", "colors", "extLst")


class Styles:
    """The styles part of one workbook while a change is planned."""

    def __init__(self, data: bytes) -> None:
        self._root = parse(data) if data else None
        self.changed = False
        self._dates: dict[int, bool] = {}

    def data(self) -> bytes:
        """Return the part with what was added."""
        return serialised(self._whole())

    def is_date(self, style: int) -> bool:
        """Return whether a number in that style is shown as a day."""
        if style not in self._dates:
            self._dates[style] = self._is_date(style)
        return self._dates[style]

    def _is_date(self, style: int) -> bool:
        formats = self._xfs()
        form = number(formats[style], "numFmtId") if style < len(formats) else 0
        if form in _BUILT_IN_DATES:
            return True
        code = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", self._codes().get(form, ""))
        return re.search("[yd]", code, re.I) is not None

    def variant(self, style: int, code: str) -> int:
        """Return a style that differs from `style` in its number format only; added if need be."""
        xfs = self._xfs()
        if not 0 <= style < len(xfs):
            return style
        wanted = copy.deepcopy(xfs[style])
        wanted.set("numFmtId", str(self._number_format(code)))
        if code != GENERAL:
            wanted.set("applyNumberFormat", "1")
        return self._place(wanted)

    def header(self) -> int:
        """Return a style for headers: bold, as the first font is otherwise."""
        xfs = self._xfs()
        fonts = self._root.find(f"{{{MAIN}}}fonts") if self._root is not None else None
        if not xfs or fonts is None or not len(fonts):
            return 0
        bold = copy.deepcopy(fonts[0])
        if bold.find(f"{{{MAIN}}}b") is None:
            bold.insert(0, etree.SubElement(bold, f"{{{MAIN}}}b"))
        wanted = copy.deepcopy(xfs[0])
        wanted.set("fontId", str(self._add(fonts, bold)))
        wanted.set("applyFont", "1")
        return self._place(wanted)

    def adopt(self, other: "Styles", style: int) -> int:
        """Return the style that looks as `style` does in another workbook; added if need be."""
        wanted = copy.deepcopy(other._xfs()[style])
        for group, mark in (("fonts", "fontId"), ("fills", "fillId"), ("borders", "borderId")):
            theirs, ours = other._group(group), self._group(group)
            look = copy.deepcopy(theirs[number(wanted, mark)])
            wanted.set(mark, str(self._add(ours, look)))
        code = other._codes().get(number(wanted, "numFmtId"))
        if code is not None:
            wanted.set("numFmtId", str(self._number_format(code)))
        wanted.set("xfId", "0")
        return self._place(wanted)

    def look(self, ink: str, fill: str, bold: bool) -> int:
        """Return the look (dxf) of conditional formats with these colours; added if need be."""
        strong = "<b/>" if bold else ""
        return self._add(
            self._looks_group(),
            parse(
                f'<dxf xmlns="{MAIN}"><font>{strong}<color rgb="FF{ink}"/></font>'
                f'<fill><patternFill><bgColor rgb="FF{fill}"/></patternFill></fill></dxf>'.encode()
            ),
        )

    def adopt_look(self, other: "Styles", look: int) -> int:
        """Return the look (dxf) that is as `look` in another workbook; added if need be."""
        return self._add(self._looks_group(), copy.deepcopy(other._group("dxfs")[look]))

    def _looks_group(self) -> etree._Element:
        root = self._whole()
        group = root.find(f"{{{MAIN}}}dxfs")
        if group is None:
            group = etree.Element(f"{{{MAIN}}}dxfs", count="0")
            later = (root.find(f"{{{MAIN}}}{name}") for name in _AFTER_LOOKS)
            place = next((node for node in later if node is not None), None)
            place.addprevious(group) if place is not None else root.append(group)
        return group

    def _whole(self) -> etree._Element:
        if self._root is None:
            raise Malformed("no styles")
        return self._root

    def _group(self, name: str) -> etree._Element:
        group = self._whole().find(f"{{{MAIN}}}{name}")
        if group is None:
            raise Malformed(f"no {name}")
        return group

    def _xfs(self) -> list[etree._Element]:
        cell_formats = self._root.find(f"{{{MAIN}}}cellXfs") if self._root is not None else None
        return [] if cell_formats is None else list(cell_formats)

    def _place(self, wanted: etree._Element) -> int:
        return self._add(self._group("cellXfs"), wanted)

    def _add(self, group: etree._Element, wanted: etree._Element) -> int:
        for place, known in enumerate(group):
            if _looks(known) == _looks(wanted):
                return place
        group.append(wanted)
        group.set("count", str(len(group)))
        self.changed = True
        self._dates.clear()
        return len(group) - 1

    def _codes(self) -> dict[int, str]:
        nodes = self._whole().iterfind(f"{{{MAIN}}}numFmts/{{{MAIN}}}numFmt")
        return {number(n, "numFmtId"): str(n.get("formatCode", "")) for n in nodes}

    def _number_format(self, code: str) -> int:
        if code in _BUILT_IN:
            return _BUILT_IN[code]
        codes = self._codes()
        for known, text in codes.items():
            if text.replace("\\", "").lower() == code:
                return known
        group = self._whole().find(f"{{{MAIN}}}numFmts")
        if group is None:
            group = etree.Element(f"{{{MAIN}}}numFmts")
            self._whole().insert(0, group)
        fresh = max([_FIRST_OWN - 1, *codes]) + 1
        etree.SubElement(group, f"{{{MAIN}}}numFmt", numFmtId=str(fresh), formatCode=code)
        group.set("count", str(len(group)))
        self.changed = True
        return fresh


def _looks(node: etree._Element) -> tuple[object, ...]:
    """Return what makes two styles the same: attributes that say something, and children."""
    known = {str(name): str(value) for name, value in node.attrib.items()}
    marks = {k: v for k, v in known.items() if not (k.startswith("apply") or v == "0")}
    kind = etree.QName(node).localname if isinstance(node.tag, str) else ""
    return kind, tuple(sorted(marks.items())), tuple(_looks(child) for child in node)
