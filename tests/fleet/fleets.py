"""Small workbooks for tests of fleets: two units and some debts each."""

from datetime import date
from pathlib import Path
from typing import Any

from commands.estates import AS_OF, NOW, build_once
from cuifei.domain.records import Charge, Ledger, Letter, PayAccount, Payment, Setting, Unit
from cuifei.fleet.fleet import Order
from cuifei.fleet.result import Task
from cuifei.tables.presets import new_ledger

ACCOUNT = PayAccount("样例物业服务有限公司", "样例银行", "6200 0000 0000 0001")
MONTHS = tuple(f"2026-{month:02d}" for month in range(4, 11))
SETTINGS = (
    Setting("company", "样例物业服务有限公司"),
    Setting("company_phone", "13000000000"),
    Setting("contact_person", "王样例"),
    Setting("receipts_through", date(2026, 11, 19)),
    Setting("late_fee_rate", "0"),
)


def ledger(community: str, fen: int, letters: tuple[Letter, ...] = ()) -> Ledger:
    """Return two units of a community, charged `fen` a month: one owes it, the other pays."""
    names = (("1-101", "甲"), ("1-102", "乙"))
    return Ledger(
        units={key: Unit(key, f"{who}样例", community, address="样例路") for key, who in names},
        charges=tuple(
            Charge(unit, "物业费", month, fen, date.fromisoformat(f"{month}-28"))
            for unit, _ in names
            for month in MONTHS
        ),
        payments=tuple(
            Payment("1-102", date.fromisoformat(f"{month}-20"), fen) for month in MONTHS
        ),
        accounts=(ACCOUNT,),
        settings=SETTINGS,
        rungs=new_ledger(),
        letters=letters,
    )


def write(path: Path, community: str, fen: int, letters: tuple[Letter, ...] = ()) -> Path:
    """Write such a workbook."""
    path.parent.mkdir(parents=True, exist_ok=True)
    build_once(path, ledger(community, fen, letters))
    return path


def lawyer_letter(number: str) -> Letter:
    """Return a lawyer letter that is on its way: live."""
    day = date(2026, 11, 10)
    last = date(2026, 12, 1)
    went = {"state": "sent", "sent": day, "delivery": "express", "approved_by": "张样例"}
    return Letter(number, "lawyer_letter", "1-101", day, day, last, 80000, level=5, **went)


def order(
    command: str, pattern: Path, *, lang: str = "en", dry_run: bool = False, **more: Any
) -> Order:
    """Return what a clerk asks of all workbooks of a pattern."""
    return Order(Task(command, "", AS_OF, NOW, lang, dry_run), str(pattern), **more)
