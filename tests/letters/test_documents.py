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

from cuifei.domain.english_amounts import in_english
from cuifei.domain.money import capitals, read_capitals, text
from cuifei.letters import print_letter, template
from cuifei.letters.fields import fields
from cuifei.letters.text import plain
from letter_templates.make import build
from letters import samples
from size import FULL

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


def checked_in(document: str, lang: str) -> Path:
    return ROOT / "letter_templates" / build.file_name(document, lang)


@pytest.mark.parametrize(("document", "lang"), list(build.TEMPLATES))
def test_the_checked_in_template_is_a_fresh_build(document, lang):
    assert checked_in(document, lang).read_bytes() == build.build(document, lang)


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
    for path in (checked_in(document, lang), letter):
        result = OpenXmlValidator().validate(str(path))
        assert result.is_valid, [str(error) for error in result.errors]


def test_fields_and_templates_agree():
    """No template asks for what is not given, and nothing is given that no template uses."""
    with_link = replace(samples.typical("lawyer_letter"), accounts=(samples.SECOND,))
    values, lists = fields(with_link, "zh")
    used, rows = set(), {}
    for document, lang in itertools.product(build.DOCUMENTS, build.LANGS):
        content = checked_in(document, lang).read_bytes()
        if FULL or document == "lawyer_letter":  # in a process that has built others before
            assert build.build(document, lang) == content
        compiled = template.compile(content)
        assert not compiled.unknown(values, lists), document
        used |= compiled.fields
        for name, names in compiled.lists.items():
            rows[name] = rows.get(name, frozenset()) | names
    # By «图片.收款码» and «账户.图片.收款码», as a link or as the office's own picture.
    for_own_templates = {"收款码链接", "收款码图片"}
    assert used | for_own_templates == set(values)
    rows["账户"] |= for_own_templates
    rows["扫码"] |= for_own_templates
    rows["明细"] |= {"到期日"}  # our tables are narrow, and print 到期日短
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
    typed += (demand.sender.law_firm_address,)
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
@settings(max_examples=60 if FULL else 20, deadline=None)
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
    assert owner in said and "\n地址：" not in said
    assert "\n地址：" in printed(samples.demand("reminder_notice"))


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


CALLED = {"residential": "房屋", "entrusted": "房屋", "shop": "商铺", "parking": "车位"}


@ALL
@pytest.mark.parametrize("use_type", list(CALLED))
def test_a_letter_speaks_of_what_it_is_about(document, use_type):
    """A parking space is no home, and what a letter about it says is about the space."""
    demand = samples.typical(document)
    said = printed(replace(demand, unit=replace(demand.unit, use_type=use_type)))
    noun = CALLED[use_type]
    assert f"{noun}：甲一苑 3-2-101" in said and (f"您的{noun}" in said or f"上述{noun}" in said)
    assert not any(other in said for other in {"房屋", "商铺", "车位"} - {noun})


@ALL
@pytest.mark.parametrize("owner", ["样例便利店（虚构）", "甲一样例商贸有限公司"])
def test_a_firm_is_addressed_as_one(document, owner):
    demand = samples.typical(document)
    firm = replace(demand.unit, owner=owner, salutation="", use_type="shop")
    said = printed(replace(demand, unit=firm))
    assert "您" not in said and "贵单位" in said
    assert "贵单位" not in printed(demand)


@ALL
@BOTH
def test_principal_and_late_fee_stand_apart(document, lang):
    demand = samples.demand(document, waived=1_000)
    demand = replace(demand, unit=samples.typical(document, lang).unit)
    body = next(x for x in printed(demand).split("\n") if text(demand.total) in x)
    for amount in (demand.principal, demand.late_fee, demand.waived):
        assert text(amount) in body, body
    without = printed(replace(samples.demand(document, late_fee=False), unit=demand.unit))
    assert "其中未收费用" not in without and "unpaid charges CNY" not in without


@BOTH
def test_a_late_fee_in_a_lawyers_letter_cites_its_law(lang):
    law = {"zh": "第五百八十五条", "en": "Article 585"}[lang]
    unit = samples.typical("lawyer_letter", lang).unit
    for late_fee in (True, False):
        demand = samples.demand("lawyer_letter", late_fee=late_fee)
        assert (law in printed(replace(demand, unit=unit))) == late_fee


@BOTH
def test_formal_letters_name_their_enclosure(lang):
    names = {"zh": "缴费明细一份", "en": "tatement of account"}
    for document in build.DOCUMENTS:
        formal = document in ("collection_letter", "lawyer_letter")
        assert (names[lang] in printed(samples.typical(document, lang))) == formal


@BOTH
def test_the_slip_asks_who_received_it_how_and_from_whom(lang):
    asked = {
        "zh": ("签收人", "联系电话", "与业主关系", "送达人", "送达方式", "签收日期"),
        "en": ("Received by", "Telephone", "Relation", "Served by", "How served", "Date"),
    }[lang]
    for document in build.DOCUMENTS:
        slip = printed(samples.typical(document, lang)).rpartition(asked[0])[2]
        assert all(word in slip for word in asked[1:]), document


_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBERS = {word: n for n, word in enumerate(_ONES.split())}
_NUMBERS |= {word: n for n, word in zip(range(20, 100, 10), _TENS.split(), strict=True)}
_SIZES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}


def read_words(said: str) -> int:
    """Read an amount in English words back, in fen."""
    total = part = 0
    for word in said.replace("-", " ").split():
        if word in _NUMBERS:
            part += _NUMBERS[word]
        elif word == "hundred":
            part *= 100
        elif word in _SIZES:
            total, part = total + part * _SIZES[word], 0
        elif word == "yuan":
            total, part = (total + part) * 100, 0
        else:
            assert word in ("and", "fen", "only", "Renminbi"), word
    return total + part


@given(st.integers(0, 10**14))
def test_an_amount_in_english_words_is_the_amount(fen):
    assert read_words(in_english(fen)) == fen


@ALL
def test_an_english_letter_says_the_amount_in_words(document):
    demand = samples.typical(document, "en")
    row = re.search(r"^In words: (.*)$", printed(demand), re.M)
    assert row and read_words(row[1]) == demand.total


if __name__ == "__main__":
    for each in build.DOCUMENTS:
        for language in build.LANGS:
            golden(each, language).write_text(printed(samples.typical(each, language)), "utf-8")
