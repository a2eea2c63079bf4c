"""Pictures from fields: QR codes and the place of the seal, in letters and in print packs."""

import io
import re
import zipfile
import zlib
from dataclasses import replace

import pytest
import segno
from docx import Document
from openxml_audit import OpenXmlValidator

from cuifei.domain.problems import CuifeiError
from cuifei.letters import pictures, print_letter, text
from cuifei.letters.pack.join import pack
from cuifei.letters.template import compile
from letters import samples
from letters.test_template import said
from letters.words import code, docx, field, p, table

LINK = "https://pay.example.com/a?x=1&y=2"


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert len(set(archive.namelist())) == len(archive.namelist())
        return {name: archive.read(name) for name in archive.namelist()}


def _images(content: bytes) -> list[bytes]:
    """The pictures of a letter in the order of their drawings, found through its relations."""
    parts = _parts(content)
    relations = dict(
        re.findall(
            r'Id="(\w+)"[^>]*Target="/?(?:word/)?([^"]+)"',
            parts["word/_rels/document.xml.rels"].decode(),
        )
    )
    keys = re.findall(r'r:embed="(\w+)"', parts["word/document.xml"].decode())
    return [parts[f"word/{relations[key]}"] for key in keys]


def test_a_code_holds_the_link_and_nothing_is_printed_without_one():
    template = compile(docx(p("前«图片.收款码»后")))
    assert template.fields == {"收款码链接"}
    content = template.render({"收款码链接": LINK}, {})
    assert _images(content) == [pictures.png("收款码", LINK)]
    assert said(template, {"收款码链接": LINK}) == "前后\n"
    empty = template.render({"收款码链接": " "}, {})
    assert _images(empty) == [] and not [n for n in _parts(empty) if "media" in n]
    assert content == template.render({"收款码链接": LINK}, {})


def test_the_picture_is_the_code_of_the_link():
    made = io.BytesIO()
    segno.make(LINK, error="m", micro=False).save(made, kind="png", scale=8, border=4)
    assert pictures.png("收款码", LINK) == made.getvalue()


def test_pictures_repeat_with_rows_and_equal_ones_are_one_part():
    template = compile(docx(table(("«账户.户名»", "«账户.图片.收款码.18»"))))
    assert template.lists == {"账户": {"户名", "收款码链接"}}
    links = (LINK, "", "https://pay.example.com/b", LINK)
    rows = [{"户名": str(n), "收款码链接": link} for n, link in enumerate(links)]
    content = template.render({}, {"账户": rows})
    assert _images(content) == [pictures.png("收款码", link) for link in links if link]
    parts = _parts(content)
    assert len([name for name in parts if "media" in name]) == 2
    xml = parts["word/document.xml"].decode()
    numbers = re.findall(r'<wp:docPr id="(\d+)"', xml)
    assert len(set(numbers)) == 3
    assert xml.count(f'cx="{18 * 36_000}"') == 6


def test_the_line_grows_with_its_picture():
    body = p("«图片.盖章处»").replace(
        "<w:p>",
        '<w:p><w:pPr><w:keepNext/><w:spacing w:line="200" w:lineRule="exact" w:after="40"/>'
        "<w:jc/></w:pPr>",
    )
    for one in (body, p("«图片.盖章处»")):
        xml = _parts(compile(docx(one)).render({}, {}))["word/document.xml"].decode()
        assert re.search(r'<w:spacing [^>]*w:line="240" w:lineRule="auto"', xml)
        assert "<w:drawing>" in xml


def test_a_picture_that_does_not_exist():
    for name in ("图片.照片", "图片.收款码.900"):
        with pytest.raises(CuifeiError, match=name):
            compile(docx(p(f"«{name}»")))
    template = compile(docx(p("«图片.收款码»")))
    with pytest.raises(CuifeiError, match="too long"):
        template.render({"收款码链接": "x" * 5000}, {})


def test_a_picture_in_an_if_is_refused():
    choice = code(" IF ", field("总额"), ' > 0 "扫码：', field("图片.收款码"), '" "" ')
    with pytest.raises(CuifeiError, match=r"«图片\.收款码»"):
        compile(docx(f"<w:p>{choice}</w:p>"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_our_letters_print_the_codes_of_their_accounts(lang, tmp_path):
    demand = samples.demand("reminder_notice", 3, late_fee=False)
    demand = replace(demand, accounts=(samples.ACCOUNT, replace(samples.SECOND, link=LINK)))
    demand = replace(demand, unit=replace(demand.unit, language=lang))
    content, problems = print_letter.print_letter(demand, lang)
    assert not problems
    assert _images(content) == [pictures.png("收款码", LINK)]
    path = tmp_path / "letter.docx"
    path.write_bytes(content)
    result = OpenXmlValidator().validate(str(path))
    assert result.is_valid, [str(error) for error in result.errors]
    assert len(Document(str(path)).inline_shapes) == 1
    bare = replace(demand, accounts=(samples.ACCOUNT,))
    assert not _images(print_letter.print_letter(bare, lang)[0])


def test_a_pack_shares_equal_pictures_and_keeps_numbers_apart():
    demand = samples.demand("reminder_notice", 3, late_fee=False)
    letters = [
        print_letter.print_letter(
            replace(demand, accounts=(replace(samples.SECOND, link=link),)), "zh"
        )[0]
        for link in (LINK, "https://pay.example.com/b", LINK)
    ]
    packed = pack(letters)
    assert _images(packed) == [image for letter in letters for image in _images(letter)]
    parts = _parts(packed)
    assert len([name for name in parts if "media" in name]) == 2
    numbers = re.findall(r'<wp:docPr\b[^>]*\bid="(\d+)"', parts["word/document.xml"].decode())
    assert len(set(numbers)) == 3
    assert text.plain(packed).count("请用手机扫描") == 3


def _picture(wide, high):
    """Return a small PNG of that many pixels."""
    lines = b"".join(b"\0" + b"\x80" * wide for _ in range(high))

    def chunk(kind, data):
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    head = wide.to_bytes(4) + high.to_bytes(4) + bytes((8, 0, 0, 0, 0))
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize("size", [(30, 30), (20, 40)])
def test_a_picture_that_the_office_has_is_printed_in_its_own_shape(tmp_path, size):
    file = tmp_path / "收款码.png"
    file.write_bytes(_picture(*size))
    account = replace(samples.ACCOUNT, picture=pictures.of_file(file))
    demand = replace(samples.demand("collection_letter"), accounts=(account,))
    content, problems = print_letter.print_letter(demand, "zh")
    assert not problems and _images(content) == [file.read_bytes()]
    said = _parts(content)["word/document.xml"].decode()
    wide, high = map(int, re.search(r'<wp:extent cx="(\d+)" cy="(\d+)"', said).groups())
    assert wide * size[1] == pytest.approx(high * size[0]) and max(wide, high) == 22 * 36_000
    assert "线上缴费" not in text.plain(content) and "二维码" in text.plain(content)
    (tmp_path / "x.docx").write_bytes(content)
    assert OpenXmlValidator().validate(str(tmp_path / "x.docx")).is_valid


@pytest.mark.parametrize("content", [None, b"no picture", b"GIF89a"])
def test_a_picture_that_cannot_be_read_is_named(tmp_path, content):
    file = tmp_path / "收款码.png"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CuifeiError, match="收款码"):
        pictures.of_file(file)
