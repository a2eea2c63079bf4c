"""A question says what happens while it is open, and what each answer makes owed."""

from decimal import Decimal

from cuifei.commands.adopt import adopt
from cuifei.commands.flag import flag
from cuifei.offices import effects
from cuifei.tables.port import Append
from cuifei.workbook import closed, reading
from offices import offices
from offices.offices import NOW

HEAD = ["房号", "业主", "到期日", "欠费金额"]
ROWS = [[f"1-1-{n}01", f"甲{c}样例", "2025-01-31", 100 + n] for n, c in enumerate("一二三四五", 1)]


def test_each_answer_says_what_it_makes_owed_and_that_is_what_flag_finds_then(tmp_path):
    rows = [[*HEAD, "备用"], *([*row, 1000 + 37 * n] for n, row in enumerate(ROWS))]
    path = offices.write(tmp_path / "book.xlsx", 欠费=rows)
    report = adopt(path, now=NOW, yes=True)
    assert report.refused and len(report.data["doubts"]) == 1
    doubt = report.data["doubts"][0]
    told = {one["answer"]: one for one in doubt["effects"]}
    assert list(told) == doubt["answers"]
    assert len({one["owed"] for one in told.values()}) > 1
    page = [str(line["note"]) for line in report.data["proposal"] if line["key"] == doubt["key"]]
    for number, (answer, one) in enumerate(told.items()):
        assert f"{Decimal(one['owed']):,.2f}" in page[0]
        own = offices.write(tmp_path / f"{number}.xlsx", 欠费=rows)
        (tmp_path / "a.txt").write_text(f"{doubt['key']} = {answer}", encoding="utf-8")
        assert not adopt(own, now=NOW, map_file=tmp_path / "a.txt").refused, answer
        found = flag(own, NOW.date(), now=NOW, dry_run=True).data["rows"]
        owed = sum((Decimal(str(row["owed"])) for row in found), Decimal(0))
        assert (owed, len(found)) == (Decimal(one["owed"]), one["units"]), answer


def test_the_question_for_the_due_date_shows_three_rooms_and_their_debt(tmp_path):
    rows = [["房号", "业主", "欠费金额"], *([row[0], row[1], row[3]] for row in ROWS)]
    report = adopt(offices.write(tmp_path / "book.xlsx", 欠费=rows), now=NOW)
    asked = [str(doubt["question"]) for doubt in report.data["doubts"]]
    assert any("1-1-101 101, 1-1-201 102, 1-1-301 103 …" in text for text in asked), asked


def about(report):
    return {doubt["key"].rpartition(".")[2]: doubt["about"] for doubt in report.data["doubts"]}


def test_a_question_with_a_free_answer_says_what_it_is_about(tmp_path):
    rows = [["房号", "业主", "欠费金额"], *([row[0], row[1], row[3]] for row in ROWS)]
    report = adopt(offices.write(tmp_path / "book.xlsx", 欠费=rows), now=NOW)
    assert about(report) == {"到期日": {"owed": "515.00", "units": 5}}
    page = [str(line["note"]) for line in report.data["proposal"] if "到期日" in line["key"]]
    assert "It is about 515.00 yuan of 5 units." in page[0]
    assert report.data["doubts"][0]["effects"] == []


def test_so_does_every_question_of_a_long_list(tmp_path, monkeypatch):
    """Its answers are not tried, as each is another reading of every row."""
    monkeypatch.setattr(effects, "_ROWS", 10)
    rows = [[*HEAD, "备用"], *([*row, 1000 + 37 * n] for n, row in enumerate(ROWS))]
    report = adopt(offices.write(tmp_path / "book.xlsx", 欠费=rows), now=NOW)
    (doubt,) = report.data["doubts"]
    assert doubt["answers"] and doubt["effects"] == []
    assert doubt["about"]["units"] == 5


def test_whether_a_later_file_replaces_the_earlier_or_adds_to_it_is_said_in_yuan(tmp_path):
    head = ["房号", "业主", "账期", "欠费金额"]
    for month in ("2025-01", "2025-02"):
        rows = [[row[0], row[1], month, row[3]] for row in ROWS]
        text = "\n".join(",".join(map(str, row)) for row in [head, *rows])
        (tmp_path / f"应收{month}.csv").write_text(text, "utf-8")
    assert adopt(tmp_path / "应收2025-01.csv", now=NOW, yes=True).exit_code == 0
    report = adopt(tmp_path / "应收2025-02.csv", now=NOW, yes=True)
    (doubt,) = report.data["doubts"]
    told = [(one["owed"], one["units"]) for one in doubt["effects"]]
    assert told == [("515.00", 5), ("1030.00", 5)] and len(doubt["answers"]) == 2


def test_whether_another_workbook_goes_on_says_what_is_at_stake(tmp_path):
    path = offices.write(tmp_path / "一月.xlsx", 台账=[HEAD, *ROWS])
    adopt(path, now=NOW, yes=True)
    spoken = {"date": NOW, "unit": "1-1-101", "channel": "电话", "content": "样例"}
    closed.write(reading.read(path), [Append("contacts", [spoken])], command="test", now=NOW)
    later = offices.write(tmp_path / "二月.xlsx", 台账=[HEAD, *ROWS[1:]])
    assert about(adopt(later, now=NOW)) == {"接续还是新建": {"owed": "414.00", "units": 4}}


def test_up_to_which_day_payments_are_off_is_said_in_yuan(tmp_path):
    """Of two payments one is off the new amounts and the other is not: nobody can know."""
    text = "\n".join(",".join(map(str, row)) for row in [HEAD, *ROWS])
    (tmp_path / "欠费1.csv").write_text(text, "utf-8")
    book = adopt(tmp_path / "欠费1.csv", now=NOW, yes=True).data["book"]
    paid = [{"date": NOW, "unit": row[0], "amount": 50} for row in ROWS[:2]]
    closed.write(reading.read(book), [Append("payments", paid)], command="test", now=NOW)
    less = [[*ROWS[0][:3], ROWS[0][3] - 50], *ROWS[1:]]
    text = "\n".join(",".join(map(str, row)) for row in [HEAD, *less])
    (tmp_path / "欠费2.csv").write_text(text, "utf-8")
    report = adopt(tmp_path / "欠费2.csv", now=NOW, yes=True)
    (doubt,) = report.data["doubts"]
    assert [(one["owed"], one["units"]) for one in doubt["effects"]] == [
        ("465.00", 5),
        ("365.00", 5),
    ]
