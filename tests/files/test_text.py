"""Every line of a text ends in a record, or is told: nothing is swallowed, nothing is lost."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuifei.domain.problems import CuifeiError
from cuifei.files import source, text
from cuifei.statements.reading import read

HEAD = "日期,收入,支出,余额,对方户名,摘要"


def line(day, note="物业费"):
    return f'2026-11-{day:02},"3,0{day:02}.22",,"13,000.00",甲样,{note}'


def days(content):
    found = text.records(content, ",")
    return [row[0][-2:] for row in found.rows if row and row[0].startswith("2026")], found.told


def lines(*more, end="\n"):
    return end.join((HEAD, *more)) + end


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_ends(end):
    assert days(lines(line(1), line(2), end=end)) == (["01", "02"], {})


@pytest.mark.parametrize("inner", ["\r", "\n", "\r\n"])
@pytest.mark.parametrize("quote", ["", '"'])
def test_a_break_in_a_note_is_part_of_the_note(inner, quote):
    content = lines(line(1), line(2, f"{quote}三月{inner}四月{quote}"), line(3), end="\r\n")
    if inner == "\r\n" and not quote:
        return  # nobody can tell this from two lines
    assert days(content) == (["01", "02", "03"], {})


def test_line_ends_may_change_in_the_middle():
    content = lines(line(1), end="\r\n") + line(2) + "\n" + line(3) + "\r" + line(4) + "\r\n"
    assert days(content) == (["01", "02", "03", "04"], {})


@pytest.mark.parametrize("note", ['"物业费', '物"业费', '"物"业"费', '"', '""物业费'])
@pytest.mark.parametrize("at", [1, 4, 8])
def test_a_stray_quotation_mark_swallows_no_line(note, at):
    content = lines(*(line(day, note if day == at else "物业费") for day in range(1, 9)))
    got, told = days(content)
    assert got == [f"{day:02}" for day in range(1, 9)]
    assert set(told) <= {at + 1}
    assert (at + 1 in told) == (note in ('"物业费', '"'))


def test_two_stray_marks_with_a_quoted_note_between_them():
    content = lines(line(1, '"物业费'), line(2, '"三月\n四月"'), line(3), line(4, '"电费'), line(5))
    got, told = days(content)
    assert got == ["01", "02", "03", "04", "05"]
    assert set(told) == {2, 6}


def test_a_line_with_nul_and_one_with_an_endless_cell_are_told():
    content = lines(line(1), line(2, "a\0b"), line(3, "x" * 40_000), line(4, f'"{"y" * 200_000}"'))
    got, told = days(content + "\0\0\0\n")
    assert got == ["01"]
    assert set(told) == {3, 4, 5}


def test_a_line_with_more_cells_than_the_others_is_told():
    content = lines(line(1), line(2), "2026-11-03,3,069.22,,13,069.22,甲样,物业费", line(4))
    got, told = days(content)
    assert (got, set(told)) == (["01", "02", "04"], {4})


ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_encodings_of_exports_for_ledgers_and_statements_alike(encoding, tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(lines(line(1), line(2)).encode(encoding))
    assert [one.amount for one in read(path).receipts] == [300122, 300222]
    assert source.read(path).sheets[0].rows[1][5] == "物业费"


def test_a_letter_that_was_cut_in_two_spoils_no_more_than_itself():
    content = lines(*(line(day) for day in range(1, 20))).encode("gb18030")
    cut = content.replace("物业费".encode("gb18030"), "物业费".encode("gb18030")[:-1], 1)
    assert len(days(text.decoded(cut))[0]) == 19


def test_a_ledger_with_a_told_line_is_refused_with_its_place(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(lines(line(1), line(2, '"物业费'), line(3)), encoding="utf-8")
    with pytest.raises(CuifeiError) as caught:
        source.read(path)
    assert caught.value.where == "a.csv!3"


def test_a_statement_takes_the_other_lines_and_tells_this_one(tmp_path):
    path = tmp_path / "a.csv"
    content = lines(*(line(day, '"物业费' if day == 4 else "物业费") for day in range(1, 21)))
    path.write_text(content, encoding="utf-8")
    statement = read(path)
    assert len(statement.receipts) == 20
    assert [one.where for one in statement.problems] == ["a.csv!5"]


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n"), max_size=12)


@given(st.lists(st.lists(CELLS, min_size=4, max_size=4), min_size=2, max_size=12))
def test_what_is_written_by_the_rules_is_read_as_it_is(rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    found = text.records(out.getvalue(), ",")
    assert found.rows == rows
    assert not found.told


@given(st.lists(st.text('ab,"\r\n', max_size=30), max_size=12))
def test_no_text_fails_and_every_line_is_a_row(parts):
    content = "\n".join(parts)
    found = text.records(content, ",")
    whole = "".join("".join(row) for row in found.rows)
    assert set(found.told) <= set(range(1, len(found.rows) + 1))
    # Letters are neither lost nor doubled, but in the lines that are told.
    if not found.told:
        assert whole.count("a") == content.count("a")
        assert whole.count("b") == content.count("b")
