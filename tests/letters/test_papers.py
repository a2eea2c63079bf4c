"""Statement and instalment agreement: as printed in both languages, and what is refused."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from cuifei.domain.papers.agreement import Agreement, Part
from cuifei.domain.papers.statement import Statement, StatementLine
from cuifei.letters import (
    agreement_paper,
    bill_paper,
    print_letter,
    sample,
    statement_paper,
    template,
)
from cuifei.letters.text import plain
from letter_templates.make import build
from letters import samples

GOLDEN = Path(__file__).parent / "golden"
BOTH = pytest.mark.parametrize("lang", build.LANGS)
UNITS = {"zh": samples.UNIT, "en": samples.ENGLISH}


def statement(lang: str) -> Statement:
    """Every kind of entry once: opening 100, charges 600, received 205, a fee of 1.50 first."""
    entries = (
        (date(2026, 1, 31), "charge", "物业服务费", "2026-01", 30_000, 0, ""),
        (date(2026, 2, 2), "payment", "微信", "", 0, 20_000, "JY0001"),
        (date(2026, 3, 1), "payment", "", "2026-01", 0, 500, ""),
        (date(2026, 3, 31), "charge", "公共能耗费", "2026-Q1", 30_000, 0, ""),
        (date(2026, 4, 1), "discount", "", "", 0, 1_000, ""),
        (samples.AS_OF, "late_fee", "", "", 150, 0, ""),
    )
    balance, lines = 10_000, []
    for day, kind, what, period, charge, paid, voucher in entries:
        balance += charge - paid
        lines.append(StatementLine(day, kind, what, period, charge, paid, balance, voucher))
    unit = UNITS[lang]
    return Statement(
        number="JY-2026-0001-附",
        unit=unit,
        sender=samples.SENDER,
        since=date(2024, 11, 1),
        as_of=samples.AS_OF,
        receipts_through=samples.AS_OF - timedelta(1),
        lines=tuple(lines),
        opening=10_000,
        charged=60_150,
        paid=21_500,
        balance=48_650,
        prepaid=1_350,
        held=20_000,
        late_fee=2_000,
        waived=500,
        total=31_500,
        address=unit.address,
    )


def agreement(lang: str) -> Agreement:
    first = date(2026, 12, 15)
    days = (first, date(2027, 1, 15), date(2027, 2, 15))
    parts = zip(days, (40_000, 40_000, 20_050), (60_050, 20_050, 0), strict=True)
    unit = UNITS[lang]
    return Agreement(
        number="JY-2026-0002",
        unit=unit,
        sender=samples.SENDER,
        accounts=(samples.ACCOUNT,),
        parts=tuple(Part(*part) for part in parts),
        periods=3,
        oldest_due=date(2026, 7, 31),
        principal=99_000,
        late_fee=2_000,
        waived=950,
        total=100_050,
        date=samples.AS_OF,
        as_of=samples.AS_OF,
        receipts_through=samples.AS_OF,
        grace_days=3,
        address=unit.address,
        late_fee_runs_on=False,
        waiver_lapses=True,
    )


PAPERS = {
    "statement": lambda lang: print_letter.print_statement(statement(lang), lang),
    "instalment_agreement": lambda lang: print_letter.print_agreement(agreement(lang), lang),
    "bill": lambda lang: print_letter.print_bill(replace(sample.bill(lang), left_out=True), lang),
}
# What own templates may print and ours do not: ours print 函日期, 尊称 and a table of codes.
UNPRINTED = {"bill": {"截至日", "业主", "称呼", "收款码图片", "收款码链接"}}
EACH = pytest.mark.parametrize("document", list(PAPERS))


@EACH
@BOTH
def test_the_paper_says_what_it_said(document, lang):
    content, problems = PAPERS[document](lang)
    assert not problems
    assert plain(content) == (GOLDEN / f"{document}.{lang}.txt").read_text("utf-8")


@EACH
@BOTH
def test_papers_are_sound_files(document, lang, tmp_path):
    file = tmp_path / "paper.docx"
    file.write_bytes(PAPERS[document](lang)[0])
    result = OpenXmlValidator().validate(str(file))
    assert result.is_valid, [str(error) for error in result.errors]


@BOTH
def test_fields_and_templates_agree(lang):
    for document, (values, lists) in {
        "statement": statement_paper.fields(statement(lang), lang),
        "instalment_agreement": agreement_paper.fields(agreement(lang), lang),
        "bill": bill_paper.fields(sample.bill(lang), lang),
    }.items():
        other = {"zh": "en", "en": "zh"}[lang]
        both = [template.compile(build.build(document, each)) for each in (lang, other)]
        printed = both[0].fields | both[1].fields
        assert printed == set(values) - UNPRINTED.get(document, set())
        assert both[0].lists == both[1].lists
        given = {name: frozenset(rows[0]) for name, rows in lists.items()}
        if document == "statement":
            given["流水"] -= {"日期"}  # for own templates; our table is narrow, and prints 日期短
        if document == "bill":  # its lists are those of the demands, for own templates
            given = {name: row & both[0].lists[name] for name, row in given.items()}
        assert given == both[0].lists


def test_a_statement_that_does_not_add_up_is_refused():
    wrong = replace(statement("zh"), total=31_501)
    assert "do not agree" in str(print_letter.print_statement(wrong, "zh")[1][0].what)
    nobody = replace(statement("zh"), unit=replace(samples.UNIT, owner=""))
    assert print_letter.print_statement(nobody, "zh")[1]


def test_a_statement_prints_no_identity_number_but_any_voucher():
    base = statement("zh")
    paid = replace(base.lines[1], voucher="110101199003071234")
    assert not print_letter.print_statement(
        replace(base, lines=(base.lines[0], paid, *base.lines[2:])), "zh"
    )[1]
    paid = replace(base.lines[1], what="110101199003071234")
    assert print_letter.print_statement(
        replace(base, lines=(base.lines[0], paid, *base.lines[2:])), "zh"
    )[1]


def test_an_agreement_without_account_or_with_other_parts_is_refused():
    assert print_letter.print_agreement(replace(agreement("zh"), accounts=()), "zh")[1]
    parts = agreement("zh").parts[:2]
    assert print_letter.print_agreement(replace(agreement("zh"), parts=parts), "zh")[1]


@BOTH
def test_an_agreement_says_what_becomes_of_the_late_fee_and_of_the_waiver(lang):
    """Each decision is said one way or the other, and only where there is one."""
    said = {
        choice: plain(
            print_letter.print_agreement(
                replace(agreement(lang), late_fee_runs_on=choice, waiver_lapses=choice), lang
            )[0]
        )
        for choice in (True, False, None)
    }
    runs_on = {
        "zh": ("继续按照物业服务合同计算", "不再另计违约金"),
        "en": ("runs on", "no further late fee"),
    }
    lapses = {"zh": ("恢复收取。", "不因乙方逾期而恢复"), "en": ("waiver of", "stays waived")}
    for yes, no in (runs_on[lang], lapses[lang]):
        assert [yes in said[x] and no not in said[x] for x in said] == [True, False, False]
        assert [no in said[x] for x in said] == [False, True, False]


def test_no_late_fee_no_word_of_it():
    plain_debt = replace(
        agreement("zh"),
        late_fee=0,
        waived=0,
        principal=100_050,
        late_fee_runs_on=None,
        waiver_lapses=None,
    )
    assert "违约金" not in plain(print_letter.print_agreement(plain_debt, "zh")[0])


if __name__ == "__main__":
    for name, make in PAPERS.items():
        for each in build.LANGS:
            (GOLDEN / f"{name}.{each}.txt").write_text(plain(make(each)[0]), "utf-8")
