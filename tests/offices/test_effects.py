"""A question says what happens while it is open, and what each answer makes owed."""

from decimal import Decimal

from cuifei.commands.adopt import adopt
from cuifei.commands.flag import flag
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
    effects = {one["answer"]: one for one in doubt["effects"]}
    assert list(effects) == doubt["answers"]
    assert len({one["owed"] for one in effects.values()}) > 1
    page = [str(line["note"]) for line in report.data["proposal"] if line["key"] == doubt["key"]]
    for number, (answer, one) in enumerate(effects.items()):
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
