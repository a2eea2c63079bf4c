"""Workbooks that real programs and broken ones write: one part of a sound book is made odd."""

import io
import zipfile

from openpyxl import Workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET, WORKBOOK, LINKS = (
    "xl/worksheets/sheet1.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
)
ROWS = (
    ("房号", "业主", "欠费金额", "到期日"),
    ("1-101", "样例甲", 100, "2026-01-31"),
    ("1-102", "样例乙", 200, "2026-01-31"),
)


def sound():
    """Return a small ledger."""
    book = Workbook()
    book.active.title = "欠费"
    for row in ROWS:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(changes, added=None, dropped=()):
    """Return the ledger with parts changed (name -> function of its bytes), added or dropped."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(sound())) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in dropped:
                new.writestr(name, changes.get(name, bytes)(old.read(name)))
        for name, content in (added or {}).items():
            new.writestr(name, content)
    return out.getvalue()


def swapped(old, new):
    return lambda data: data.replace(old, new)


def with_rows(rows):
    """Return the ledger with more XML at the end of its rows."""
    return changed({SHEET: swapped(b"</sheetData>", rows + b"</sheetData>")})


def cell_at(reference, inside=b"<v>1</v>"):
    """Return the ledger with a cell somewhere far away."""
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return with_rows(f'<row r="{row}"><c r="{reference}">'.encode() + inside + b"</c></row>")


def with_sheet(kind, target, content, namespace=RELATIONS, link="rId99"):
    """Return the ledger with one more entry in its list of sheets."""
    entry = f'<sheet xmlns:r="{RELATIONS}" name="宏" sheetId="9" r:id="{link}"/></sheets>'
    relation = f'<Relationship Id="rId99" Type="{namespace}/{kind}" Target="{target}"/>'
    changes = {WORKBOOK: swapped(b"</sheets>", entry.encode())}
    if content:
        end = b"</Relationships>"
        changes[LINKS] = swapped(end, relation.encode() + end)
    return changed(changes, {f"xl/{target}": content} if content else None)


MACROS = (
    f'<xm:macrosheet xmlns="{MAIN}" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
    '<sheetData><row r="1"><c r="A1"><f>ALERT("x")</f><v>0</v></c></row></sheetData>'
    "</xm:macrosheet>"
).encode()
DIALOG = f'<dialogsheet xmlns="{MAIN}"><sheetPr/></dialogsheet>'.encode()


def encrypted_entries():
    """Return the ledger as a zip whose entries say that they are encrypted."""
    data = bytearray(sound())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as file:
        for info in file.infolist():
            data[info.header_offset + 6] |= 1
    place = 0
    while (place := bytes(data).find(b"PK\x01\x02", place)) >= 0:
        data[place + 8] |= 1
        place += 4
    return bytes(data)


def shared_texts(length, cells):
    """Return the ledger with one long text that many cells share."""
    items = f'<sst xmlns="{MAIN}"><si><t>{"x" * length}</t></si></sst>'.encode()
    rows = b"".join(
        b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(10, 10 + cells)
    )
    body = swapped(b"</sheetData>", rows + b"</sheetData>")
    end = b"</Relationships>"
    relation = (
        f'<Relationship Id="rId98" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
    )
    changes = {SHEET: body, LINKS: swapped(end, relation.encode() + end)}
    return changed(changes, {"xl/sharedStrings.xml": items}, ("xl/sharedStrings.xml",))
