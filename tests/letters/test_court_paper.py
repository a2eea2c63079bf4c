"""Drafts for a court: marked as drafts, whole, and with nothing that the book does not know."""

from dataclasses import replace

import pytest
from openxml_audit import OpenXmlValidator

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


def test_without_a_late_fee_the_claims_are_numbered_on():
    plain_claim = sample.principal_only("collection_letter", "zh")
    said = plain(
        court_paper.draft(replace(filing("zh"), demand=plain_claim, late_fee=0), CLAIM, "zh")
    )
    assert "2．本案诉讼费用" in said and "违约金" not in said
