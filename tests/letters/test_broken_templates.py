"""Broken templates: each is refused before anything is printed, and the place is named."""

from collections.abc import Callable

import pytest

from cuifei.domain.problems import CuifeiError
from cuifei.letters import package, print_letter
from cuifei.letters.fields import fields
from cuifei.letters.lint import lint
from cuifei.letters.template import compile
from letter_templates.make import build
from letters import samples
from letters.words import CHAR, code, docx, field, p, row, run, table

BEGIN, END, SEPARATE = (CHAR.format(kind) for kind in ("begin", "end", "separate"))


def _code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def _p(*inside: str) -> str:
    return f"<w:p>{''.join(inside)}</w:p>"


OPENED = BEGIN + _code(" MERGEFIELD 业主 ")
NESTED = "<w:tbl><w:tr><w:tc>{}{}<w:p/></w:tc></w:tr></w:tbl>".format

# what is wrong: (the body, words of the refusal that name the place)
BROKEN: dict[str, tuple[str, tuple[str, ...]]] = {
    "a field that is not closed": (_p(OPENED), ("MERGEFIELD 业主", "not closed")),
    "a field split over two paragraphs": (
        _p(OPENED) + _p(SEPARATE, run("x"), END),
        ("MERGEFIELD 业主", "not closed"),
    ),
    "a field split over two cells": (
        table(("x", "y")).replace(p("x"), _p(OPENED)).replace(p("y"), _p(SEPARATE, END)),
        ("MERGEFIELD 业主",),
    ),
    "a field that lost its name": (_p(code(" MERGEFIELD ")), ("MERGEFIELD",)),
    "a name with a blank and no quotes": (_p(code(" MERGEFIELD 房 号 ")), ("房 号",)),
    "a name with one quote": (_p(code(' MERGEFIELD "房 号 ')), ("房 号",)),
    "a name that is a field": (_p(code(" MERGEFIELD ", field("业主"))), ("MERGEFIELD 业主",)),
    "a switch that does not exist": (
        _p(code(" MERGEFIELD 总额 \\q 1 ")),
        ("«总额»", "\\q"),
    ),
    "a format that does not exist": (
        _p(code(" MERGEFIELD 总额 \\* 大写金额 ")),
        ("«总额»", "大写金额"),
    ),
    "a picture without its pattern": (_p(code(" MERGEFIELD 总额 \\# ")), ("«总额»", "\\#")),
    "an IF that is not closed": (
        _p(BEGIN, _code(" IF "), field("违约金"), _code(' = 0 "a" "b" ')),
        ("IF { MERGEFIELD 违约金", "not closed"),
    ),
    "an IF over two paragraphs": (
        _p(BEGIN, _code(" IF "), field("违约金"), _code(' = 0 "a'))
        + _p(_code('b" "c" '), SEPARATE, END),
        ("违约金", "not closed"),
    ),
    "an IF without an operator": (
        _p(code(" IF ", field("违约金"), ' "a" "b" ')),
        ("IF { MERGEFIELD 违约金",),
    ),
    "an IF with an operator of another language": (
        _p(code(" IF ", field("违约金"), ' == 0 "a" "b" ')),
        ("== 0",),
    ),
    "an IF whose quote is not closed": (
        _p(code(" IF ", field("违约金"), ' = 0 "a "b" ')),
        ("违约金",),
    ),
    "an IF that LibreOffice emptied": (
        _p(code("MERGEFIELD违约金"), code(' IF  "" ""')),
        ('IF  "" ""',),
    ),
    "an IF with a page number in it": (
        _p(code(" IF ", field("违约金"), ' = 0 "', code(" PAGE "), '" ')),
        ("PAGE", "违约金"),
    ),
    "an IF with a formula in it": (
        _p(code(" IF ", code(" = ", field("a"), " + 1 "), ' > 0 "b" ')),
        ("MERGEFIELD a", "only Word"),
    ),
    "an IF with a picture in it": (
        _p(code(" IF ", field("a"), ' = 0 "', "<w:r><w:drawing/></w:r>", '" ')),
        ("picture", "word/document.xml"),
    ),
    "a merge field inside a link": (
        _p(code(" HYPERLINK ", field("链接"))),
        ("«链接»", "another field"),
    ),
    "a field inside a merge field's switch": (
        _p(code(" MERGEFIELD a \\b ", field("称呼"))),
        ("称呼",),
    ),
    "a row of two lists": (table(("«明细.序号»", "«账户.户名»")), ("«账户.户名»", "«明细.»")),
    "a row field without its list": (table(("«明细.序号»", "«费用项目»")), ("«费用项目»",)),
    "a list field outside a table": (p("«明细.未收»"), ("«明细.未收»", "outside a table")),
    "a list field in a header line": (p("见«账户.账号»。"), ("«账户.账号»",)),
    "a table inside a repeating row": (
        NESTED(p("«明细.序号»"), f"<w:tbl>{row(('x',))}</w:tbl>"),
        ("«明细»", "another table"),
    ),
    "a repeating row in a table in a repeating row": (
        NESTED(p("«明细.序号»"), f"<w:tbl>{row(('«账户.户名»',))}</w:tbl>"),
        ("«账户.户名»",),
    ),
    "tracked changes": (
        f"<w:p><w:del w:id='1' w:author='x'>{run('旧')}</w:del></w:p>",
        ("tracked changes", "word/document.xml"),
    ),
}


@pytest.mark.parametrize("wrong", BROKEN)
def test_a_broken_template_is_refused(wrong):
    body, places = BROKEN[wrong]
    with pytest.raises(CuifeiError) as error:
        compile(docx(p("前文"), body, p("后文")))
    for place in places:
        assert place in str(error.value), str(error.value)
    assert str(error.value.remedy)


def _without_table(xml: str) -> str:
    start = xml.index("<w:tbl>")
    return xml[:start] + xml[xml.index("</w:tbl>") + 8 :]


def _emptied_paragraph_of(name: str) -> Callable[[str], str]:
    """Take the words of a line, as the Delete key does; the line itself ends a table cell."""

    def change(xml: str) -> str:
        end = xml.index("</w:p>", xml.index(f" MERGEFIELD {name} ")) + 6
        return xml[: xml.rindex("<w:p>", 0, end)] + "<w:p/>" + xml[end:]

    return change


def _renamed(old: str, new: str) -> Callable[[str], str]:
    return lambda xml: xml.replace(f" MERGEFIELD {old} ", f" MERGEFIELD {new} ")


# what somebody did in Word to our template: (the change, words of the problem)
SPOILED: dict[str, tuple[Callable[[str], str], tuple[str, ...]]] = {
    "an unknown name": (_renamed("业主", "业主姓名"), ("«业主姓名»",)),
    "an unknown name in a row": (_renamed("明细.未收", "明细.未收款"), ("«明细.未收款»",)),
    "a wrong prefix of a whole row": (
        lambda xml: xml.replace("MERGEFIELD 明细.", "MERGEFIELD 费用."),
        ("«费用.未收»",),
    ),
    "a deleted table of charges": (_without_table, ("明细",)),
    "a deleted table of accounts": (
        lambda xml: (
            xml[: xml.rindex("<w:tbl>", 0, xml.index("账户.户名"))]
            + xml[xml.index("</w:tbl>", xml.index("账户.户名")) + 8 :]
        ),
        ("账户",),
    ),
    "a last date that nobody prints": (_renamed("最后期限", "函日期"), ("last date",)),
    "a phone that nobody prints": (_emptied_paragraph_of("联系人"), ("phone",)),
    "a name typed by hand": (
        lambda xml: xml.replace("</w:body>", "<w:p><w:r><w:t>«业主»</w:t></w:r></w:p></w:body>"),
        ("«业主»",),
    ),
    "an unknown name in an IF": (
        lambda xml: xml.replace(
            "</w:body>", _p(code(" IF ", field("欠费天数"), ' > 0 "a" ')) + "</w:body>"
        ),
        ("«欠费天数»",),
    ),
}


@pytest.mark.parametrize("wrong", SPOILED)
def test_a_spoiled_template_of_ours_holds_its_letters(wrong):
    change, places = SPOILED[wrong]
    demand = samples.demand("final_notice", late_fee=False)
    spoiled = compile(_changed(build.build("final_notice"), change))
    values, lists = fields(demand, "zh")
    printed = "" if spoiled.unknown(values, lists) else spoiled.text(values, lists)
    problems = lint(demand, spoiled, values, lists, printed)
    whole = "\n".join(str(problem) for problem in problems)
    assert problems
    for place in places:
        assert place in whole, whole
    assert not print_letter.print_letter(demand, "zh")[1]


def _changed(content: bytes, change: Callable[[str], str]) -> bytes:
    parts = package.read(content)
    before = package.unpacked(parts["word/document.xml"]).decode()
    after = change(before)
    assert after != before
    parts["word/document.xml"] = package.member("word/document.xml", after.encode())
    return package.frame(parts.values()).close(())
