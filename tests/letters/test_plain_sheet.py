"""Sheets that are no letters: what people typed is printed as it is, and pictures upright."""

import struct

import pytest
import segno
from docx import Document

from cuifei.domain.problems import CuifeiError
from cuifei.letters import jpeg_turn, plain_sheet
from cuifei.letters.evidence.words import WORDS
from cuifei.letters.plain_sheet import Column
from cuifei.letters.text import plain


def sheet():
    document = plain_sheet.sheet("目录", "甲一物业", "zh")
    columns = (Column("项目", 1), Column("金额", 1, "right"))
    plain_sheet.table(document, columns, [("«业主» **不是字段**{Draft Mark:x}", "1\x00.00")])
    plain_sheet.text(document, "说明\x0b")
    return plain_sheet.content(document)


def test_typed_text_is_never_a_field_and_never_breaks_the_file():
    said = plain(sheet())
    assert "«业主» **不是字段**{Draft Mark:x}\t1.00" in said
    assert "MERGEFIELD" not in said and "说明" in said


def test_equal_sheets_are_equal_files():
    assert sheet() == sheet()


def png(folder):
    file = folder / "code.png"
    segno.make("x").save(file, scale=5)
    return file.read_bytes()


def test_a_picture_fills_the_page_but_no_more(tmp_path):
    document = plain_sheet.sheet("凭证", "甲一物业", "zh")
    plain_sheet.picture(document, png(tmp_path))
    shape = Document(_saved(document, tmp_path)).inline_shapes[0]
    assert shape.width == shape.height <= plain_sheet.Twips(plain_sheet.WIDTH)
    assert shape.width > 0.99 * plain_sheet.Twips(plain_sheet.WIDTH)


def _saved(document, folder):
    file = folder / "sheet.docx"
    file.write_bytes(plain_sheet.content(document))
    return file


@pytest.mark.parametrize("content", [b"", b"text", b"\x89PNG\r\n\x1a\nxx", b"\xff\xd8\xff\xe0"])
def test_what_is_no_picture_is_refused(content):
    with pytest.raises(CuifeiError, match="not a picture"):
        plain_sheet.picture(plain_sheet.sheet("凭证", "甲一物业", "zh"), content)


def photo(orientation, order="<"):
    """Return the head of a JPEG as a phone writes it."""
    mark = b"II*\0" if order == "<" else b"MM\0*"
    entry = struct.pack(order + "HHIHH", 0x0112, 3, 1, orientation, 0)
    tiff = mark + struct.pack(order + "IH", 8, 1) + entry + struct.pack(order + "I", 0)
    exif = b"Exif\0\0" + tiff
    first = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0" + bytes(9)
    return b"\xff\xd8" + first + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(("orientation", "degrees"), [(1, 0), (3, 180), (6, 90), (8, 270), (9, 0)])
def test_a_phone_says_how_it_was_held(orientation, degrees, order):
    content = photo(orientation, order)
    assert jpeg_turn.turn(content) == degrees
    assert jpeg_turn.turn(content[:-14]) == 0


def test_every_word_is_there_in_both_languages():
    chinese, english = WORDS["zh"], WORDS["en"]
    assert list(chinese) == list(english)
    for key, words in chinese.items():
        assert words.count(",") == english[key].count(",") or not key.endswith("_heads"), key
