"""Each thing that the lint refuses, planted into a letter that was fit to be sent."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuifei.letters import forbidden, print_letter
from cuifei.letters.fields import fields
from cuifei.letters.lint import lint
from cuifei.letters.template import compile
from letters import samples
from letters.words import docx, p, table

FIT = samples.demand("final_notice")


def findings(demand=FIT, *, change=None, rows=None, said=None, template=None) -> str:
    """What the lint says about a demand, its values or its text changed on the way."""
    template = template or print_letter.find(demand.document, "zh")
    values, lists = fields(demand, "zh")
    values.update(change or {})
    lists.update(rows or {})
    known = not template.unknown(values, lists)
    text = template.text(values, lists) if known else ""
    problems = lint(demand, template, values, lists, text + (said or ""))
    assert all(problem.where == "3-2-101 JY-2026-0001" for problem in problems)
    return "; ".join(f"{problem.what} → {problem.remedy}" for problem in problems)


def test_a_fit_letter_passes():
    for document in ("payment_notice", "reminder_notice", "collection_letter", "lawyer_letter"):
        assert findings(samples.typical(document)) == ""


@pytest.mark.parametrize(
    ("field", "what"),
    [
        ("业主", "the owner's name"),
        ("房号", "the unit"),
        ("公司", "the company's name"),
        ("公司电话", "the company's phone"),
        ("最后期限", "the last date"),
        ("总额大写", "the total in capitals"),
    ],
)
def test_an_empty_required_field(field, what):
    assert f"nothing to print for {what}" in findings(change={field: " "})


def test_a_template_that_lost_the_total():
    small = compile(
        docx(p("«业主»«房号»«公司»«公司电话»«函号»«总额»«最后期限»«截至日»«收款登记至»"))
    )
    said = findings(template=small)
    assert "does not print the total in capitals → Put the field «总额大写»" in said
    assert "no table row for 违约金明细" in said and "no table row for 账户" in said
    assert "no table row for 明细" not in said


def test_an_unknown_field_stops_everything_else():
    wrong = compile(docx(p("«业住»"), table(("«明细.金額»",))))
    assert findings(samples.demand("final_notice", late_fee=False), template=wrong).count("→") == 2


def test_a_field_typed_as_plain_text():
    assert "unfilled field: «总额»" in findings(said="«总额»")


def test_no_account_or_half_an_account():
    assert "no account to pay into" in findings(replace(FIT, accounts=()))
    half = replace(samples.ACCOUNT, bank="")
    assert "not complete: 6200" in findings(replace(FIT, accounts=(half,)))


def test_no_line():
    assert "no charge" in findings(replace(FIT, lines=(), principal=0, late_fee=0, total=0))


def test_sums_that_differ():
    assert "the sums differ" in findings(change={"总额大写": "人民币壹元整"})
    assert "the sums differ" in findings(change={"总额": "1.00"})
    values, lists = fields(FIT, "zh")
    assert "the sums differ" in findings(rows={"违约金明细": lists["违约金明细"][1:]})
    assert "cannot be read back" in findings(change={"总额": "很多"})
    assert "cannot be read back" in findings(change={"总额大写": "很多"})
    assert values["总额"] and "demands nothing" in findings(replace(FIT, total=0))


def test_a_last_date_that_is_none():
    assert "not after the letter's date" in findings(replace(FIT, last_date=FIT.date))
    assert findings(replace(FIT, last_date=FIT.date + timedelta(1))) == ""


def test_a_last_date_on_a_holiday_must_be_said():
    holiday = replace(FIT, last_date=date(2027, 1, 1), last_date_is_workday=False)
    assert findings(holiday) == ""
    assert "no workday" in findings(holiday, change={"工作日句": ""})


def test_overdue_is_not_said_too_early():
    early = tuple(replace(line, days_late=0) for line in FIT.lines)
    assert "nothing is overdue yet" in findings(replace(FIT, lines=early))


def test_a_late_fee_needs_rate_and_clause():
    assert "without its rate" in findings(replace(FIT, rate_text=""))
    assert "without its rate" in findings(replace(FIT, rate_clause=" "))
    none = samples.demand("final_notice", late_fee=False)
    assert "speaks of a late fee" in findings(none, said="逾期按日加收滞纳金")
    item = replace(none.lines[0], item="往年违约金")
    assert findings(replace(none, lines=(item, *none.lines[1:]))) == ""


@pytest.mark.parametrize(
    "words",
    [
        "否则将停水", "我司将断电", "停止供暖", "切断燃气", "停气", "停暖",
        "名单将予以公示", "在公告栏曝光", "张贴欠费业主姓名",
        "后果自负", "列入黑名单", "影响您的征信", "将通知您的单位",
        "We will cut off the water", "you will be blacklisted",
        "证件号110101199001011234", "110101199001011 23X".replace(" ", ""),
    ],
)  # fmt: skip
def test_forbidden_words(words):
    assert "the letter says “" in findings(said=words)


@pytest.mark.parametrize(
    "words",
    ["不得采取停止供电、供水等方式催交物业费", "停车费", "电话：13000000001", "停业", "水电费"],
)
def test_harmless_words(words):
    assert findings(said=words) == ""


def test_an_account_number_is_no_identity_number():
    like_an_id = replace(samples.ACCOUNT, number="110101199001011234")
    assert findings(replace(FIT, accounts=(like_an_id,))) == ""


def test_a_lawyer_letter_without_its_draft_mark():
    values, lists = fields(samples.typical("lawyer_letter"), "zh")
    template = print_letter.find("lawyer_letter", "zh")
    said = template.text(values, lists).replace("审定前不得发出", "")
    problems = lint(samples.typical("lawyer_letter"), template, values, lists, said)
    assert [str(problem.what) for problem in problems] == [
        "the lawyer letter does not say that it is a draft"
    ]


def test_no_template_for_a_language():
    with pytest.raises(Exception, match=r"no letter template final_notice\.fr\.docx"):
        print_letter.find("final_notice", "fr")


@pytest.mark.parametrize(("lang", "other"), [("zh", "en"), ("en", "zh")])
def test_a_template_in_a_language_that_is_not_the_owners(lang, other):
    demand = replace(FIT, unit=replace(FIT.unit, language=lang))
    values, lists = fields(demand, lang)
    for wanted in (lang, other):
        template = print_letter.find(FIT.document, wanted)
        problems = lint(demand, template, values, lists, template.text(values, lists))
        found = [p for p in problems if "owner's language" in str(p.what)]
        assert len(found) == (wanted == other)


def test_a_template_in_both_languages_is_for_everybody():
    zh, en = "请于下列日期前付清上述款项，谢谢。" * 9, "Please pay before the date below. " * 9
    assert compile(docx(p(zh), p(en))).langs == {"zh", "en"}
    assert compile(docx(p("«业主»"))).langs == {"zh", "en"}


@pytest.mark.parametrize(
    "number", ["110101199001011234", "110101 19900101 123X", "１１０１０１１９９００１０１１２３４"]
)
def test_identity_numbers_however_they_are_written(number):
    assert "an identity number must not be printed" in findings(said=f"证件{number}。")


def test_a_rate_that_is_used_but_not_printed():
    assert "the rate of the late fee" in findings(change={"违约金说明句": "按合同约定计收违约金。"})


WORDS = st.sampled_from(
    ("停水", "不得采取", "停", "电", "公布", "名单", "Cut off", "the", "water", "１１０１０１")
)


@given(st.lists(st.lists(WORDS, max_size=4), max_size=5))
def test_a_text_is_searched_line_by_line_as_a_whole_one_is(lines):
    text = "\n".join(" ".join(words) for words in lines)
    narrow = text.translate(forbidden._NARROW)
    whole = [(found[0], e) for e in forbidden.FORBIDDEN if (found := e.pattern.search(narrow))]
    assert forbidden.found(text, date(2026, 1, 1)) == whole
