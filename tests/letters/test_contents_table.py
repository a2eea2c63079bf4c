"""A table of contents repeats headings: none of them may hold a merge field."""

import pytest

from cuifei.letters.template import compile
from letters.test_others import refused
from letters.words import code, docx, field, p, run

STYLES = (
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="条"><w:name w:val="条"/><w:basedOn w:val="1"/>'
    "</w:style>"
    '<w:style w:type="paragraph" w:styleId="款"><w:name w:val="款 样"/></w:style></w:styles>'
)


def contents(instruction: str, look: str, heading: str) -> bytes:
    """A table of contents that once collected a heading, and the heading."""
    entry = f"<w:p>{code(instruction, result='致«业主»' + chr(9) + '1')}</w:p>"
    styles = {"word/styles.xml": STYLES}
    return docx(entry, p(heading).replace("<w:p>", f"<w:p><w:pPr>{look}</w:pPr>"), extra=styles)


SOURCES = (
    (' TOC \\o "1-3" \\h \\z \\u ', '<w:pStyle w:val="1"/>'),
    (' TOC \\o "1-3" ', '<w:pStyle w:val="条"/>'),
    (" TOC \\u ", '<w:outlineLvl w:val="0"/>'),
    (' TOC \\t "款 样,1" ', '<w:pStyle w:val="款"/>'),
)


@pytest.mark.parametrize(("instruction", "look"), SOURCES)
def test_a_table_of_contents_over_a_field_is_refused(instruction, look):
    said = refused(contents(instruction, look, "致«业主»的函"))
    assert "TOC" in said and "heading" in said
    compile(contents(instruction, look, "一、事实"))
    compile(contents(instruction, "", "致«业主»的函"))


def test_a_list_of_captions_over_a_field_is_refused():
    caption = f"<w:p>{run('图')}{code(' SEQ 图 ')}{field('业主')}</w:p>"
    figures, tables = (f"<w:p>{code(switch)}</w:p>" for switch in (" TOC \\c 图 ", " TOC \\c 表 "))
    assert "TOC" in refused(docx(figures, caption))
    compile(docx(tables, caption))
