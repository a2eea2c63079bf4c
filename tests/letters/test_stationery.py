"""Cover list, labels, envelopes: complete, in order, and silent about the debt outside."""

from datetime import date
from pathlib import Path

import pytest
from docx import Document
from openxml_audit import OpenXmlValidator

from cuifei.letters import addressed, stationery, template
from cuifei.letters.addressed import Addressee, Entry, Volume
from cuifei.letters.text import plain
from letters.packs import said

ROOT = Path(__file__).parents[2]
SENDER = {"company": "甲一物业服务有限公司", "address": "甲一市乙二路3号", "phone": "13000000001"}


def to(count: int) -> list[Addressee]:
    return [
        Addressee(f"样例{n}", f"甲一市乙二路1号{n}室", f"催函〔2026〕{n:04d}号", "先生")
        for n in range(count)
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", list(stationery.STATIONERY))
def test_the_checked_in_template_is_a_fresh_build_and_sound(name, lang):
    path = ROOT / "letter_templates" / f"{name}.{lang}.docx"
    assert path.read_bytes() == stationery.build(name, lang)
    result = OpenXmlValidator().validate(str(path))
    assert result.is_valid, [str(error) for error in result.errors]


@pytest.mark.parametrize("count", [1, 3, 24, 25])
def test_labels_stand_in_order(count, tmp_path):
    file = tmp_path / "labels.docx"
    file.write_bytes(addressed.labels(to(count), "zh"))
    table = Document(str(file)).tables[0]
    cells = [cell.text for row in table.rows for cell in row.cells]
    assert [cell.split("\n")[1] for cell in cells if cell.strip()] == [
        f"样例{n} 先生　收" for n in range(count)
    ]
    assert len(table.rows) == -(-count // 3)
    assert all(f"甲一市乙二路1号{n}室" in cells[n] for n in range(count))


def test_nothing_outside_tells_that_money_is_owed():
    outside = plain(addressed.labels(to(4), "zh")) + plain(addressed.envelopes(to(2), SENDER, "zh"))
    assert "2026-0001" in outside and "样例1" in outside
    assert not set("催欠缴费函律") & set(outside)


def test_each_envelope_is_a_page_of_its_own():
    sheets = said(addressed.envelopes(to(3), SENDER, "zh"))
    assert len(sheets) == 3
    for number, sheet in enumerate(sheets):
        assert f"样例{number} 先生　收" in sheet and f"1号{number}室" in sheet
        assert "甲一物业服务有限公司　13000000001" in sheet


def test_the_cover_lists_and_sums():
    entries = tuple(
        Entry(f"3-{n}", f"样例{n}", "final_notice", f"函{n}", 100_050, date(2026, 12, 4))
        for n in range(3)
    )
    volume = Volume("2026-11-20 催费函 01", "甲一物业", ("甲一苑", "乙二苑"), 2, 5, entries)
    listed = plain(addressed.cover(volume, "zh"))
    assert "第2册，共5册" in listed and "共3份，合计 3,001.50 元" in listed
    assert "甲一苑、乙二苑" in listed
    assert "□\t□\t□\t3\t3-2\t样例2\t限期缴费通知书\t函2\t1,000.50\t2026-12-04" in listed
    english = plain(addressed.cover(volume, "en"))
    assert "Volume 2 of 5" in english and "Final notice" in english


def test_templates_ask_only_for_what_is_given():
    """Fields of the checked-in templates are those that addressed.py fills, both ways."""
    names = {
        "pack_cover": {"批次", "公司", "小区", "册", "总册数", "份数", "合计"},
        "address_labels": set(),
        "envelope": {"收件地址", "收件人", "寄件地址", "寄件人", "寄件电话", "编号"},
    }
    for name, expected in names.items():
        for lang in ("zh", "en"):
            compiled = template.compile(stationery.build(name, lang))
            assert compiled.fields == expected, name
