"""The five demands in two languages: as checked in, as printed, in all sizes."""

import itertools
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from babel.dates import format_date
from babel.numbers import format_currency
from hypothesis import given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

from cuifei.domain.money import capitals, read_capitals, text
from cuifei.letters import print_letter, template
from cuifei.letters.fields import fields
from cuifei.letters.text import plain
from letter_templates.make import build
from letters import samples

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden"
ALL = pytest.mark.parametrize("document", list(build.DOCUMENTS))
BOTH = pytest.mark.parametrize("lang", build.LANGS)


def printed(demand) -> str:
    """Print a demand, which the lint must pass, and return what the paper says."""
    content, problems = print_letter.print_letter(demand, demand.unit.language)
    assert not problems, [str(problem.what) for problem in problems]
    return plain(content)


def golden(document: str, lang: str) -> Path:
    return GOLDEN / f"{document}.{lang}.txt"


@pytest.mark.parametrize(("document", "lang"), list(build.TEMPLATES))
def test_the_checked_in_template_is_a_fresh_build(document, lang):
    path = ROOT / "letter_templates" / build.file_name(document, lang)
    assert path.read_bytes() == build.build(document, lang) == build.build(document, lang)


@ALL
@BOTH
def test_the_letter_says_what_it_said(document, lang):
    said = printed(samples.typical(document, lang))
    assert said == golden(document, lang).read_text("utf-8")


@ALL
@BOTH
def test_templates_and_letters_are_sound_files(document, lang, tmp_path):
    letter = tmp_path / "letter.docx"
    letter.write_bytes(print_letter.print_letter(samples.typical(document, lang), lang)[0])
    for path in (ROOT / "letter_templates" / build.file_name(document, lang), letter):
        result = OpenXmlValidator().validate(str(path))
        assert result.is_valid, [str(error) for error in result.errors]


def test_fields_and_templates_agree():
    """No template asks for what is not given, and nothing is given that no template uses."""
    with_link = replace(samples.typical("lawyer_letter"), accounts=(samples.SECOND,))
    values, lists = fields(with_link, "zh")
    used, rows = set(), {}
    for document, lang in itertools.product(build.DOCUMENTS, build.LANGS):
        compiled = template.compile(build.build(document, lang))
        assert not compiled.unknown(values, lists), document
        used |= compiled.fields
        for name, names in compiled.lists.items():
            rows[name] = rows.get(name, frozenset()) | names
    for_own_templates = {"收款码链接"}  # by «图片.收款码» and «账户.图片.收款码»
    assert used | for_own_templates == set(values)
    rows["账户"] |= for_own_templates
    assert set(rows) == set(lists)
    plain_rows = fields(samples.demand("final_notice", late_fee=False), "zh")[1]
    for name, given_names in rows.items():
        row = (lists[name] or plain_rows[name])[0]
        # 明细 and 违约金明细 hold the same rows; which columns are shown is the table's business.
        shared = rows["明细"] | rows["违约金明细"] if "明细" in name else given_names
        assert shared == set(row), name


def test_english_gives_the_same_fields():
    chinese, english = (fields(samples.typical("lawyer_letter"), lang) for lang in ("zh", "en"))
    assert set(chinese[0]) == set(english[0]) and set(chinese[1]) == set(english[1])
    assert english[0]["最后期限"] == "4 December 2026"
    assert english[1]["违约金明细"][0]["账期"] == "March 2026"


@ALL
def test_an_english_letter_is_english_and_mixed_batches_work(document):
    """Chinese is left where people typed it, and for the amount in capitals, which banks read."""
    said = printed(samples.typical(document, "en"))
    demand = samples.typical(document, "en")
    typed = (demand.rate_clause, demand.sender.company, demand.sender.address, demand.sender.person)
    typed += (demand.sender.law_firm, demand.sender.lawyer, demand.sender.lawyer_licence)
    accounts = [(a.holder, a.bank, a.counter, a.hours, a.contact) for a in demand.accounts]
    capital = capitals(demand.total)
    for word in sorted(itertools.chain(*accounts, typed, [capital, "甲一苑"]), key=len)[::-1]:
        said = said.replace(word, "") if word else said
    assert not re.search("[\u3400-\u9fff]", said), re.findall("[\u3400-\u9fff]+", said)
    assert f"CNY {text(demand.total)}" in said and "4 December 2026" in said
    assert "Ms Sam Fictitious" in said
    assert "Dear" not in printed(samples.typical(document, "zh"))


def test_english_amounts_and_dates_are_babels():
    demand = samples.typical("final_notice", "en")
    amount = format_currency(Decimal(demand.total) / 100, "CNY", "¤¤ #,##0.00", locale="en_GB")
    said = printed(demand)
    assert amount.replace("\xa0", " ") in said
    assert format_date(demand.last_date, "long", locale="en_GB") in said


def test_an_english_letter_is_linted_as_one():
    base = samples.typical("final_notice", "en")
    lines = tuple(replace(line, days_late=0, late_fee=0) for line in base.lines)
    early = replace(base, lines=lines, late_fee=0, waived=0, total=base.principal)
    problems = print_letter.print_letter(early, "en")[1]
    assert "nothing is overdue yet" in str(problems[0].what)
    named = replace(base, rate_clause="")
    assert print_letter.print_letter(named, "en")[1]


@ALL
@pytest.mark.parametrize("count", [1, 12, 60])
def test_every_line_is_printed(document, count):
    demand = samples.demand(document, count)
    said = printed(demand)
    for number, line in enumerate(demand.lines, 1):
        assert re.search(rf"^{number}\t{line.item}\t.*\t{text(line.unpaid)}\t", said, re.M)
    assert said.count(text(demand.total)) >= 2 and capitals(demand.total) in said


@given(
    st.lists(
        st.tuples(st.integers(1, 10**9), st.integers(0, 10**6), st.integers(1, 4000)), min_size=1
    ),
    st.integers(0, 100),
)
@settings(max_examples=60, deadline=None)
def test_total_capitals_and_lines_agree_on_paper(amounts, waived_percent):
    template_lines = samples.lines(len(amounts), late_fee=True)
    lines = tuple(
        replace(line, amount=unpaid, paid=0, unpaid=unpaid, late_fee=fee, days_late=late)
        for line, (unpaid, fee, late) in zip(template_lines, amounts, strict=True)
    )
    principal, fee = sum(x.unpaid for x in lines), sum(x.late_fee for x in lines)
    waived = fee * waived_percent // 100
    demand = replace(
        samples.demand("final_notice"),
        lines=lines,
        principal=principal,
        late_fee=fee,
        waived=waived,
        total=principal + fee - waived,
    )
    said = printed(demand)
    row = re.search(r"^应付总额（大写）\t(\S+)\t¥ (\S+)$", said, re.M)
    assert row and read_capitals(row[1]) == demand.total and row[2] == text(demand.total)
    cells = [line.split("\t") for line in said.split("\n") if re.match(r"\d+\t", line)]
    assert len(cells) == len(lines)

    def column(index: int) -> int:
        return sum(int(re.sub("[,.]", "", row[index])) for row in cells)

    late = column(8) if fee else 0
    assert column(6) + late - waived == demand.total


def test_nothing_about_late_fees_where_none_is_claimed():
    for document in build.DOCUMENTS:
        said = printed(samples.demand(document, late_fee=False))
        assert "违约金" not in said and "0.05%" not in said and "减" not in said


def test_a_late_fee_is_printed_with_its_rate_and_clause():
    for document in build.DOCUMENTS:
        said = printed(samples.demand(document))
        assert "0.05%" in said and "《甲一苑物业服务合同》第八条" in said


def test_nothing_is_called_overdue_before_it_is():
    base = samples.demand("payment_notice", 2, late_fee=False)
    lines = tuple(
        replace(line, days_late=late) for line, late in zip(base.lines, (0, -26), strict=True)
    )
    said = printed(replace(base, lines=lines))
    assert "逾期" not in said and "当日到期" in said and "未到期" in said


def test_two_accounts_and_how_to_pay():
    said = printed(
        replace(samples.demand("final_notice"), accounts=(samples.ACCOUNT, samples.SECOND))
    )
    assert "6200 0000 0000 0001" in said and "8000 0000 0000 0002" in said
    assert "线上缴费：https://pay.example.com/jia-yi\n" in said
    assert "现场缴费：甲一苑物业服务中心一楼收费台（周一至周六 8:30–17:30） 赵六样例" in said


def test_no_link_no_counter_no_blank_line():
    bare = replace(samples.ACCOUNT, counter="", hours="", contact="", phone="")
    said = printed(replace(samples.demand("final_notice"), accounts=(bare,)))
    assert "线上缴费" not in said and "现场缴费" not in said


def test_a_long_name_and_characters_of_xml():
    owner = "甲乙丙丁" * 20 + "<&>\"'"
    unit = replace(samples.UNIT, owner=owner, address="")
    said = printed(replace(samples.demand("reminder_notice"), unit=unit))
    assert owner in said and "地　址" not in said


def test_the_lawyer_letter_is_a_draft_with_blanks_where_nobody_said():
    nobody = replace(samples.SENDER, law_firm="", lawyer="", lawyer_licence="")
    said = printed(replace(samples.demand("lawyer_letter"), sender=nobody))
    assert "指派________________律师（执业证号：________________）" in said
    assert "草稿" in said and "审定前不得发出" in said
    assert "（　　　　）律函字〔　　　　〕第　　　　号" in said


def test_earlier_letters_are_named_with_their_enclosure():
    with_letters = printed(samples.typical("lawyer_letter"))
    assert "JY-2026-0000-1\t催费通知书\t2026年8月25日\t2026年8月27日" in with_letters
    assert "JY-2026-0000-2\t限期缴费通知书\t2026年9月25日\t—" in with_letters
    assert "4．此前函件及送达凭证（复印件）" in with_letters
    assert "此前" not in printed(samples.demand("lawyer_letter"))


if __name__ == "__main__":
    for each in build.DOCUMENTS:
        for language in build.LANGS:
            golden(each, language).write_text(printed(samples.typical(each, language)), "utf-8")
