"""Drafts for a court: marked as drafts, whole, and with nothing that the book does not know."""

from dataclasses import replace
from datetime import date

import pytest
from openxml_audit import OpenXmlValidator

from cuifei.domain.records import Unit
from cuifei.letters import court_paper, sample
from cuifei.letters.court_paper import CLAIM, ORDER, Filing
from cuifei.letters.text import plain


def filing(lang, **demand):
    asked = replace(sample.demand("collection_letter", lang), **demand)
    fee = asked.late_fee - asked.waived
    return Filing(asked, "《样例合同》", fee, "30%", 5_000, 2_500, 1_667, ["甲证据"], ["乙证据"])


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", [CLAIM, ORDER])
def test_a_draft_says_so_names_the_claim_and_is_a_sound_file(tmp_path, kind, lang):
    content = court_paper.draft(filing(lang), kind, lang)
    said = plain(content)
    for words in ("420.95", "10.00", "《样例合同》", "甲证据", "乙证据", "30%", "________"):
        assert words in said
    assert {"zh": "草稿", "en": "DRAFT"}[lang] in said
    assert ("16.67" if kind == ORDER else "25.00") in said
    file = tmp_path / "draft.docx"
    file.write_bytes(content)
    assert OpenXmlValidator().validate(str(file)).is_valid


@pytest.mark.parametrize(("lang", "going_on"), [("zh", "实际付清"), ("en", "until it is paid")])
def test_a_payment_order_asks_for_a_certain_sum(lang, going_on):
    order, claim = (plain(court_paper.draft(filing(lang), kind, lang)) for kind in (ORDER, CLAIM))
    assert going_on in claim and going_on not in order
    assert lang == "en" or ("督促其给付违约金" in order and "请求判令" not in order)


@pytest.mark.parametrize(
    ("lang", "row", "said"),
    [
        ("zh", "甲-1（原业主）", "时为该房屋的业主"),
        ("en", "A-1 (former owner)", "until it was sold on"),
    ],
)
def test_who_sold_is_no_owner_of_today_and_the_unit_has_its_own_name(lang, row, said):
    sold = Unit(row, "张三样例", "样例苑", owner_until=date(2026, 6, 1))
    draft = plain(court_paper.draft(filing(lang, unit=sold), CLAIM, lang))
    assert said in draft and row not in draft and row.split("（")[0].split(" (")[0] in draft


def test_without_a_late_fee_the_claims_are_numbered_on():
    plain_claim = sample.principal_only("collection_letter", "zh")
    said = plain(
        court_paper.draft(replace(filing("zh"), demand=plain_claim, late_fee=0), CLAIM, "zh")
    )
    assert "2．本案诉讼费用" in said and "违约金" not in said
