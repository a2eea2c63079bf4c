"""What do the worst files of 20 MB cost? At most 60 s of work and 1 GB, or a sentence.

    PYTHONPATH=addin:tests:. python tests/bench/worst_inputs.py [CASE …]

Each command in a child of its own; printed are seconds of work (the processor's), the most memory
that was resident, and what the command said. A `!` stands before what is over.
"""

import os
import resource
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import xlwt

from cuifei.commands import adopt, check, flag, receipts
from cuifei.commands.boundary import Failed, attempt
from cuifei.domain.records import Charge, Ledger, Payment, Unit
from cuifei.newbook import build
from cuifei.ooxml.a1 import column_letters
from files import odd_books

NOW, DAY = datetime(2026, 11, 20, 9, 30), date(2026, 11, 20)
MOST_SECONDS, MOST_MEMORY, MOST_BYTES = 60, 1 << 30, 20 << 20
BEYOND = 6 << 30  # address space at which a child is stopped
HEADER = "房号,业主,费用项目,账期,欠费金额,到期日,备注"


def line(number: int) -> tuple[str, ...]:
    """Return one line of an invented ledger."""
    unit = f"{number // 1000 + 1}-{number % 1000 // 10 + 1}{number % 10:02}"
    return unit, f"样例{number}", "物业费", "2026-01", f"{number % 977 + 1}.50", "2026-01-31", ""


def cell(name: str, value: object) -> str:
    if isinstance(value, str):
        return f'<c r="{name}" t="inlineStr"><is><t>{value}</t></is></c>'
    return f'<c r="{name}"><v>{value}</v></c>'


def rows(number: int, columns: int, value: Callable[[int, int], object], start: int = 10) -> bytes:
    letters = [column_letters(n) for n in range(1, columns + 1)]
    return "".join(
        f'<row r="{r}">'
        + "".join(cell(f"{letters[c]}{r}", value(r, c)) for c in range(columns))
        + "</row>"
        for r in range(start, start + number)
    ).encode()


def shared(number: int, length: int) -> bytes:
    """Return a book of many different shared strings, of which a tenth is shown."""
    items = "".join(f"<si><t>样{n:0{length}}</t></si>" for n in range(number))
    body = f'<sst xmlns="{odd_books.MAIN}">{items}</sst>'.encode()
    cells = b"".join(
        b'<row r="%d"><c r="A%d" t="s"><v>%d</v></c></row>' % (n, n, n * 10)
        for n in range(10, number // 10)
    )
    end = b"</Relationships>"
    relation = (
        f'<Relationship Id="rId98" Type="{odd_books.RELATIONS}/sharedStrings"'
        ' Target="sharedStrings.xml"/>'
    )
    changes = {
        odd_books.SHEET: odd_books.swapped(b"</sheetData>", cells + b"</sheetData>"),
        odd_books.LINKS: odd_books.swapped(end, relation.encode() + end),
    }
    return odd_books.changed(changes, {"xl/sharedStrings.xml": body}, ("xl/sharedStrings.xml",))


def in_sheet(before: bytes, xml: bytes) -> bytes:
    return odd_books.changed({odd_books.SHEET: odd_books.swapped(before, xml + before)})


def styles(number: int) -> bytes:
    xf = '<xf numFmtId="{}" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    xfs = "".join(xf.format(164 + n) for n in range(number))
    formats = "".join(f'<numFmt numFmtId="{164 + n}" formatCode="0.{n}"/>' for n in range(number))

    def more(data: bytes) -> bytes:
        data = data.replace(b"</cellXfs>", xfs.encode() + b"</cellXfs>")
        return data.replace(b"<fonts", f"<numFmts>{formats}</numFmts><fonts".encode(), 1)

    return odd_books.changed({"xl/styles.xml": more})


def many_sheets(number: int) -> bytes:
    sheet = f'<worksheet xmlns="{odd_books.MAIN}"><sheetData/></worksheet>'.encode()
    entries, links, added = [], [], {}
    for n in range(number):
        entries.append(
            f'<sheet xmlns:r="{odd_books.RELATIONS}" name="s{n}" sheetId="{n + 9}" r:id="x{n}"/>'
        )
        links.append(
            f'<Relationship Id="x{n}" Type="{odd_books.RELATIONS}/worksheet" Target="y/{n}.xml"/>'
        )
        added[f"xl/y/{n}.xml"] = sheet
    changes = {
        odd_books.WORKBOOK: odd_books.swapped(
            b"</sheets>", "".join(entries).encode() + b"</sheets>"
        ),
        odd_books.LINKS: odd_books.swapped(
            b"</Relationships>", "".join(links).encode() + b"</Relationships>"
        ),
    }
    return odd_books.changed(changes, added)


def names(number: int) -> bytes:
    xml = "".join(f'<definedName name="n{n}">欠费!$A${n + 1}</definedName>' for n in range(number))

    def more(data: bytes) -> bytes:
        data = data.replace(b"<definedNames/>", b"").replace(b"<definedNames />", b"")
        return data.replace(
            b"</sheets>", b"</sheets><definedNames>" + xml.encode() + b"</definedNames>"
        )

    return odd_books.changed({odd_books.WORKBOOK: more})


def old_excel(number: int) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("欠费")
    for r, values in enumerate((HEADER.split(","), *(line(n) for n in range(number)))):
        for c, value in enumerate(values):
            sheet.write(r, c, value)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def own(units: int, months: int) -> bytes:
    """Return a ledger of ours, every unit charged for so many months and half of it paid."""
    homes = {f"{n // 100 + 1}-{n % 100 + 1}": n for n in range(units)}
    ledger = Ledger(
        units={unit: Unit(unit, f"样例{n}", "样例苑") for unit, n in homes.items()},
        charges=tuple(
            Charge(unit, "物业费", f"{2014 + m // 12}-{m % 12 + 1:02}", 10_000 + n % 977, due)
            for unit, n in homes.items()
            for m in range(months)
            for due in (date(2014 + m // 12, m % 12 + 1, 25),)
        ),
        payments=tuple(
            Payment(unit, date(2014 + m // 12, m % 12 + 1, 20), 5_000, voucher=f"V{n}-{m}")
            for unit, n in homes.items()
            for m in range(0, months, 3)
        ),
    )
    with tempfile.TemporaryDirectory() as place:
        path = Path(place, "a.xlsx")
        build.build(path, ledger)
        return path.read_bytes()


def table_of(number: int) -> bytes:
    """Return a ledger of so many lines in a sheet of Excel, with a header in its first row."""
    start = f"<worksheet xmlns={odd_books.MAIN!r}><sheetData>".replace("'", '"').encode()
    header = rows(1, 7, lambda r, c: HEADER.split(",")[c], 1)
    body = rows(number, 7, lambda r, c: float(line(r)[c]) if c == 4 else line(r)[c], 2)
    sheet = start + header + body + b"</sheetData></worksheet>"
    return odd_books.changed({odd_books.SHEET: lambda data: sheet})


def text(number: int, head: str = HEADER, end: str = "\n") -> bytes:
    return end.join((head, *(",".join(line(n)) for n in range(number)))).encode()


def statement(number: int) -> bytes:
    head = "交易日期,交易流水号,对方户名,收入,支出,余额,摘要"
    body = (
        f"2026-11-{n % 19 + 1:02},S{n},样例{n},{n % 977 + 1}.50,,1.00,{line(n)[0]} 物业费"
        for n in range(number)
    )
    return "\n".join((head, *body)).encode()


def page(inner: bytes) -> bytes:
    return b"<html><body>" + inner + b"</body></html>"


def web_ledger(number: int) -> bytes:
    lines = (HEADER.split(","), *(line(n) for n in range(number)))
    body = "".join("<tr>" + "".join(f"<td>{v}</td>" for v in one) + "</tr>" for one in lines)
    return page(f"<table>{body}</table>".encode())


CASES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "wide sheet": ("a.xlsx", lambda: in_sheet(b"</sheetData>", rows(110, 16_384, lambda r, c: c))),
    "1,048,576 rows": (
        "a.xlsx",
        lambda: in_sheet(b"</sheetData>", rows(1_048_560, 1, lambda r, c: r)),
    ),
    "ledger of 130,000 lines": ("a.xlsx", lambda: table_of(130_000)),
    "600,000 shared strings": ("a.xlsx", lambda: shared(600_000, 20)),
    "shared strings of 200 MB": ("a.xlsx", lambda: shared(100_000, 2_000)),
    "100,000 styles": ("a.xlsx", lambda: styles(100_000)),
    "300,000 merged cells": (
        "a.xlsx",
        lambda: in_sheet(
            b"<pageMargins",
            b"<mergeCells>"
            + b"".join(b'<mergeCell ref="A%d:C%d"/>' % (n, n) for n in range(10, 300_010))
            + b"</mergeCells>",
        ),
    ),
    "300,000 defined names": ("a.xlsx", lambda: names(300_000)),
    "100,000 conditional formats": (
        "a.xlsx",
        lambda: in_sheet(
            b"<pageMargins",
            b"".join(
                b'<conditionalFormatting sqref="A%d"><cfRule type="cellIs" priority="%d"'
                b' operator="greaterThan"><formula>%d</formula></cfRule></conditionalFormatting>'
                % (n, n, n)
                for n in range(1, 100_001)
            ),
        ),
    ),
    "9,000 sheets": ("a.xlsx", lambda: many_sheets(9_000)),
    "one line of 20 MB": ("a.csv", lambda: b"1-101," * (MOST_BYTES // 6)),
    "one column of 149,000 lines": ("a.csv", lambda: b"\n".join(b"%d" % n for n in range(149_000))),
    "lines of 149,000": ("a.csv", lambda: text(149_000)),
    "one quotation mark": ("a.csv", lambda: b'"' + text(149_000)),
    "statement of 99,000 lines": ("a.csv", lambda: statement(99_000)),
    "web page of 65,000 lines": ("a.xls", lambda: web_ledger(65_000)),
    "web tables in tables": (
        "a.xls",
        lambda: page(b"<table><tr><td>" * 200_000 + b"x" + b"</td></tr></table>" * 200_000),
    ),
    "web page of spans": (
        "a.xls",
        lambda: page(b"<table>" + b'<tr><td rowspan="3" colspan="9">x</td></tr>' * 20_000),
    ),
    "old Excel of 60,000 lines": ("a.xls", lambda: old_excel(60_000)),
    "own ledger of 120,000 charges": ("a.xlsx", lambda: own(1_000, 120)),
}


def commands(path: Path, book: Path) -> dict[str, Callable[[], object]]:
    return {
        "adopt": lambda: adopt.adopt(path, now=NOW, yes=True),
        "check": lambda: check.check(path),
        "flag": lambda: flag.flag(path, DAY, now=NOW),
        "receipts": lambda: receipts.receipts(book, path, DAY, now=NOW),
    }


def measured(task: Callable[[], object]) -> tuple[float, int, str]:
    """Return seconds of work, resident bytes above an idle interpreter's, and what was said."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_AS, (BEYOND, BEYOND))
        try:
            outcome = attempt(task)
            said = str(outcome.error.what) if isinstance(outcome, Failed) else "done"
        except BaseException as error:
            said = f"! {type(error).__name__} {error}"
        os.write(write, said.encode()[:300])
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        told = pipe.read().decode(errors="ignore")
    _, status, usage = os.wait4(child, 0)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss << 10, told or f"! died {status}"


def trials(file: str, make: Callable[[], bytes]) -> Iterator[tuple[str, int, float, int, str]]:
    """Yield, for each command, the file's size and what it cost."""
    with tempfile.TemporaryDirectory() as place:
        data = Path(place, file)
        data.write_bytes(make())
        size = data.stat().st_size
        assert size <= MOST_BYTES, f"{size} bytes"
        for command in ("adopt", "check", "flag", "receipts"):
            folder = Path(place, command)
            folder.mkdir()
            path = Path(shutil.copy(data, folder))
            book = folder / "台账.xlsx"
            if command == "receipts":
                build.build(book, Ledger(units={"1-101": Unit("1-101", "样例1")}))
            yield command, size, *measured(commands(path, book)[command])


def main(wanted: list[str]) -> int:
    over = 0
    for name, (file, make) in CASES.items():
        if wanted and not any(word in name for word in wanted):
            continue
        for command, size, seconds, memory, said in trials(file, make):
            bad = seconds > MOST_SECONDS or memory > MOST_MEMORY or said.startswith("!")
            over += bad
            print(
                f"{'!' if bad else ' '} {name:32} {size / 1e6:5.1f} MB "
                f"{command:9} {seconds:5.1f} s {memory / 1e6:5.0f} MB  {said[:150]}",
                flush=True,
            )
    print(f"{over} over")
    return over


if __name__ == "__main__":
    sys.exit(bool(main(sys.argv[1:])))
