"""A year in an office where things break, against a second bookkeeper (tally.py).

    PYTHONPATH=addin:tests:. python -m faults.year UNITS DAYS [SEED]

Every day: money is typed or comes as a statement, the ledger is flagged, letters are made,
marked, and taken back now and then. Two clerks, whose clocks are seven minutes apart, type in
another program in between. Once a week a command is killed; twice a year an old backup is put
back, and what it had lost is entered again. What is owed is compared with the tally every day.
"""

import csv
import shutil
import sys
import tempfile
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from cuifei.commands import approve, charges, flag, legal, letters, mark, receipts, todo, undo
from cuifei.commands.boundary import Failed, attempt
from cuifei.commands.report import Report
from cuifei.commands.select import Wanted
from cuifei.commands.verify import verify
from cuifei.domain.papers.letter_life import Move
from faults import estate, injector
from faults.hand import typed
from faults.office import digest, manifests, rows
from faults.tally import Tally, in_fen

APART = timedelta(minutes=7)
AGAIN = 10  # days within which the same sum of a unit may be the same money
KILLS, NEXT_STATES = 40, {"已生成": "printed", "已打印": "sent", "已寄出": "served"}


class Year:
    """One office. `wrong`: what was not as it must be."""

    def __init__(self, folder: Path, units: int, seed: int) -> None:
        self.rng = Random(f"year {units} {seed}")
        self.book, self.day = folder / "台账.xlsx", estate.START
        self.tally = estate.build(self.book, units, self.rng)
        self.units = [estate.name(number) for number in range(units)]
        self.clock = 0
        self.states: OrderedDict[str, Tally] = OrderedDict()
        self.statements: list[Path] = []
        self.typed: dict[str, tuple[str, date, int]] = {}
        self.wrong: list[str] = []
        self.done: Counter[str] = Counter()
        self.lost: set[str] = set()

    # --- how a command is run ------------------------------------------------------------------

    def now(self) -> datetime:
        """Return what the clock says of whose turn it is."""
        self.clock += 1
        moment = datetime.combine(self.day, datetime.min.time()) + timedelta(hours=9)
        return moment + timedelta(minutes=self.clock) - APART * (self.clock % 2)

    def remember(self) -> None:
        self.states[digest(self.book)] = self.tally.copy()
        while len(self.states) > 400:
            self.states.popitem(last=False)

    def run(self, name: str, task: Callable[[], Report], kill: bool = False) -> Report | None:
        """Run a command; where it is to be killed, once in a child before."""
        self.remember()
        if kill:
            ended = injector.run(
                self.book.parent,
                lambda: isinstance(attempt(task), Failed),
                nth=self.rng.randint(1, KILLS),
            )
            self.done["killed"] += ended.killed
            if ended.traceback:
                self.wrong.append(f"{self.day} {name}: {ended.traceback}")
        outcome = attempt(task)
        self.done[name] += 1
        if isinstance(outcome, Failed):
            self.wrong.append(f"{self.day} {name}: {outcome.error.what} {outcome.written}")
            return None
        self.remember()
        return outcome

    # --- what happens in a day -------------------------------------------------------------------

    def money(self, kill: bool) -> None:
        """Let some owners pay: half of them on the day's statement, the others at the counter."""
        coming = dict(self._coming())
        lines = dict(list(coming.items())[::2])
        if lines:
            self.statements.append(self._statement(lines))
            self.take(self.statements[-1], lines, kill)
        typing = {v: line for v, line in coming.items() if v not in lines}
        typing |= dict(self._reversal())
        self.by_hand(typing)

    def _coming(self) -> Iterator[tuple[str, tuple[str, date, int]]]:
        number = 0
        for unit, fen in self.tally.owed(self.day + timedelta(days=40)).items():
            if self.rng.random() < (0.004 if unit in estate.slow(self.units) else 0.05):
                number += 1
                part = fen if self.rng.random() < 0.8 else self.rng.randint(1, fen)
                yield f"V{self.day:%y%m%d}{number:03}", (unit, self.day, part)

    def _reversal(self) -> Iterator[tuple[str, tuple[str, date, int]]]:
        """Yield that the last typed payment was a mistake, one time in ten."""
        taken_back = {voucher.removesuffix("R") for voucher in self.typed if voucher[-1] == "R"}
        standing = [v for v in self.typed if v[-1] != "R" and v not in taken_back]
        if standing and self.rng.random() < 0.1 and standing[-1] in self.tally.payments:
            unit, _, fen = self.typed[standing[-1]]
            yield f"{standing[-1]}R", (unit, self.day, -fen)

    def _statement(self, lines: dict[str, tuple[str, date, int]]) -> Path:
        path = self.book.with_name(f"流水 {self.day}.csv")
        with path.open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(("交易日期", "交易流水号", "对方户名", "收入", "支出", "余额", "摘要"))
            for voucher, (unit, day, fen) in lines.items():
                note = f"{unit} 物业费"
                row = (day, voucher, estate.owner(unit), f"{fen / 100:.2f}", "", "1.00", note)
                out.writerow(row)
        return path

    def take(self, path: Path, lines: dict[str, tuple[str, date, int]], kill: bool = False) -> None:
        """Take a statement; every line of it is in the books then, or is asked about rightly."""
        report = self.run(
            "receipts",
            lambda: receipts.receipts(self.book, path, self.day, now=self.now()),
            kill,
        )
        asked = {str(item["id"]) for item in report.data["undecided"]} if report else set()
        needless = [voucher for voucher in asked & lines.keys() if not self._again(voucher, lines)]
        self.wrong += [f"{self.day} asks about {voucher}" for voucher in needless]
        self.tally.payments |= {v: line for v, line in lines.items() if v not in asked}
        self.remember()

    def _again(self, voucher: str, lines: dict[str, tuple[str, date, int]]) -> bool:
        """Whether a line is the second of its unit with its sum within days: nobody can know."""
        unit, day, fen = lines[voucher]
        return any(
            (other, sum_) == (unit, fen) and abs((day - since).days) <= AGAIN
            for key, (other, since, sum_) in {**self.tally.payments, **lines}.items()
            if key != voucher
        )

    def by_hand(self, lines: dict[str, tuple[str, date, int]]) -> None:
        """Type payments in another program, and save."""
        if not lines:
            return
        cells = [
            {
                "收款日期": day,
                "房号": unit,
                "金额": fen / 100,
                "凭证号": voucher,
                "方式": "现金",
                "冲红凭证": voucher[:-1] if voucher[-1] == "R" else None,
            }
            for voucher, (unit, day, fen) in lines.items()
        ]
        typed(self.book, {"收款": cells})
        self.typed |= lines
        self.tally.payments |= lines
        self.remember()

    def month(self) -> None:
        """Charge the month, once it has begun."""
        period = f"{self.day:%Y-%m}"
        due = self.day.replace(day=25)
        self.run(
            "charges",
            lambda: charges.charges(self.book, period, now=self.now(), due=due, as_of=self.day),
        )
        for unit in self.units:
            self.tally.charges.setdefault((unit, period), (due, estate.fee(unit)))
        self.remember()

    def papers(self, kill: bool) -> None:
        """Flag, write letters and let those of yesterday go on."""
        report = self.run("flag", lambda: flag.flag(self.book, self.day, now=self.now()), kill)
        if report:
            self.compare({row["unit"]: in_fen(row["owed"]) for row in report.data["rows"]})
        wanted = Wanted("", limit=self.rng.randint(1, 3))
        task = lambda: letters.letters(self.book, self.day, wanted, now=self.now())  # noqa: E731
        made = self.run("letters", task, kill)
        if made and made.data["letters"] and self.rng.random() < 0.1:
            self.back("letters")
        going = [row for row in rows(self.book, "发函") if row["状态"] in NEXT_STATES]
        for row in going[:2]:
            if row["文书"] != "律师函":
                self._on(str(row["函号"]), NEXT_STATES[row["状态"]])

    def _on(self, number: str, state: str) -> None:
        delivery = "express" if state == "sent" else ""
        move = Move(state, self.day, delivery, "SF0101" if delivery else "", "")
        self.run("mark", lambda: mark.mark(self.book, number, move, now=self.now()))

    def back(self, name: str) -> None:
        """Take back the newest run; it must be the one that was run last."""
        report = self.run("undo", lambda: undo.undo(self.book, now=self.now()))
        if report and report.data["undone"] != name:
            self.wrong.append(f"{self.day} undo took back {report.data['undone']}, not {name}")

    def counsel(self) -> None:
        """Plan the queue; tell the next one that a letter comes, and let it be drafted."""
        plan = self.run("legal plan", lambda: legal.plan(self.book, self.day, now=self.now()))
        following = [p["unit"] for p in plan.data["queue"] if p["state"] == "next"] if plan else []
        if not following:
            return
        told = {"日期": self.day, "渠道": "电话", "结果": "已预告", "经办人": "样例"}
        typed(self.book, {"跟催": [{**told, "房号": unit} for unit in following[:2]]})
        draft = self.run("legal draft", lambda: legal.draft(self.book, self.day, now=self.now()))
        for letter in draft.data["letters"] if draft else ():
            self._approve(letter["unit"])

    def _approve(self, unit: str) -> None:
        number = f"样律〔{self.day.year}〕{self.done['legal approve'] + 1}号"
        self.run(
            "legal approve",
            lambda: approve.approve(
                self.book,
                self.day,
                unit=unit,
                by="样例律师",
                firm_number=number,
                now=self.now(),
            ),
        )

    def restore(self) -> None:
        """Put an old backup back, as somebody does who fears the worst, and catch up."""
        kept = sorted(self.book.parent.glob("催费备份/*.xlsx"), key=lambda p: p.stat().st_mtime)
        known = [path for path in kept if digest(path) in self.states]
        if len(known) < 3:
            return
        old = known[max(0, len(known) - self.rng.randint(3, 8))]
        registered = {str(row["函号"]) for row in rows(self.book, "发函")}
        shutil.copy(old, self.book)
        self.done["restored"] += 1
        late, self.tally = self.tally, self.states[digest(old)].copy()
        self.lost |= registered - {str(row["函号"]) for row in rows(self.book, "发函")}
        if late.charges != self.tally.charges:
            self.month()
        missing = {v: x for v, x in late.payments.items() if v not in self.tally.payments}
        for path in self.statements[-14:]:
            told = path.read_text(encoding="utf-8")
            self.take(path, {v: x for v, x in missing.items() if f",{v}," in told})
        self.by_hand({v: x for v, x in missing.items() if v not in self.tally.payments})

    # --- what must hold ---------------------------------------------------------------------------

    def compare(self, owed: dict[str, int]) -> None:
        """Compare what the ledger says is owed with the tally."""
        truth = self.tally.owed(self.day)
        said = {unit: fen for unit, fen in owed.items() if fen}
        wrong = {
            u: (said.get(u), truth.get(u))
            for u in said.keys() | truth
            if said.get(u) != truth.get(u)
        }
        if wrong:
            self.wrong.append(f"{self.day} owed (ledger, tally): {dict(list(wrong.items())[:3])}")

    def live(self, days: int) -> None:
        """Let days pass: a kill every seventh, a backup put back after two fifths and four."""
        for number in range(1, days + 1):
            self.day += timedelta(days=1)
            self.clock = 0
            if self.day.day == 1 or number == 1:
                self.month()
            broken = self.rng.choice(("money", "papers")) if number % 7 == 4 else ""
            self.money(broken == "money")
            self.papers(broken == "papers")
            if number % 5 == 0:
                self.counsel()
                self.run("todo", lambda: todo.todo(self.book, self.day, now=self.now()))
            if number in (days * 2 // 5, days * 4 // 5):
                self.restore()
        self.close()

    def close(self) -> None:
        """Compare the whole workbook, read by another program, with the tally."""
        self.run("flag", lambda: flag.flag(self.book, self.day, now=self.now()))
        self.compare({str(r["房号"]): in_fen(r["欠费合计"]) for r in rows(self.book, "欠费")})
        charged = sum(in_fen(row["应收金额"]) for row in rows(self.book, "应收"))
        paid = sum(in_fen(row["金额"]) for row in rows(self.book, "收款"))
        if (charged, paid) != self.tally.total():
            self.wrong.append(f"sums {charged} {paid}, tally {self.tally.total()}")
        self.wrong += self._numbers()
        report = attempt(lambda: verify(self.book))
        if isinstance(report, Failed):
            self.wrong.append(f"verify: {report.error.what}")
            return
        for problem in report.problems:
            said = f"{problem.where} {problem.what}"
            if not any(f"{number} " in said for number in self.lost):
                self.wrong.append(f"verify: {said}")

    def _numbers(self) -> Iterator[str]:
        """Yield numbers that are there twice, and those that nothing explains the lack of."""
        register = Counter(str(row["函号"]) for row in rows(self.book, "发函"))
        yield from (f"number twice: {number}" for number, times in register.items() if times > 1)
        listed = Counter(
            letter["row"]["number"]
            for _, manifest in manifests(self.book)
            for letter in manifest["letters"]
        )
        yield from (f"two letters: {number}" for number, times in listed.items() if times > 1)
        by_year: dict[str, set[int]] = {}
        for number in register | listed:
            head, _, serial = number.removesuffix("号").rpartition("〕")
            by_year.setdefault(head, set()).add(int(serial))
        for head, serials in by_year.items():
            gaps = sorted(set(range(1, max(serials) + 1)) - serials)
            if gaps:
                yield f"gap in {head}: {gaps[:5]}"
        undone = {
            letter["row"]["number"]
            for _, manifest in manifests(self.book)
            if manifest["state"] == "undone"
            for letter in manifest["letters"]
        }
        for number in listed.keys() - register.keys() - undone - self.lost:
            yield f"letter not in the register: {number}"


def main(units: int, days: int, seed: int = 1) -> int:
    """Live a year, print what was done and what was wrong, and return how much was."""
    begin = time.monotonic()
    with tempfile.TemporaryDirectory() as place:
        year = Year(Path(place), units, seed)
        year.live(days)
    for wrong in year.wrong:
        print(wrong)
    took = time.monotonic() - begin
    print(f"{units} units, {days} days, {took:.0f} s: {dict(year.done)}, {len(year.wrong)} wrong")
    return len(year.wrong)


if __name__ == "__main__":
    sys.exit(bool(main(*map(int, sys.argv[1:]))))
