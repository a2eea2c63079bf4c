"""A template that somebody edited in LibreOffice: text, a table row, a font.

What LibreOffice 7 does to fields when it saves a .docx: plain merge fields stay, in body,
tables, headers and footers; their switches are dropped without a word (the value then prints
as it is); an IF field with merge fields in it is taken apart, and such a template is refused.
"""

import io
import zipfile
from pathlib import Path

import pytest

from cuifei.domain.problems import CuifeiError
from cuifei.letters import print_letter, template
from cuifei.letters.fields import fields
from cuifei.letters.lint import lint
from letter_templates.make import build
from letters import samples
from letters.test_broken_templates import _changed
from letters.words import code, field
from libreoffice import bridge, shared
from libreoffice.shared import convert

pytestmark = pytest.mark.live


def _edited(file: Path) -> None:
    """Edit a file in LibreOffice, and save it.

    A sentence is typed into a paragraph with fields, a row is added to the table of charges, and
    a heading's font changes.
    """
    url = bridge.url(file)
    hidden = bridge.properties(Hidden=True)
    document = shared.app().impl.office.desktop.loadComponentFromURL(url, "_blank", 0, hidden)
    search = document.createSearchDescriptor()
    search.SearchString = "如已缴纳，请以收款记录为准"
    found = document.findFirst(search)
    found.getText().insertString(found.getStart(), "（新句）", False)
    found.CharFontNameAsian, found.CharWeight = "KaiTi", 150.0
    table = document.TextTables.getByIndex(0)
    rows = table.Rows.Count
    table.Rows.insertByIndex(rows, 1)
    table.getCellByName(f"A{rows + 1}").setString("（新行）")
    document.storeToURL(url, bridge.properties(FilterName="Office Open XML Text"))
    document.close(True)


def test_an_edited_template_merges(tmp_path):
    file = tmp_path / "final_notice.zh.docx"
    file.write_bytes(build.build("final_notice"))
    _edited(file)
    demand = samples.demand("final_notice", 3, waived=100)
    values, lists = fields(demand, "zh")
    ours, theirs = print_letter.find("final_notice", "zh"), template.compile(file)
    assert (ours.fields, ours.lists) == (theirs.fields, theirs.lists)
    content, problems = print_letter.print_letter(demand, "zh", tmp_path)
    assert not problems
    printed = theirs.text(values, lists)
    assert not lint(demand, theirs, values, lists, printed)
    before, after = ours.text(values, lists).split("\n"), printed.split("\n")
    new = [line for line in after if "（新" in line]
    assert any(line.startswith("（新句）") or "（新句）如已缴纳" in line for line in new), new
    kept = [line for line in before if line in after]
    assert len(kept) > len(before) * 3 // 4, set(before) - set(after)
    with zipfile.ZipFile(file) as archive:
        assert "KaiTi" in archive.read("word/document.xml").decode()
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None


def test_what_libreoffice_does_to_switches_and_ifs(tmp_path):
    amount = code(' MERGEFIELD 总额 \\# "0" ')
    choice = code(" IF ", field("违约金合计"), ' > 0 "有" "无" ', result="有")
    source = build.build("final_notice")

    def saved(name: str, inside: str) -> Path:
        content = _changed(source, lambda xml: xml.replace("<w:sectPr", f"{inside}<w:sectPr", 1))
        (tmp_path / name).write_bytes(content)
        return tmp_path / name

    files = [saved("a.docx", f"<w:p>{amount}</w:p>"), saved("b.docx", f"<w:p>{choice}</w:p>")]
    values, lists = fields(samples.demand("final_notice"), "zh")
    assert template.compile(files[1]).text(values, lists).count("\n有\n") == 1
    with_amount, with_choice = convert(files, "docx", tmp_path / "out")
    assert f"\n{values['总额']}\n" in template.compile(with_amount).text(values, lists)
    with pytest.raises(CuifeiError, match="IF"):
        template.compile(with_choice)
