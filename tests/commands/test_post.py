"""Posting: what goes out in the register's order, and what comes back is recorded once."""

import csv
import shutil
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from commands import pen
from commands.estates import AS_OF, NOW, copy_to, rows
from cuifei.commands import letters, mark, post, post_import
from cuifei.commands.select import Wanted
from cuifei.domain.papers.letter_life import Move
from cuifei.domain.problems import CuifeiError
from cuifei.letters.text import plain
from letters.packs import said

LATER = date(2026, 12, 1)


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    path = copy_to(tmp_path_factory.mktemp("post"))
    letters.letters(path, AS_OF, Wanted(limit=6), now=NOW)
    return path


@pytest.fixture
def book(original, tmp_path):
    shutil.copytree(original.parent, tmp_path / "office")
    return tmp_path / "office" / original.name


def register(book):
    return {row["函号"]: row for row in rows(book, "发函")}


def waiting(book):
    """Return the numbers of letters that wait to be posted, in the register's order."""
    return [
        number
        for number, row in register(book).items()
        if row["状态"] in ("已生成", "已打印", "已盖章") and row["文书"] != "律师函"
    ]


def test_labels_envelopes_and_lists_name_the_same_letters_in_order(book):
    report = post.post(book, AS_OF)
    # The estate has a letter whose last date is past: it is listed, and said.
    assert all("last date" in str(problem.what) for problem in report.problems)
    numbers = [letter["number"] for letter in report.data["letters"]]
    assert numbers == waiting(book) and len(numbers) >= 6
    labels, envelopes, xlsx, listed = report.data["files"]
    short = [f"2026-{number[8:-1]}" for number in numbers]
    text = plain(labels.read_bytes())
    assert [text.index(number) for number in short] == sorted(text.index(n) for n in short)
    assert [next(n for n in short if n in page) for page in said(envelopes.read_bytes())] == short
    header, *lines = load_workbook(xlsx).active.iter_rows(values_only=True)
    assert header[:5] == ("收件人", "电话", "地址", "内件品名", "我方编号")
    assert header[5:] == ("快递单号", "寄出日期", "签收日期", "状态")
    assert [line[4] for line in lines] == numbers
    assert {line[3] for line in lines} == {"物业费催缴函"}
    assert all(isinstance(line[1], str) and line[1].isdigit() for line in lines)
    raw = listed.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    told = list(csv.DictReader(raw.decode("utf-8-sig").splitlines()))
    assert [line["我方编号"] for line in told] == numbers
    assert list(told[0]) == ["收件人", "电话", "地址", "内件品名", "我方编号"]


def test_what_was_sent_is_not_posted_again(book):
    first, second = waiting(book)[:2]
    mark.mark(book, first, Move("sent", AS_OF, "express", "EA1"), now=NOW)
    mark.mark(book, second, Move("voided", AS_OF, reason="样例"), now=NOW)
    numbers = {letter["number"] for letter in post.post(book, AS_OF).data["letters"]}
    assert not {first, second} & numbers and numbers


def test_only_the_letters_of_one_batch(book):
    (folder,) = (book.parent / "催费文书").iterdir()
    report = post.post(book, AS_OF, name=folder.name)
    assert len(report.data["letters"]) == 6


def test_who_has_paid_since_gets_no_letter(book):
    number = waiting(book)[-1]
    unit = register(book)[number]["房号"]
    pen.type_into(book, "收款", 2, {"房号": unit, "金额": 9_999_999})
    report = post.post(book, AS_OF)
    assert number not in {letter["number"] for letter in report.data["letters"]}
    (problem,) = [p for p in report.problems if number in p.where]
    assert "nothing is owed" in str(problem.what) and report.exit_code == 1


def test_without_an_address_there_is_a_problem_and_no_label(book):
    number = waiting(book)[-1]
    unit = register(book)[number]["房号"]
    typed = {"业态": "车位", "通讯地址": None, "手机": None}
    pen.type_beside(book, "房产", "房号", {unit: typed})
    report = post.post(book, AS_OF)
    assert number not in {letter["number"] for letter in report.data["letters"]}
    assert [str(p.what) for p in report.problems if number in p.where] == [
        "there is no address to post to"
    ]


def test_a_dry_run_and_an_empty_register_write_nothing(book):
    report = post.post(book, AS_OF, dry_run=True)
    assert report.data["letters"] and not list(book.parent.glob("催费文书/*寄送*"))
    sent = {"状态": "已寄出", "寄出日期": AS_OF, "送达方式": "EMS邮寄"}
    pen.type_beside(book, "发函", "函号", dict.fromkeys(waiting(book), sent))
    report = post.post(book, AS_OF)
    assert report.data["letters"] == [] and report.data["folder"] is None


def filled(book, tmp_path, lines, header=("我方编号", "快递单号", "寄出日期", "签收日期", "状态")):
    """Write a carrier's list as .csv."""
    file = tmp_path / "回单.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([header, *lines])
    return file


def test_the_list_we_wrote_comes_back_filled_in(book):
    file = post.post(book, AS_OF).data["files"][2]
    sheet_book = load_workbook(file)
    sheet = sheet_book.active
    numbers = waiting(book)
    sheet["F2"], sheet["G2"], sheet["H2"], sheet["I2"] = "EA1", AS_OF, date(2026, 11, 23), "已签收"
    sheet["F3"], sheet["G3"] = 1234567890123, "2026-11-21 09:30:00"
    sheet_book.save(file)
    report = post_import.import_list(book, file, LATER, now=NOW)
    assert report.exit_code == 0, [str(p.what) for p in report.problems]
    after = register(book)
    one, two = after[numbers[0]], after[numbers[1]]
    assert (one["状态"], one["快递单号"], one["送达方式"]) == ("已送达", "EA1", "EMS邮寄")
    assert one["寄出日期"].date() == AS_OF and one["送达日期"].date() == date(2026, 11, 23)
    assert (two["状态"], two["快递单号"]) == ("已寄出", "1234567890123")
    assert two["寄出日期"].date() == date(2026, 11, 21)
    assert {after[number]["状态"] for number in numbers[2:]} == {"已生成"}
    assert report.data["blank"] == len(numbers) - 2


def test_the_same_list_again_changes_nothing(book, tmp_path):
    lines = [
        (number, f"EA{n}", "2026-11-21", "2026-11-24", "妥投")
        for n, number in enumerate(waiting(book))
    ]
    file = filled(book, tmp_path, lines)
    first = post_import.import_list(book, file, LATER, now=NOW)
    assert len(first.data["letters"]) == len(lines)
    content = book.read_bytes()
    second = post_import.import_list(book, file, LATER, now=NOW)
    assert second.exit_code == 0 and second.data["letters"] == []
    assert second.data["unchanged"] == len(lines)
    assert book.read_bytes() == content


def test_bad_lines_are_named_and_the_others_recorded(book, tmp_path):
    one, two, three, four, *_ = waiting(book)
    file = filled(
        book,
        tmp_path,
        [
            (one, "EA1", "2026-11-21", "", ""),
            ("催函〔2026〕9999号", "EA2", "2026-11-21", "", ""),
            (two, "EA3", "", "2026-11-24", "签收"),
            (three, "EA4", "2026-11-21", "", "弄丢了"),
            (four, "EA5", "昨天", "", ""),
            ("", "EA6", "2026-11-21", "", ""),
        ],
    )
    report = post_import.import_list(book, file, LATER, now=NOW)
    assert [p.where for p in report.problems] == [f"回单.csv!{line}" for line in (3, 4, 5, 6, 7)]
    after = register(book)
    assert after[one]["状态"] == "已寄出"
    assert {after[n]["状态"] for n in (two, three, four)} == {"已生成"}
    assert report.exit_code == 1


def test_chinese_offices_save_csv_in_gb18030(book, tmp_path):
    number = waiting(book)[0]
    file = tmp_path / "回单.csv"
    file.write_bytes(f"函号,运单号,收寄日期\r\n{number},EA1,2026年11月21日\r\n".encode("gb18030"))
    post_import.import_list(book, file, LATER, now=NOW)
    assert register(book)[number]["快递单号"] == "EA1"


def test_titles_above_the_heading_are_skipped(book, tmp_path):
    number = waiting(book)[0]
    lines = [
        ("", "", "", "", ""),
        ("我方编号", "快递单号", "寄出日期"),
        (number, "EA1", "2026-11-21"),
    ]
    file = filled(book, tmp_path, lines, header=("十一月邮寄清单",))
    assert len(post_import.import_list(book, file, LATER, now=NOW).data["letters"]) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.csv", "甲,乙\n1,2\n".encode()), ("b.xlsx", b"no workbook"), ("c.csv", b"\xff\xfe\xff")],
)
def test_what_is_no_list_is_refused_and_nothing_written(book, tmp_path, name, content):
    file = tmp_path / name
    file.write_bytes(content)
    before = book.read_bytes()
    with pytest.raises(CuifeiError):
        post_import.import_list(book, file, LATER, now=NOW)
    with pytest.raises(CuifeiError):
        post_import.import_list(book, Path(tmp_path / "none.csv"), LATER, now=NOW)
    assert book.read_bytes() == before
