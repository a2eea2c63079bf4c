"""An .xlsb workbook made by hand, for nothing at hand writes one: records of BIFF12."""

import struct
import zipfile
from datetime import date, datetime

_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_BINARY = "application/vnd.ms-excel"
GENERAL, DAY, ZEROS = 0, 1, 2


def record(kind, body=b""):
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = len(body), b""
    while True:
        length += bytes([size & 0x7F | (0x80 if size > 127 else 0)])
        size >>= 7
        if not size:
            return head + length + body


def text(value):
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")


def cell(column, value, look):
    head = struct.pack("<I", column) + look.to_bytes(3, "little") + b"\0"
    if isinstance(value, str):
        return record(6, head + text(value))
    if isinstance(value, date):
        moment = (
            value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
        )
        days = (moment - datetime(1899, 12, 30)).days
        return record(5, head + struct.pack("<d", days))
    if isinstance(value, int) and value < 1 << 29:
        return record(2, head + struct.pack("<i", value << 2 | 2))
    return record(5, head + struct.pack("<d", value))


def sheet(rows, zeros, merged, hidden):
    wide = max(len(row) for row in rows)
    out = (
        record(129) + record(148, struct.pack("<IIII", 0, len(rows) - 1, 0, wide - 1)) + record(145)
    )
    for number, row in enumerate(rows):
        flags = 0x1000 if number + 1 in hidden else 0  # fDyZero
        spans = struct.pack("<III", 1, 0, wide - 1)
        out += record(0, struct.pack("<IIHHB", number, 0, 300, flags, 0) + spans)
        for column, value in enumerate(row):
            if value is not None:
                look = DAY if isinstance(value, date) else GENERAL
                look = ZEROS if column in zeros and isinstance(value, int) else look
                out += cell(column, value, look)
    out += record(146)
    if merged:
        out += record(177, struct.pack("<I", len(merged)))
        for top, left, bottom, right in merged:
            out += record(176, struct.pack("<IIII", top - 1, bottom - 1, left - 1, right - 1))
        out += record(178)
    return out + record(130)


def styles(zeros):
    formats = record(615, struct.pack("<I", 2))
    formats += record(44, struct.pack("<H", 164) + text("yyyy-mm-dd"))
    formats += record(44, struct.pack("<H", 165) + text(zeros)) + record(616)
    fonts = record(611, struct.pack("<I", 1))
    font = struct.pack("<HHHHBBBB", 220, 0, 400, 0, 0, 2, 0, 0)
    fonts += record(43, font + b"\x07\x01\0\0\0\0\0\xff" + b"\x02" + text("Calibri")) + record(612)
    fill = (
        struct.pack("<I", 0)
        + b"\x03\x40\0\0\0\0\0\xff" * 2
        + struct.pack("<Idddddi", 0, 0, 0, 0, 0, 0, 0)
    )
    fills = record(603, struct.pack("<I", 1)) + record(45, fill) + record(604)
    side = b"\0\0" + b"\x01\0\0\0\0\0\0\0"
    borders = record(613, struct.pack("<I", 1)) + record(46, b"\0" + side * 5) + record(614)

    def look(parent, number):
        return record(47, struct.pack("<HHHHHBBHBB", parent, number, 0, 0, 0, 0, 0, 0, 0, 0))

    parents = record(626, struct.pack("<I", 1)) + look(0xFFFF, 0) + record(627)
    looks = record(617, struct.pack("<I", 3)) + look(0, 0) + look(0, 164) + look(0, 165)
    own = record(619, struct.pack("<I", 1))
    own += record(48, struct.pack("<IHBB", 0, 1, 0, 0xFF) + text("Normal")) + record(620)
    return (
        record(278)
        + formats
        + fonts
        + fills
        + borders
        + parents
        + looks
        + record(618)
        + own
        + record(279)
    )


def write(path, sheets, zeros=(), code="0000", merged=(), hidden=()):
    """Write sheets (name -> rows); whole numbers in the columns `zeros` (0-based) get `code`."""
    book = record(131) + record(153, struct.pack("<II", 0, 0) + text("")) + record(143)
    links = ""
    types = f'<Default Extension="bin" ContentType="{_BINARY}.sheet.binary.macroEnabled.main"/>'
    plain = "application/vnd.openxmlformats-package.relationships+xml"
    types += f'<Default Extension="rels" ContentType="{plain}"/>'
    types += f'<Override PartName="/xl/styles.bin" ContentType="{_BINARY}.styles"/>'
    parts = {"xl/styles.bin": styles(code)}
    for number, (name, rows) in enumerate(sheets.items(), 1):
        book += record(156, struct.pack("<II", 0, number) + text(f"rId{number}") + text(name))
        part = f"xl/worksheets/sheet{number}.bin"
        parts[part] = sheet(rows, zeros, merged, hidden)
        links += (
            f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet"'
            f' Target="worksheets/sheet{number}.bin"/>'
        )
        types += f'<Override PartName="/{part}" ContentType="{_BINARY}.worksheet"/>'
    links += f'<Relationship Id="rIdS" Type="{_OFFICE}/styles" Target="styles.bin"/>'
    main = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.bin"/>'
    parts["xl/workbook.bin"] = book + record(144) + record(132)
    parts["xl/_rels/workbook.bin.rels"] = f'<Relationships xmlns="{_RELS}">{links}</Relationships>'
    parts["_rels/.rels"] = f'<Relationships xmlns="{_RELS}">{main}</Relationships>'
    parts["[Content_Types].xml"] = f'<Types xmlns="{_TYPES}">{types}</Types>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return path
