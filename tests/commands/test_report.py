"""A result is a record; its JSON document is made from it in one place."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from cuifei.commands.report import BEHIND, Report, plain
from cuifei.domain.ladder.readiness import Blocker
from cuifei.domain.money import Fen
from cuifei.domain.problems import Problem, say
from cuifei.locale import translator

WRONG = Problem("应收!D7", say("it is wrong"), say("Correct it"))


@dataclass(frozen=True, slots=True)
class Row:
    unit: str
    owed: Fen
    waived: Fen | None
    periods: int
    class_: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    batch: str | None
    enclosed: Path | None = None
    day: date
    rows: Sequence[Row]
    why: Sequence[Blocker]
    file: Path | None = field(default=None, metadata=BEHIND)


ROWS = [Row("1-1", 123450, None, 2, "A"), Row("1-2", 0, 5, 0, "")]
MADE = Made(batch=None, day=date(2026, 11, 20), rows=ROWS, why=())


def test_fields_become_keys_and_fen_become_yuan():
    rows = Report(MADE).data["rows"]
    assert rows == [
        {"unit": "1-1", "owed": "1234.50", "waived": None, "periods": 2, "class": "A"},
        {"unit": "1-2", "owed": "0.00", "waived": "0.05", "periods": 0, "class": ""},
    ]


def test_what_need_not_be_is_left_out_and_some_stands_behind_the_problems():
    assert list(Report(MADE).data) == ["batch", "day", "rows", "why", "problems"]
    whole = Made(batch="x", enclosed=Path("a"), day=MADE.day, rows=(), why=(), file=Path("b"))
    document = Report(whole, (WRONG,)).data
    assert list(document) == ["batch", "enclosed", "day", "rows", "why", "problems", "file"]
    assert document["problems"] == (WRONG,) and document["file"] == Path("b")


def test_reasons_and_days_stay_until_they_are_told():
    held = Blocker("receipts_stale", date(2026, 12, 1), say("it is wrong"))
    document = Report(Made(batch=None, day=MADE.day, rows=(), why=(held,))).data
    assert document["why"] == (held,) and document["day"] == MADE.day
    said = plain(document, translator("en"))
    assert said["why"] == [{"code": "receipts_stale", "until": "2026-12-01", "text": "it is wrong"}]


def test_a_report_in_a_result_is_its_document_and_a_document_stays_one():
    @dataclass(frozen=True, slots=True)
    class Day:
        letters: Report[Made]
        kpi: Report[dict[str, int]]

    day = Report(Day(Report(MADE, (WRONG,)), Report({"owed": 1}))).data
    assert day["letters"]["problems"] == (WRONG,)
    assert day["kpi"] == {"owed": 1, "problems": ()}
