"""No file takes all memory or all time, and each that is refused says why in one sentence."""

import io
import time
import zipfile

import pytest
import xlwt

from cuifei.commands.adopt import adopt
from cuifei.domain.problems import CuifeiError
from cuifei.files import limits, source
from cuifei.tables import rows
from cuifei.workbook import reading
from files import odd_books, small_ole
from offices.oracle import NOW

READERS = [source.read, reading.read]


def refused(tmp_path, data, reader=source.read, name="a.xlsx"):
    path = tmp_path / name
    path.write_bytes(data)
    begin = time.monotonic()
    with pytest.raises(CuifeiError) as caught:
        reader(path)
    assert time.monotonic() - begin < 20
    assert str(caught.value.remedy)
    return str(caught.value.what)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("reference", ["XFD1048576", "AZ1048576", "B1048576", "ZZ99999"])
def test_a_cell_far_away_is_named_before_anything_is_read(reader, reference, tmp_path):
    assert reference in refused(tmp_path, odd_books.cell_at(reference), reader)


@pytest.mark.parametrize(
    ("reference", "inside"), [("XFD9", b"<v>1</v>"), ("XFD1048576", b""), ("A99999", b"<v>1</v>")]
)
def test_a_far_cell_that_takes_no_room_is_read(reference, inside, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(odd_books.cell_at(reference, inside))
    assert source.read(path).sheets[0].rows[1][0] == "1-101"


def test_a_list_of_more_lines_than_any_office_has_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MOST_LINES", 40)
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(10, 50))
    assert "43 lines" in refused(tmp_path, odd_books.with_rows(rows))
    path = tmp_path / "far.xlsx"
    path.write_bytes(odd_books.cell_at("A50000"))
    assert source.read(path)


def test_many_sheets_of_a_book_may_hold_more_lines_together(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MOST_LINES", 40)
    sheet = [["1-101", n] for n in range(30)]
    limits.ensure_rows(tmp_path / "a.xlsx", [sheet, sheet])
    with pytest.raises(CuifeiError):
        limits.ensure_rows(tmp_path / "a.xlsx", [sheet, sheet * 2])


@pytest.mark.parametrize("spelling", [b"c r='XFD1048576'", b'c s="1" r="xfd1048576"'])
def test_a_far_cell_is_seen_however_it_is_spelt(spelling, tmp_path):
    data = odd_books.with_rows(b"<row><" + spelling + b"><v>1</v></c></row>")
    assert "XFD1048576" in refused(tmp_path, data)


BOMBS = {
    "blanks": lambda: odd_books.with_rows(b" " * (80 << 20)),
    "attributes": lambda: odd_books.with_rows(
        b'<row r="9" ' + b" ".join(b'a%d="1"' % n for n in range(60_000)) + b"/>"
    ),
    "texts": lambda: odd_books.shared_texts(30_000, 20_000),
    "entries": lambda: odd_books.changed({}, {f"x/{n}": b"" for n in range(20_001)}),
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", BOMBS)
def test_what_unpacks_without_end_is_refused(reader, name, tmp_path):
    assert "is not read" in refused(tmp_path, BOMBS[name](), reader)


def test_spans_of_a_web_page_have_an_end(tmp_path):
    cell = b'<td rowspan="60000" colspan="1000">x</td>'
    page = b"<html><table>" + (b"<tr>" + cell * 50 + b"</tr>") * 50 + b"</table></html>"
    assert "span" in refused(tmp_path, page, name="a.xls")


def test_an_old_book_that_reaches_far_is_refused(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("欠费")
    sheet.write(0, 0, "房号")
    sheet.write(65_535, 255, "x")
    out = io.BytesIO()
    book.save(out)
    assert "IV65536" in refused(tmp_path, out.getvalue(), name="a.xls")


def test_an_old_book_in_small_sectors_that_reaches_far_is_refused(tmp_path):
    assert "IV65536" in refused(tmp_path, small_ole.workbook(65_535, 255), name="a.xls")


def test_an_old_book_whose_lists_of_sectors_run_in_a_circle_is_refused(tmp_path):
    data = bytearray(small_ole.workbook(3, 2))
    data[68:72] = (2).to_bytes(4, "little")  # a list of lists, which goes on with itself
    data[512 * 4 - 4 : 512 * 4] = (2).to_bytes(4, "little")
    assert "damaged" in refused(tmp_path, bytes(data), name="a.xls")


def test_an_open_document_that_repeats_a_cell_without_end_is_refused(tmp_path):
    office, table, words = (
        f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "table", "text")
    )
    content = (
        f'<o:document-content xmlns:o="{office}" xmlns:t="{table}" xmlns:x="{words}"><o:body>'
        '<o:spreadsheet><t:table t:name="欠费"><t:table-row t:number-rows-repeated="1048576">'
        '<t:table-cell t:number-columns-repeated="900" o:value-type="string"><x:p>x</x:p>'
        "</t:table-cell></t:table-row></t:table></o:spreadsheet></o:body></o:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("content.xml", content)
    assert "1048576" in refused(tmp_path, out.getvalue(), name="a.ods")


def test_a_file_larger_than_any_list_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MOST_BYTES", 1000)
    assert "is not read" in refused(tmp_path, odd_books.sound())


SENTENCES = {
    "is protected with a password": odd_books.encrypted_entries,
    "is empty": lambda: b"",
    "is damaged or incomplete": lambda: odd_books.sound()[:3000],
}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_encrypted_empty_and_damaged_have_one_sentence_each(sentence, tmp_path):
    for reader in READERS:
        assert sentence in refused(tmp_path, SENTENCES[sentence](), reader)


ODD_SHEETS = {
    "macros of Excel 4": lambda: odd_books.with_sheet(
        "xlMacrosheet",
        "macrosheets/sheet1.xml",
        odd_books.MACROS,
        "http://schemas.microsoft.com/office/2006/relationships",
    ),
    "a dialog": lambda: odd_books.with_sheet(
        "dialogsheet", "dialogsheets/sheet1.xml", odd_books.DIALOG
    ),
    "an empty r:id": lambda: odd_books.with_sheet("worksheet", "", b"", link=""),
}


@pytest.mark.parametrize("name", ODD_SHEETS)
def test_a_sound_book_with_an_odd_sheet_is_adopted_in_place(name, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(ODD_SHEETS[name]())
    with zipfile.ZipFile(path) as file:
        before = {part: file.read(part) for part in file.namelist() if "sheets/" in part}
    assert not adopt(path, now=NOW, yes=True).refused
    ledger, _ = rows.ledger(reading.read(path))
    assert {one.unit: one.amount for one in ledger.charges} == {"1-101": 10000, "1-102": 20000}
    with zipfile.ZipFile(path) as file:
        assert all(file.read(part) == content for part, content in before.items())


def test_a_sheet_whose_part_is_lost_is_damage(tmp_path):
    data = odd_books.with_sheet("worksheet", "", b"", link="rId77")
    assert "damaged" in refused(tmp_path, data)


STYLES = "xl/styles.xml"
ODD_PARTS = {
    "no styles": lambda: odd_books.changed({}, dropped=(STYLES,)),
    "half of the styles": lambda: odd_books.changed({STYLES: lambda data: data[:200]}),
    "empty styles": lambda: odd_books.changed({STYLES: lambda _: b""}),
    "a format without a number": lambda: odd_books.changed(
        {STYLES: odd_books.swapped(b'numFmtId="0"', b'numFmtId="x"')}
    ),
    "INF": lambda: odd_books.changed({odd_books.SHEET: odd_books.swapped(b">100<", b">INF<")}),
    "NaN": lambda: odd_books.changed({odd_books.SHEET: odd_books.swapped(b">100<", b">NaN<")}),
    "1e999": lambda: odd_books.changed({odd_books.SHEET: odd_books.swapped(b">100<", b">1e999<")}),
    "a word for a number": lambda: odd_books.changed(
        {odd_books.SHEET: odd_books.swapped(b">100<", b">abc<")}
    ),
}


@pytest.mark.parametrize("name", ODD_PARTS)
def test_odd_xml_is_a_problem_or_a_clean_refusal(name, tmp_path):
    """Never a traceback, and never 100.00 that is not there."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(ODD_PARTS[name]())
    try:
        if adopt(path, now=NOW, yes=True).refused:
            return
        ledger, problems = rows.ledger(reading.read(path))
    except CuifeiError:
        return
    whole = {one.unit: one.amount for one in ledger.charges} == {"1-101": 10000, "1-102": 20000}
    assert whole != bool(problems)


@pytest.mark.parametrize("name", ["_xD800_", "_x000B_", "_x0000_", "_xFFFF_"])
def test_letters_that_xml_cannot_hold_stop_nothing(name, tmp_path):
    path = tmp_path / "a.xlsx"
    new = f"样例{name}甲".encode()
    parts = ("xl/sharedStrings.xml", odd_books.SHEET)
    path.write_bytes(
        odd_books.changed({part: odd_books.swapped("样例甲".encode(), new) for part in parts})
    )
    assert not adopt(path, now=NOW, yes=True).refused
    ledger, _ = rows.ledger(reading.read(path))
    assert sum(one.amount for one in ledger.charges) == 30000


@pytest.mark.parametrize("page", [False, True])
def test_a_text_or_a_page_of_endless_lines_is_refused(page, tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MOST_PAGE_LINES" if page else "MOST_LINES", 3)
    row = "<tr><td>1-101</td></tr>" if page else "1-101,1\n"
    text = f"<html><table>{row * 5}</table></html>" if page else row * 5
    assert "at most 3" in refused(tmp_path, text.encode(), name="a.csv")
