"""A web page with more attributes in a tag than any program writes is refused, not parsed."""

import pytest

from cuifei.domain.problems import CuifeiError
from cuifei.files import limits, web_page

MANY = " ".join(f"a{n}" for n in range(limits.MOST_ATTRIBUTES + 1))


@pytest.mark.parametrize(
    "tag", [f"<table {MANY}>", f'<table x=">" {MANY}>', f"<TD {MANY}", f"<script {MANY}></script>"]
)
def test_it_is_refused(tag, tmp_path):
    page = f"<html><body>{tag}<tr><td>1</td></tr></table>"
    with pytest.raises(CuifeiError, match="attributes in one tag"):
        list(web_page.sheets(tmp_path / "a.xls", page.encode()))


def test_long_texts_and_looks_are_no_attributes(tmp_path):
    looks = f"<style><!--table {{}} {MANY} --></style><style>a {{}} {MANY} b > c</style>"
    page = f"<html>{looks}<!-- {MANY} --><table><tr><td>{MANY}</td></tr></table>"
    (sheet,) = web_page.sheets(tmp_path / "a.xls", page.encode())
    assert sheet.rows[0][0] == MANY
