"""What came into the bank account of the demo estate on its day? A statement to try `receipts` on.

Most lines are certain; the last ones are what a person has to decide, and what
is no receipt at all.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from cuifei.domain import money
from cuifei.domain.codes import UseType
from cuifei.domain.keys import natural
from cuifei.domain.ladder.cases import Case, Docket
from cuifei.locale import Both
from cuifei.tables.list_file import write_csv

FILES = Both("银行流水", "bank statement")
HEAD = ("交易日期", "交易时间", "贷方发生额", "借方发生额", "对方户名", "附言", "交易流水号")
_ROOM, _SILENT, _TENANT = 10, 4, 6
_STRANGER = "租客样甲"

Line = tuple[int, str, str]


def write(folder: Path, docket: Docket, lang: str) -> Path:
    """Write the statement of the docket's day into `folder` and return its path."""
    path = folder / f"{FILES[lang]}.csv"
    rows = [_row(docket.as_of, number, line) for number, line in enumerate(_lines(docket.cases), 1)]
    write_csv(path, HEAD, rows)
    return path


def _lines(cases: Mapping[str, Case]) -> Iterator[Line]:
    """Yield (fen, payer, note) of each line; below zero is what went out."""
    several = [case.unit.owner for case in cases.values()]
    owing = sorted(
        (c for c in cases.values() if c.arrears.owed and c.unit.use_type == UseType.RESIDENTIAL),
        key=lambda case: natural(case.unit.unit),
    )
    alone = [case for case in owing if several.count(case.unit.owner) == 1]
    for number, case in enumerate(alone[:_ROOM]):
        yield case.arrears.owed, case.unit.owner, f"{_spelt(case, number)}物业费"
    for case in alone[_ROOM : _ROOM + _SILENT]:
        yield case.arrears.owed, case.unit.owner, "物业费"
    remaining = alone[_ROOM + _SILENT :]
    for number, case in enumerate(remaining[:_TENANT]):
        yield case.arrears.lines[0].unpaid, _STRANGER, _spelt(case, number)
    for debtor, other in zip(
        remaining[_TENANT : _TENANT + 1], remaining[_TENANT + 1 :], strict=False
    ):
        yield debtor.arrears.owed + 1_111, _STRANGER, _spelt(debtor, 0)
        yield debtor.arrears.owed, debtor.unit.owner, _spelt(other, 1)
        yield other.arrears.owed, _STRANGER, "物业费"
    yield -26_000, "样例保洁公司（虚构）", "保洁费"
    yield 188, "", "结息"


def _spelt(case: Case, number: int) -> str:
    """Return a room as owners write it, each in another way."""
    unit = case.unit
    building, room = unit.unit.split("-")[1:3]
    return (
        unit.unit,
        f"{unit.community}{building}栋{room}",
        f"{unit.community}{building}-{room}",
        f"{unit.community} {building}号楼{room}室",
    )[number % 4]


def _row(day: date, number: int, line: Line) -> dict[str, str]:
    fen, payer, note = line
    came, went = (money.plain(fen), "") if fen > 0 else ("", money.plain(-fen))
    stamp, serial = f"{9 + number // 60:02d}:{number % 60:02d}:00", f"{day:%Y%m%d}{number:08d}"
    return dict(zip(HEAD, (day.isoformat(), stamp, came, went, payer, note, serial), strict=True))
