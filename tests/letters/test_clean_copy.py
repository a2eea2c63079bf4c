"""From draft to letter: only the draft marks go, and nobody is named who was not given."""

import io
from dataclasses import replace

import pytest
from docx import Document
from openxml_audit import OpenXmlValidator

from cuifei.domain.problems import CuifeiError
from cuifei.domain.records import Letter
from cuifei.letters import clean_copy, package, print_letter
from cuifei.letters.text import plain
from letter_templates.make import build
from letters import samples

BOTH = pytest.mark.parametrize("lang", build.LANGS)
GIVEN = {
    "Law Firm": samples.SENDER.law_firm,
    "Lawyer": samples.SENDER.lawyer,
    "Lawyer Licence": samples.SENDER.lawyer_licence,
    "Firm Number": "（丙三）律函字〔2026〕第12号",
}
NOBODY = replace(samples.SENDER, law_firm="", lawyer="", lawyer_licence="")
NOWHERE = replace(samples.SENDER, law_firm_address="", law_firm_phone="")


def draft(lang, **changes):
    demand = replace(samples.typical("lawyer_letter", lang), **changes)
    return print_letter.print_letter(demand, lang)[0]


def row(lang):
    demand = samples.typical("lawyer_letter", lang)
    return Letter(
        demand.number,
        "lawyer_letter",
        demand.unit.unit,
        demand.date,
        last_date=demand.last_date,
        amount=demand.total,
    )


@BOTH
def test_no_draft_mark_is_left_and_the_rest_stays(lang, tmp_path):
    before = plain(draft(lang))
    content = clean_copy.clean_copy(draft(lang), GIVEN)
    said = plain(content)
    assert not any(mark in said for mark in ("草稿", "DRAFT", "审定前", "before it is approved"))
    assert GIVEN["Firm Number"] in said
    gone = [line for line in before.split("\n") if line not in said.split("\n")]
    # The header's line, the title, the number, the slip, the footer: nothing else is touched.
    assert len(gone) == 5, gone
    assert clean_copy.lint(row(lang), content, GIVEN) == ()
    file = tmp_path / "letter.docx"
    file.write_bytes(content)
    result = OpenXmlValidator().validate(str(file))
    assert result.is_valid, [str(error) for error in result.errors]
    assert "草稿" not in Document(file).core_properties.title
    assert "draft" not in Document(file).core_properties.title.lower()


@BOTH
def test_blanks_are_filled_with_what_was_given(lang):
    said = plain(clean_copy.clean_copy(draft(lang, sender=NOBODY), GIVEN))
    for value in GIVEN.values():
        assert value in said
    blank = said.count("________________")
    assert blank == 1  # for the lawyer's own hand


@BOTH
def test_the_firms_address_is_given_or_the_draft_asks_for_it(lang):
    """What nobody typed is never made up; what the draft says of it is no part of the letter."""
    sender = samples.SENDER
    given = plain(draft(lang))
    assert sender.law_firm_address in given and sender.law_firm_phone in given
    asked = {"zh": "请律师事务所补上", "en": "to be added by the law firm"}[lang]
    assert asked not in given
    half = plain(draft(lang, sender=replace(NOWHERE, law_firm_phone=sender.law_firm_phone)))
    assert asked in half and sender.law_firm_phone in half
    missing = plain(draft(lang, sender=NOWHERE))
    assert asked in missing
    letter = plain(clean_copy.clean_copy(draft(lang, sender=NOWHERE), GIVEN))
    assert asked not in letter and "____" not in letter.split("\n")[1]


@pytest.mark.parametrize("style", list(GIVEN)[:3])
def test_another_name_in_the_draft_is_refused(style):
    with pytest.raises(CuifeiError, match="别的"):
        clean_copy.clean_copy(draft("zh"), {**GIVEN, style: "别的名字"})


def edited(content, old, new):
    """Edit one run of the body as counsel would."""
    document = Document(io.BytesIO(content))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            if old in run.text:
                run.text = run.text.replace(old, new)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_counsels_corrections_stay_and_are_read():
    kept = edited(draft("zh"), "本所建议", "本所郑重建议")
    assert "本所郑重建议您" in plain(clean_copy.clean_copy(kept, GIVEN))
    threat = edited(draft("zh"), "本所建议", "否则后果自负，建议")
    content = clean_copy.clean_copy(threat, GIVEN)
    assert "threaten" in str(clean_copy.lint(row("zh"), content, GIVEN)[0].what)


def test_a_number_that_counsel_typed_must_be_the_one_given():
    typed = edited(draft("zh"), "（　　　　）律函字〔　　　　〕第　　　　号", GIVEN["Firm Number"])
    assert plain(clean_copy.clean_copy(typed, GIVEN)).count(GIVEN["Firm Number"]) == 2
    with pytest.raises(CuifeiError):
        clean_copy.clean_copy(typed, {**GIVEN, "Firm Number": "（丙三）律函字〔2026〕第99号"})


def test_a_changed_amount_is_found():
    other = replace(row("zh"), amount=row("zh").amount + 1)
    problems = clean_copy.lint(other, clean_copy.clean_copy(draft("zh"), GIVEN), GIVEN)
    assert len(problems) == 2  # figures and capitals


def test_a_draft_word_outside_its_marks_is_refused():
    typed = edited(draft("zh"), "本所建议", "（草稿）本所建议")
    with pytest.raises(CuifeiError, match="草稿"):
        clean_copy.clean_copy(typed, GIVEN)


def test_the_same_draft_gives_the_same_letter():
    one, two = (clean_copy.clean_copy(draft("zh"), GIVEN) for _ in range(2))
    assert one == two
    assert package.read(one)
