"""An old .xls workbook whose stream is so short that it lies in small sectors, built by hand.

xlwt never makes one, as it fills every stream up; other programs do ([MS-CFB] 2.4).
"""

import struct

END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
SECTOR, SMALL = 512, 64


def numbers(*known: int) -> bytes:
    """Return a sector of sector numbers, filled up with free ones."""
    return struct.pack(f"<{SECTOR // 4}I", *known, *[FREE] * (SECTOR // 4 - len(known)))


def entry(name: str, kind: int, start: int, size: int) -> bytes:
    """Return an entry of the directory: 5 is its root, 2 a stream."""
    raw = name.encode("utf-16-le")
    head = raw.ljust(64, b"\0") + struct.pack("<HBB3I", len(raw) + 2, kind, 1, FREE, FREE, 1)
    return head.ljust(116, b"\0") + struct.pack("<IQ", start, size)


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def workbook(row: int, column: int) -> bytes:
    """Return a workbook of one sheet with one number, at a place counted from 0."""
    bof = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    name = b"\x01\x00s"
    size = len(bof) + 4 + 6 + len(name) + 4
    sheet = record(0x85, struct.pack("<IH", size, 0) + name)
    cell = record(0x203, struct.pack("<HHHd", row, column, 0, 1.0))
    stream = bof + sheet + record(0x0A, b"") + bof + cell + record(0x0A, b"")
    count = -(-len(stream) // SMALL)
    small = numbers(*range(1, count), END)
    tables = [numbers(FAT, END, END, END), entry("Root Entry", 5, 3, count * SMALL)]
    tables[1] += entry("Workbook", 2, 0, len(stream)) + bytes(2 * 128)
    header = struct.pack("<8s16sHHHHH6xIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"",
                         0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 2, 1, END, 0, 0)  # fmt: skip
    header = header.ljust(SECTOR, b"\xff")
    return header + tables[0] + tables[1] + small + stream.ljust(SECTOR, b"\0")
