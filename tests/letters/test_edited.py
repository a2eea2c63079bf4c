"""A template that somebody edited in LibreOffice: text, a table row, a font.

What LibreOffice 7 does to fields when it saves a .docx: plain merge fields stay, in body,
tables, headers and footers; their switches are dropped without a word (the value then prints
as it is); an IF field with merge fields in it is taken apart, and such a template is refused.
"""

import io
import os
import shutil
import subprocess
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
from letters.test_live import convert
from letters.words import code, field

pytestmark = pytest.mark.live


def _python_with_uno() -> str:
    for name in ("/usr/bin/python3", "/usr/lib/libreoffice/program/python"):
        if Path(name).is_file() and not subprocess.run([name, "-c", "import uno"]).returncode:
            return name
    if os.environ.get("CI"):
        pytest.fail("python3-uno is missing: a live test must not be skipped in CI")
    pytest.skip("no Python with LibreOffice's bridge is installed")


def _edited(file: Path, folder: Path) -> None:
    """Edit a file in a LibreOffice of our own."""
    office, python = shutil.which("soffice"), _python_with_uno()
    pipe = f"cuifei{folder.name}"[:40].replace("_", "").replace("-", "")
    profile = (folder / "profile").as_uri()
    server = subprocess.Popen(
        [
            office,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--norestore",
            f"--accept=pipe,name={pipe};urp;",
        ]
    )
    script = Path(__file__).with_name("edit_in_office.py")
    try:
        subprocess.run([python, str(script), pipe, str(file)], check=True, timeout=150)
        server.wait(timeout=60)
    finally:
        server.kill()


def test_an_edited_template_merges(tmp_path):
    file = tmp_path / "final_notice.zh.docx"
    file.write_bytes(build.build("final_notice"))
    _edited(file, tmp_path)
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
    with_amount, with_choice = convert(files, "docx", tmp_path)
    assert f"\n{values['总额']}\n" in template.compile(with_amount).text(values, lists)
    with pytest.raises(CuifeiError, match="IF"):
        template.compile(with_choice)
