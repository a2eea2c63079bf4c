"""How does a workbook saved by openpyxl become the same bytes on every build?

Times are fixed; texts that openpyxl writes inside the cells go to the shared
table where Excel keeps them, and fonts get the schema's order, so that Excel's
first save moves nothing and validators have nothing to say.
"""

import io
import re
import zipfile

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_INLINE = re.compile(rb't="inlineStr"><is>(<t(?: xml:space="preserve")?>[^<]*</t>)</is>')
_FONT = re.compile(rb"<font>(.*?)</font>", re.S)
_FONT_CHILD = re.compile(rb"<(\w+)[^>]*/>")
_FONT_ORDER = (
    b"b i strike condense extend outline shadow u vertAlign sz color name family charset scheme"
).split()

_STRINGS = "xl/sharedStrings.xml"
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TABLE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<sst xmlns="%b" count="%d" uniqueCount="%d">%b</sst>'
)
_TYPE = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.'
    b'openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)
_LINK = (
    b'<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    b'sharedStrings" Target="/xl/sharedStrings.xml" Id="rIdStrings"/></Relationships>'
)


def repacked(saved: io.BytesIO, modified: str) -> bytes:
    """Return the package with every time fixed (`modified`: ISO, UTC) and its texts shared."""
    with zipfile.ZipFile(saved) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    _share_texts(parts)
    core, styles = "docProps/core.xml", "xl/styles.xml"
    parts[core] = _MODIFIED.sub(rb"\g<1>" + modified.encode(), parts[core])
    parts[styles] = _FONT.sub(_in_order, parts[styles])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            part = zipfile.ZipInfo(name, _ZIP_TIME)
            part.compress_type, part.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            target.writestr(part, data)
    return out.getvalue()


def _share_texts(parts: dict[str, bytes]) -> None:
    texts: dict[bytes, int] = {}
    uses = 0
    for name, data in parts.items():
        if name.startswith("xl/worksheets/sheet"):
            parts[name], count = _INLINE.subn(lambda match: _shared(match, texts), data)
            uses += count
    items = b"".join(b"<si>%b</si>" % text for text in texts)
    parts[_STRINGS] = _TABLE % (_MAIN, uses, len(texts), items)
    for name, tail in (("[Content_Types].xml", _TYPE), ("xl/_rels/workbook.xml.rels", _LINK)):
        parts[name] = parts[name].replace(tail[tail.rindex(b"</") :], tail)


def _shared(match: re.Match[bytes], texts: dict[bytes, int]) -> bytes:
    return b't="s"><v>%d</v>' % texts.setdefault(match[1], len(texts))


def _in_order(font: re.Match[bytes]) -> bytes:
    children = _FONT_CHILD.finditer(font[1])
    ordered = sorted(children, key=lambda child: _FONT_ORDER.index(child[1]))
    return b"<font>%b</font>" % b"".join(child[0] for child in ordered)
