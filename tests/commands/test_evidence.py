"""Evidence for counsel: whole, unchanged copies, what is not as it was marked and told."""

import hashlib
import json
import shutil
import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import segno
from docx import Document
from pypdf import PdfReader, PdfWriter
from typer.testing import CliRunner

from commands import pen
from commands.estates import AS_OF, NOW, copy_to, invent
from cuifei.cli import app
from cuifei.commands import evidence, letters
from cuifei.commands.evidence_bundle import case_file
from cuifei.commands.opened import open_book
from cuifei.commands.select import Wanted
from cuifei.domain.problems import CuifeiError
from cuifei.letters import office, word_host
from cuifei.letters.text import plain
from cuifei.newbook import build


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    book = copy_to(tmp_path_factory.mktemp("written"))
    report = letters.letters(book, AS_OF, Wanted("collection_letter", limit=1), now=NOW)
    return book, report.data["letters"][0]


@pytest.fixture
def made(written, tmp_path):
    """Return a book, and a collection letter with its statement that was just written."""
    book, letter = written
    shutil.copytree(book.parent, tmp_path, dirs_exist_ok=True)
    file = tmp_path / letter["file"].relative_to(book.parent)
    return tmp_path / book.name, {**letter, "file": file}


def of(book, unit, **options):
    report = evidence.evidence(book, AS_OF, [unit], **options)
    return report, report.data["bundles"][0]


def whats(report):
    return [str(problem.what) for problem in report.problems]


def read(folder):
    """Return the text of every Word file of a bundle, by its place in it."""
    return {
        file.relative_to(folder).as_posix(): plain(file.read_bytes())
        for file in sorted(folder.rglob("*.docx"))
    }


@pytest.fixture(scope="module")
def bundled(written, tmp_path_factory):
    """Return book and letter, the bytes that the book had before, and its report and bundle."""
    book, letter = written
    folder = tmp_path_factory.mktemp("bundled")
    shutil.copytree(book.parent, folder, dirs_exist_ok=True)
    own = folder / book.name
    before = own.read_bytes()
    letter = {**letter, "file": folder / letter["file"].relative_to(book.parent)}
    return own, letter, before, *of(own, letter["unit"])


def paper(folder, title):
    return next(text for name, text in read(folder).items() if title in name)


def test_the_folder_holds_everything_and_the_hashes_of_everything(bundled):
    book, letter, before, report, bundle = bundled
    folder = bundle["folder"]
    assert report.exit_code == 0 and book.read_bytes() == before
    assert folder == book.parent / "催费证据" / f"{AS_OF} {letter['unit']}"
    titles = ("证据目录", "当事人与合同数据", "缴费明细", "欠费与违约金计算", "催告函件")
    names = [file["file"] for file in bundle["files"]]
    for title in (*titles, "登记与送达", "跟催记录", "诉讼时效"):
        assert any(title in name for name in names), title
    copy = next(folder.rglob(letter["file"].name))
    assert copy.read_bytes() == letter["file"].read_bytes()
    assert any("-附" in name for name in names), "no statement with the letter"
    sums = (folder / "SHA256SUMS.txt").read_text(encoding="utf-8").splitlines()
    listed = dict(reversed(line.split("  ", 1)) for line in sums)
    on_disk = {f.relative_to(folder).as_posix() for f in folder.rglob("*") if f.is_file()}
    assert set(listed) == on_disk - {"SHA256SUMS.txt"} == set(names)
    for name, sha256 in listed.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == sha256
    assert letter["number"] in paper(folder, "证据目录")
    for file in folder.rglob("*.docx"):
        document = Document(file)
        worn = set(document.element.xpath("//w:pStyle/@w:val"))
        assert len(worn) > 2 and worn <= {style.style_id for style in document.styles}, file


def test_papers_say_what_is_owed_and_how_the_fee_was_reckoned(bundled):
    book, letter, _, _, bundle = bundled
    opened = open_book(book)
    account = case_file(opened, opened.docket(AS_OF), letter["unit"]).case.arrears
    said = paper(bundle["folder"], "欠费与违约金计算")
    owed, reckoned = said.split("二、违约金计算")
    rows = [line.split("\t") for line in owed.splitlines()]
    lines = [row for row in rows if row[0].isdigit()]
    assert len(lines) == len(account.lines) > 1
    for column, total in ((6, account.owed), (8, account.late_fee + account.waived)):
        assert sum(Decimal(row[column].replace(",", "")) for row in lines) * 100 == total
    assert f"{Decimal(account.owed + account.late_fee) / 100:,.2f}" in owed
    stretches = [row.split("\t") for row in reckoned.splitlines()]
    stretches = [row for row in stretches if row[0].isdigit()]
    assert {row[0] for row in stretches} == {row[0] for row in lines}
    for _, after, until, days, principal, rate, fee, *_ in stretches:
        span = date.fromisoformat(until) - date.fromisoformat(after)
        assert span.days == int(days) and rate == "0.05%"
        exact = Decimal(principal.replace(",", "")) * int(days) * 5 / 10_000
        assert abs(exact - Decimal(fee.replace(",", ""))) <= Decimal("0.00005")
    assert "不是法律意见" in paper(bundle["folder"], "诉讼时效")
    parties = paper(bundle["folder"], "当事人与合同数据")
    assert "《物业服务合同》第十二条" in parties and "0.05%" in parties


def test_a_letter_that_was_changed_or_lost_is_told_and_marked(made):
    book, letter = made
    content = letter["file"].read_bytes()
    letter["file"].write_bytes(content + b"x")
    report, bundle = of(book, letter["unit"])
    assert report.exit_code == 1
    assert any("changed after it was made" in what for what in whats(report))
    assert bundle["letters"][-1]["state"] == "changed"
    assert "改动" in paper(bundle["folder"], "登记与送达")
    assert "需要核对" in paper(bundle["folder"], "证据目录")
    letter["file"].unlink()
    report, bundle = of(book, letter["unit"])
    assert any("file is missing" in what for what in whats(report))
    assert "★ 文件缺失" in paper(bundle["folder"], "04 催告函件.docx")
    assert bundle["folder"].name.endswith(" 02")


def test_a_hash_changed_in_the_register_too_is_found_by_the_manifest(made):
    book, letter = made
    changed = letter["file"].read_bytes() + b"x"
    letter["file"].write_bytes(changed)
    digest = hashlib.sha256(changed).hexdigest()
    pen.type_beside(book, "发函", "函号", {letter["number"]: {"摘要": digest}})
    report, bundle = of(book, letter["unit"])
    assert bundle["letters"][-1]["state"] == "disagrees"
    assert any("disagree" in what for what in whats(report))


def test_scans_beside_the_letter_are_taken_in_and_only_its_own(made):
    book, letter = made
    place, number = letter["file"].parent, letter["number"]
    own = place / number
    own.mkdir()
    segno.make("x").save(place / f"{number} 快递回单.png")
    segno.make("x").save(place / f"{number}9 别的函.png")
    segno.make("x").save(own / "签收.png")
    (own / "坏.jpg").write_bytes(b"xx")
    (own / "照片.heic").write_bytes(b"xx")
    report, bundle = of(book, letter["unit"])
    taken = bundle["letters"][-1]["proofs"]
    assert set(taken) == {f"{number} 快递回单.png", "签收.png", "坏.jpg"}
    told = {problem.where.split("/")[-1]: str(problem.what) for problem in report.problems}
    assert "not a picture" in told["坏.jpg"] and "not taken in" in told["照片.heic"]
    assert "签收.png" in paper(bundle["folder"], "登记与送达")
    assert next(bundle["folder"].rglob("签收.png")).read_bytes() == (own / "签收.png").read_bytes()


def test_a_pdf_of_the_batch_is_no_proof_of_delivery(made):
    book, letter = made
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    printed = letter["file"].with_suffix(".pdf")
    writer.write(printed)
    manifest = letter["file"].parent / "manifest.json"
    content = json.loads(manifest.read_text(encoding="utf-8"))
    sha256 = hashlib.sha256(printed.read_bytes()).hexdigest()
    entry = {"file": printed.name, "sha256": sha256, "kind": "pdf", "number": letter["number"]}
    content["enclosed"].append(entry)
    manifest.write_text(json.dumps(content), encoding="utf-8")
    _, bundle = of(book, letter["unit"])
    assert bundle["letters"][-1]["proofs"] == []


def test_without_an_office_program_the_folder_is_there_and_the_pdf_is_missed(made, monkeypatch):
    monkeypatch.setattr(word_host, "start", lambda: None)
    monkeypatch.setattr(office, "find", lambda: None)
    book, letter = made
    report, bundle = of(book, letter["unit"], as_pdf=True)
    assert report.exit_code == 1 and bundle["pdf"] is None
    assert any("the PDF for" in what and "is missing" in what for what in whats(report))
    assert len(read(bundle["folder"])) > 7


def test_a_dry_run_and_an_unknown_unit_write_nothing(made):
    book, letter = made
    report, bundle = of(book, letter["unit"], dry_run=True)
    assert report.exit_code == 0 and bundle["files"]
    with pytest.raises(CuifeiError, match="not in the workbook"):
        evidence.evidence(book, AS_OF, [letter["unit"], "没有这户"])
    assert not (book.parent / "催费证据").exists()


def test_every_unit_of_the_estate_has_its_papers(tmp_path):
    """Owners with promises, plans, holds, waivers, refused letters, and nothing at all."""
    book = copy_to(tmp_path)
    opened = open_book(book)
    docket = opened.docket(AS_OF)
    wanted = (
        lambda c: c.promises,
        lambda c: c.plans,
        lambda c: c.holds,
        lambda c: c.arrears.waived,
        lambda c: any(x.state in ("refused", "voided") for x in c.letters),
        lambda c: not c.arrears.owed,
        lambda c: any(clock.ends < AS_OF for clock in c.clocks),
        lambda c: any(clock.restarts for clock in c.clocks),
    )
    shown = {
        unit: {n for n, shows in enumerate(wanted) if shows(case)}
        for unit, case in docket.cases.items()
    }
    left, interesting = set(range(len(wanted))), []
    while left:
        interesting.append(max(shown, key=lambda unit: len(shown[unit] & left)))
        assert shown[interesting[-1]] & left, "no unit of that kind"
        left -= shown[interesting[-1]]
    report = evidence.evidence(book, AS_OF, sorted(interesting))
    assert len(report.data["bundles"]) == len(interesting) > 2
    for bundle in report.data["bundles"]:
        assert all("«" not in text for text in read(bundle["folder"]).values())


def test_what_is_held_is_shown_as_not_demanded(tmp_path):
    book = copy_to(tmp_path)
    docket = open_book(book).docket(AS_OF)
    case = next(c for c in docket.cases.values() if 0 < c.demandable < c.arrears.owed)
    _, bundle = of(book, case.unit.unit)
    said = paper(bundle["folder"], "欠费与违约金计算")
    held = Decimal(case.arrears.owed - case.demandable) / 100
    assert f"标注“暂缓”的费用（本金{held:,.2f}元）" in said
    assert "\t暂缓\n" in said


@pytest.mark.live
def test_the_pdf_holds_every_paper_where_the_index_says(made):
    book, letter = made
    place = letter["file"].parent
    segno.make("x").save(place / f"{letter['number']} 快递回单.png", scale=8)
    report, bundle = of(book, letter["unit"], as_pdf=True)
    assert report.exit_code == 0
    reader = PdfReader(bundle["pdf"])
    pages = [page.extract_text() for page in reader.pages]
    assert len(pages) == bundle["pages"]
    index = paper(bundle["folder"], "证据目录")
    rows = [line.split("\t") for line in index.splitlines() if line[:1].isdigit()]
    assert len(rows) == 7
    for _, title, _, page in rows:
        first = pages[int(page) - 1].replace(" ", "")
        assert title.split()[-1] in first or title.split()[0] in first, title
    assert "".join(pages[0].split()).count("证据目录") >= 1
    marks = [m for m in reader.outline if not isinstance(m, list)]
    assert len(marks) == 7  # the index and the six papers; the letter's are below their own
    if checker := shutil.which("qpdf"):
        subprocess.run([checker, "--check", bundle["pdf"]], check=True, capture_output=True)


def test_the_command_line(made):
    book, letter = made
    runner = CliRunner()
    day = AS_OF.isoformat()
    call = ["evidence", str(book), "--unit", letter["unit"], "--as-of", day, "--json"]
    told = runner.invoke(app, call)
    data = json.loads(told.stdout)
    assert told.exit_code == 0 and Path(data["bundles"][0]["folder"]).is_dir()
    call = ["history", str(book), "--unit", letter["unit"], "--as-of", day, "--json"]
    told = runner.invoke(app, call)
    data = json.loads(told.stdout)
    assert told.exit_code == 0 and Path(data["file"]).is_file()
    days = [event["date"] for event in data["events"]]
    assert days == sorted(days) and any(e["number"] == letter["number"] for e in data["events"])
    said = plain(Path(data["file"]).read_bytes())
    assert letter["number"] in said and "房屋催费经过" in said


def test_the_papers_of_an_english_book_are_english(tmp_path):
    book = tmp_path / "demo.xlsx"
    build.build(book, invent(AS_OF), lang="en")
    opened = open_book(book)
    docket = opened.docket(AS_OF)
    unit = next(k for k, c in docket.cases.items() if c.arrears.owed and c.clocks and c.contacts)
    _, bundle = of(book, unit)
    said = paper(bundle["folder"], "Limitation")
    assert "no legal advice" in said and "届满" not in said
    assert "Principal and late fee" in paper(bundle["folder"], "Arrears and Late Fee")
