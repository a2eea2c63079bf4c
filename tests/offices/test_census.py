"""Every row of a sheet ends somewhere: as what it is, or named; a list's own count is compared."""

from collections import Counter
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cuifei.commands.adopt import adopt
from cuifei.commands.flag import flag
from cuifei.files import source
from cuifei.offices import census
from cuifei.offices.whole import understand_book
from offices import offices, traits_generator
from offices.offices import NOW
from size import FULL

HEAD = ["房号", "业主", "到期日", "欠费金额"]
ROWS = [[f"1-1-{n}01", f"甲{c}样例", "2025-01-31", 100 + n] for n, c in enumerate("一二三四五", 1)]
LAW = settings(
    max_examples=25 if FULL else 8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def named(problems):
    return {p.where for p in problems if "belongs to no list" in p.what.text}


def used(book):
    """Return the rows of a book's first sheet that hold anything, as it was written."""
    return {row for (row, _), value in book.sheets[0].cells.items() if value not in (None, "")}


@LAW
@given(st.integers(0, 10**6))
def test_every_used_row_has_one_fate_and_records_are_those_of_the_truth(tmp_path, seed):
    book = traits_generator.make(seed)
    path = tmp_path / "book.xlsx"
    book.save(path)
    found = understand_book(source.read(path), {})
    sheet = found.source.sheet(book.sheets[0].title)
    told = census.fates(sheet, found.ends, found.extracts)
    assert Counter(one.row for one in told) == Counter(used(book))
    counts = Counter(one.kind for one in told)
    assert counts.total() == len(used(book)) and not counts["left"]
    if any(one.block.kind == "charges" for one in found.extracts):
        records = {one.row for one in told if one.kind in ("record", "unclear")}
        assert records == {piece.row for piece in book.pieces}


@LAW
@given(st.integers(0, 10**6), st.sampled_from(["above", "right"]), st.integers(1, 4))
def test_a_row_that_no_list_holds_is_named(tmp_path, seed, where, count):
    rng = Random(seed)
    more = [[f"9-2-{n}03", "乙一样例", None, rng.randint(1, 999)] for n in range(count)]
    rows = [HEAD, *ROWS]
    if where == "above":
        rows = [*more, [], *rows]
    else:
        rows = [HEAD, *([*row, None, m[0], m[3]] for row, m in zip(ROWS, more, strict=False))]
        rows += ROWS[count:]
    path = offices.write(tmp_path / "book.xlsx", 欠费=rows)
    report = adopt(path, now=NOW, yes=True)
    assert not report.refused
    assert named(report.problems) == {f"欠费!{1 if where == 'above' else 2}"}
    found = flag(path, NOW.date(), now=NOW, dry_run=True)
    assert named(found.problems) == named(report.problems)


def test_titles_notes_and_legends_are_no_rows_left_out(tmp_path):
    rows = [
        ["样例花园2025年欠费表"],
        ["截至", "2025-12-31", "单位", 1],
        HEAD,
        *([*row, None, "物业费", 2.5] for row in ROWS),
        ["合计", None, None, sum(row[3] for row in ROWS)],
        ["注：", "本表每月更新"],
        ["制表：样例甲", None, None, "第1页"],
    ]
    report = adopt(offices.write(tmp_path / "book.xlsx", 欠费=rows), now=NOW, yes=True)
    assert not report.refused and not named(report.problems)


def test_a_room_without_an_owner_whose_debt_is_the_sum_above_it_is_no_total(tmp_path):
    rows = [HEAD, *ROWS[:2], ["1-1-301", None, "2025-01-31", ROWS[0][3] + ROWS[1][3]], *ROWS[3:]]
    path = offices.write(tmp_path / "book.xlsx", 欠费=rows)
    assert not adopt(path, now=NOW, yes=True).refused
    found = flag(path, NOW.date(), now=NOW, dry_run=True)
    assert "1-1-301" in {row["unit"] for row in found.data["rows"]} or any(
        problem.where.startswith("欠费!") and "4" in problem.where for problem in found.problems
    )


@pytest.mark.parametrize("said", ["共6户", "合计：6户", "欠费户数：6 户", "共 6 条"])
@pytest.mark.parametrize("place", ["below", "total"])
def test_a_count_that_is_not_ours_is_asked_about(tmp_path, said, place):
    total = ["合计", None, None, sum(row[3] for row in ROWS)]
    rows = [HEAD, *ROWS, *([[said]] if place == "below" else [[total[0], said, None, total[3]]])]
    path = offices.write(tmp_path / "book.xlsx", 欠费=rows)
    report = adopt(path, now=NOW, yes=True)
    assert report.refused and [d["key"] for d in report.data["doubts"]] == ["表1.合计核对"]
    (tmp_path / "a.txt").write_text("表1.合计核对 = 是", encoding="utf-8")
    assert not adopt(path, now=NOW, map_file=tmp_path / "a.txt").refused


@pytest.mark.parametrize("said", ["共5户", "合计：5户", "小区共有1200户", "第1页 共6页"])
def test_a_count_that_is_ours_or_none_of_the_list_is_not_asked_about(tmp_path, said):
    path = offices.write(tmp_path / "book.xlsx", 欠费=[HEAD, *ROWS, [said]])
    assert not adopt(path, now=NOW, yes=True).refused


def test_a_numbered_row_that_is_no_record_is_asked_about(tmp_path):
    rows = [["序号", *HEAD], *([n, *row] for n, row in enumerate(ROWS, 1))]
    rows.append([6, None, None, "2025-01-31", sum(row[3] for row in ROWS)])
    path = offices.write(tmp_path / "book.xlsx", 欠费=rows)
    report = adopt(path, now=NOW, yes=True)
    assert report.refused and [d["key"] for d in report.data["doubts"]] == ["表1.合计核对"]


def test_numbers_prepared_for_rows_to_come_are_not_asked_about(tmp_path):
    rows = [["序号", *HEAD], *([n, *row] for n, row in enumerate(ROWS, 1)), [6], [7]]
    path = offices.write(tmp_path / "book.xlsx", 欠费=rows)
    assert not adopt(path, now=NOW, yes=True).refused
