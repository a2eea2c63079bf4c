"""The print pack of a batch: complete, in walking order, made from letters that are proved."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from commands.estates import AS_OF, NOW, copy_to, told_of_copy
from cuifei.commands import batch, letters, pack
from cuifei.commands.opened import open_book
from cuifei.commands.pack import Wish
from cuifei.commands.report import plain
from cuifei.commands.select import Wanted
from cuifei.commands.undo import undo
from cuifei.domain.keys import natural
from cuifei.domain.problems import CuifeiError
from cuifei.letters import office, pdf, word_host
from cuifei.letters.text import plain as text_of
from cuifei.letters.wordxml import W
from cuifei.locale import translator
from letters.packs import said, section_of, sections

PACK = Wish(pack=True)


@pytest.fixture
def book(tmp_path):
    return copy_to(tmp_path)


def run(book, wish=PACK, wanted=Wanted(limit=12), **options):  # noqa: B008
    report = letters.letters(book, AS_OF, wanted, now=NOW, wish=wish, **options)
    return plain(report.data, translator("zh")), report


@pytest.fixture(scope="module")
def packed_once(tmp_path_factory):
    """Return a workbook whose letters were written with their pack, and what was said as JSON."""
    path = copy_to(tmp_path_factory.mktemp("packed"))
    data, report = run(path)
    assert "打印包.docx" in "".join(map(translator("zh"), report.said))
    return path, json.dumps(data, ensure_ascii=False)


@pytest.fixture
def packed(packed_once, tmp_path):
    return told_of_copy(*packed_once, tmp_path)


def manifest(data):
    return json.loads((Path(data["folder"]) / "manifest.json").read_text("utf-8"))


def test_a_pack_holds_the_list_and_every_letter_with_its_statement(packed):
    _, data = packed
    (file,) = data["packs"]
    assert Path(file).name == "打印包.docx"
    cover, *papers = said(Path(file).read_bytes())
    folder = Path(data["folder"])
    enclosed = manifest(data)["enclosed"]
    alone = {
        text_of((folder / item["file"]).read_bytes())
        for item in (*manifest(data)["letters"], *enclosed)
        if item.get("kind") != "pack"
    }
    assert set(papers) == alone and len(papers) == len(alone)
    for number, letter in enumerate(data["letters"], 1):
        assert letter["number"] in cover and letter["unit"] in cover, number
    assert f"共{len(data['letters'])}份" in cover
    # A statement comes right behind its letter.
    for place, paper in enumerate(papers):
        if "-附" in paper:
            number = next(x["number"] for x in data["letters"] if f"{x['number']}-附" in paper)
            assert number in papers[place - 1] and "-附" not in papers[place - 1]


def test_letters_lie_in_walking_order(book):
    data, _ = run(book, wanted=Wanted())
    units = open_book(book).ledger.units
    cover = said(Path(data["packs"][0]).read_bytes())[0]
    listed = [line.split("\t") for line in cover.split("\n") if line.startswith("□")]
    homes = [units[cells[4]] for cells in listed]
    keys = [(home.community, natural(home.building), natural(home.unit)) for home in homes]
    assert keys == sorted(keys) and len(keys) == len(data["letters"])


def test_the_manifest_proves_the_pack_and_check_finds_a_changed_one(packed):
    _, data = packed
    (entry,) = [item for item in manifest(data)["enclosed"] if item["kind"] == "pack"]
    content = Path(data["packs"][0]).read_bytes()
    assert entry["file"] == "打印包.docx" and entry["sha256"] == batch.digest(content)


def test_packs_are_split_by_size_and_community(book):
    data, _ = run(book, replace(PACK, size=5))
    assert [Path(file).name for file in data["packs"]] == [
        "打印包 01.docx",
        "打印包 02.docx",
        "打印包 03.docx",
    ]
    covers = [said(Path(file).read_bytes())[0] for file in data["packs"]]
    assert [f"共{n}份" in cover for n, cover in zip((5, 5, 2), covers, strict=True)] == [True] * 3
    assert "第2册，共3册" in covers[1]


def test_a_pack_for_each_community(book):
    data, _ = run(book, replace(PACK, by_community=True), Wanted())
    units = open_book(book).ledger.units
    communities = {units[letter["unit"]].community for letter in data["letters"]}
    assert len(data["packs"]) == len(communities) > 1
    for file in data["packs"]:
        cover = said(Path(file).read_bytes())[0]
        assert sum(f"小区：{name}\t" in cover for name in communities) == 1


def test_duplex(book):
    data, _ = run(book, replace(PACK, duplex=True), Wanted(limit=3))
    found = sections(Path(data["packs"][0]).read_bytes())
    assert {section_of(body).find(W + "type").get(W + "val") for body in found} == {"oddPage"}


def test_a_pack_made_again_replaces_the_old_one(packed):
    book, data = packed
    report = pack.pack(book, "", replace(PACK, size=6))
    assert report.exit_code == 0 and len(report.data["packs"]) == 2
    folder = Path(data["folder"])
    assert not (folder / "打印包.docx").exists()
    kinds = [item["file"] for item in manifest(data)["enclosed"] if item["kind"] == "pack"]
    assert kinds == ["打印包 01.docx", "打印包 02.docx"]


def test_a_changed_letter_stays_out_and_is_named(book):
    data, _ = run(book, Wish())
    assert "packs" not in data
    file = Path(data["letters"][0]["file"])
    file.write_bytes(file.read_bytes() + b" ")
    Path(data["letters"][1]["file"]).unlink()
    report = pack.pack(book, Path(data["folder"]).name, PACK)
    assert report.exit_code == 1
    assert [str(problem.what) for problem in report.problems] == [
        "the file was changed after it was made",
        "the file is missing",
    ]
    cover = said(report.data["packs"][0].read_bytes())[0]
    assert data["letters"][0]["number"] not in cover and data["letters"][2]["number"] in cover


def test_pdf_files_are_in_the_folder_and_the_manifest(book, monkeypatch):
    monkeypatch.setattr(pdf, "pdfs", lambda made, progress: [b"%PDF" + c[:40] for c in made])
    data, _ = run(book, Wish(pdf=True), Wanted(limit=4))
    listed = [item for item in manifest(data)["enclosed"] if item["kind"] == "pdf"]
    papers = [
        x
        for x in (*manifest(data)["letters"], *manifest(data)["enclosed"])
        if x["file"].endswith(".docx")
    ]
    assert {Path(x["file"]).stem for x in papers} == {Path(x["file"]).stem for x in listed}
    for item in listed:
        content = (Path(data["folder"]) / item["file"]).read_bytes()
        assert batch.digest(content) == item["sha256"]
        assert (
            content
            == b"%PDF"
            + (Path(data["folder"]) / item["file"]).with_suffix(".docx").read_bytes()[:40]
        )
    assert len(data["pdfs"]) == len(listed)


def test_without_a_pdf_program_the_letters_and_the_pack_are_there_all_the_same(book, monkeypatch):
    monkeypatch.setattr(office, "find", lambda: None)
    monkeypatch.setattr(word_host, "start", lambda: None)
    data, report = run(book, Wish(pack=True, pdf=True), Wanted(limit=2))
    assert len(data["letters"]) == 2 and len(data["packs"]) == 1 and data["pdfs"] == []
    assert report.exit_code == 1
    assert "LibreOffice" in str(report.problems[-1].what)


def test_a_pack_that_is_open_in_word_is_said(book, monkeypatch):
    data, _ = run(book, Wish(), Wanted(limit=2))

    def refuse(*_args):
        raise PermissionError(13, "in use", "打印包.docx")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    report = pack.pack(book, "", PACK)
    assert report.exit_code == 1 and "打印包.docx" in str(report.problems[0].what)
    assert data["letters"]


def test_a_dry_run_makes_no_pack(book):
    data, _ = run(book, dry_run=True)
    assert "packs" not in data and not (book.parent / batch.FOLDER).exists()


def test_an_unknown_batch_is_refused(book):
    with pytest.raises(CuifeiError):
        pack.pack(book, "", PACK)
    run(book, Wish(), Wanted(limit=1))
    with pytest.raises(CuifeiError):
        pack.pack(book, "2020-01-01 催费函 01", PACK)


def test_undo_withdraws_a_batch_with_a_pack(packed):
    book, data = packed
    undo(book, now=NOW)
    assert batch.load(Path(data["folder"]) / batch.MANIFEST).state == batch.UNDONE
    with pytest.raises(CuifeiError):
        pack.pack(book, "", PACK)
