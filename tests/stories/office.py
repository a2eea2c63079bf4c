"""A small workbook on disk and its clerk, for stories told through the commands."""

from datetime import date, datetime
from pathlib import Path

from commands import estates, pen
from cuifei.commands import flag, letters, mark
from cuifei.commands.report import plain
from cuifei.commands.select import Wanted
from cuifei.domain.dates import add_months
from cuifei.domain.papers.letter_life import Move
from cuifei.domain.records import Charge, Ledger, PayAccount, Setting, Unit
from cuifei.letters.text import plain as words_of
from cuifei.locale import translator
from cuifei.tables.presets import ladder

TODAY = date(2026, 3, 20)
PAY = PayAccount("样例物业", "样例银行", "6200 0000 0000 0001", community="甲一花园")
SETTINGS = (
    Setting("company", "样例物业服务有限公司"),
    Setting("company_phone", "13000000000"),
    Setting("contact_person", "王样例"),
    Setting("receipts_through", date(2026, 3, 19)),
    Setting("receipts_max_age", 3650),
    Setting("late_fee_rate", "0.05%", "样例合同第8条"),
    Setting("late_fee_cap", "30%", "样例合同第8条"),
)


def unit(name, **facts):
    return Unit(name, **{"owner": f"业主{name}样例", "community": "甲一花园", **facts})


def owes(name, months, *, item="物业费", fen=20_000, last=date(2026, 2, 28)):
    """Return one charge a month, the last due at the end of February."""
    days = [add_months(last, n + 1 - months) for n in range(months)]
    return tuple(Charge(name, item, f"{due:%Y-%m}", fen, due) for due in days)


class Office:
    """A workbook and its clerk."""

    def __init__(self, folder, units, charges, *, preset="residential", **more):
        more = {"settings": SETTINGS, "accounts": (PAY,), **more}
        known = {u.unit: u for u in units}
        self.path = folder / "台账.xlsx"
        rungs = ladder(preset, "residential")
        ledger = Ledger(units=known, charges=charges, rungs=rungs, **more)
        estates.build_once(self.path, ledger)

    def flags(self, day=TODAY):
        report = flag.flag(self.path, day, now=self._clock(day))
        return plain(report.data, translator("en"))

    def writes(self, wanted=None, day=TODAY):
        report = letters.letters(self.path, day, wanted or Wanted(), now=self._clock(day))
        return plain(report.data, translator("en"))

    def marks(self, number, state, day=TODAY, **more):
        mark.mark(self.path, number, Move(state, day, **more), now=self._clock(day))

    def reads(self, sheet):
        """Return a sheet as the clerk sees it: rows by header."""
        return estates.rows(self.path, sheet)

    def types(self, sheet, row, header, value):
        """Type into one cell of a sheet, the record's row counted from 1."""
        pen.type_into(self.path, sheet, row + 1, {header: value})

    def types_row(self, sheet, **cells):
        """Type a row below the last one of a sheet."""
        estates.type_row(self.path, sheet, **cells)

    @staticmethod
    def _clock(day):
        return datetime(day.year, day.month, day.day, 9, 30)


def held(data):
    return {item["unit"]: {b["code"] for b in item["blockers"]} for item in data["held"]}


def by_unit(data):
    return {row["unit"]: row for row in data["rows"]}


def written(data):
    return {item["unit"]: item["document"] for item in data["letters"]}


def paper(letter):
    """Return all that a letter on disk says."""
    return words_of(Path(letter["file"]).read_bytes())


def fen(yuan):
    """Return printed yuan, "1,234.50", as fen."""
    return round(float(yuan.replace(",", "")) * 100)
