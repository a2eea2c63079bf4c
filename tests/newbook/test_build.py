"""The empty ledger: complete, the same on every build, and good for Excel."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openxml_audit import OpenXmlValidator

from cuifei.domain.policy import SPECS
from cuifei.domain.records import Charge, Ledger, Letter, Payment, Unit
from cuifei.newbook import build
from cuifei.newbook.explanations import EXPLANATIONS
from cuifei.tables import rows, settings_rows
from cuifei.tables.layout import CODES, DASHBOARD, SETTINGS, TABLES, TICKLER
from cuifei.tables.presets import NEW_LEDGER, PRESETS, ladder, new_ledger
from cuifei.tables.triggers import read_trigger, write_trigger
from cuifei.workbook import reading

TEMPLATE = Path(__file__).parents[2] / "workbook_templates" / "ledger.xlsx"
LANGUAGES = pytest.mark.parametrize("lang", ["zh", "en"])


@pytest.fixture(scope="module", params=["zh", "en"])
def built(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("ledger") / "ledger.xlsx"
    build.build(path, lang=request.param)
    return path, request.param


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return [(info.filename, info.date_time, file.read(info)) for info in file.infolist()]


def test_checked_in_ledger_is_a_fresh_build(tmp_path):
    build.build(tmp_path / "ledger.xlsx")
    assert parts((tmp_path / "ledger.xlsx").read_bytes()) == parts(TEMPLATE.read_bytes())


def test_same_input_same_bytes(tmp_path, built):
    path, lang = built
    build.build(tmp_path / "again.xlsx", lang=lang)
    assert (tmp_path / "again.xlsx").read_bytes() == path.read_bytes()


def test_validator_has_nothing_to_say(built):
    result = OpenXmlValidator().validate(built[0])
    assert result.is_valid, [str(error) for error in result.errors]


def test_every_table_is_an_excel_table_on_its_sheet(built):
    path, lang = built
    book = load_workbook(path)
    assert book.sheetnames == [table.en if lang == "en" else table.zh for table in TABLES]
    for sheet, table in zip(book.worksheets, TABLES, strict=True):
        assert list(sheet.tables) == [sheet.title]
        headers = [column.en if lang == "en" else column.zh for column in table.columns]
        assert sheet.tables[sheet.title].column_names == headers
        if table not in (DASHBOARD, TICKLER):  # pages to look at: no row is frozen or repeated
            assert sheet.freeze_panes and sheet.print_title_rows == "$1:$1"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)


def test_empty_ledger_reads_back_with_its_presets(built):
    path, lang = built
    book = reading.read(path)
    ledger, problems = rows.ledger(book)
    assert book.lang == lang and problems == ()
    assert {setting.key for setting in ledger.settings} == set(SETTINGS)
    assert ledger.rungs == new_ledger()
    assert (ledger.units, ledger.charges, ledger.letters) == ({}, (), ())
    policy, problems = settings_rows.policy(book, ledger)
    assert policy.receipts_through is None and policy.company == ""
    assert [problem.where.partition("!")[2] for problem in problems] == ["B8", "B9"]
    for spec in SPECS:
        if spec.preset:
            assert getattr(policy, spec.key) == getattr(type(policy)(), spec.key), spec.key


def test_coded_columns_offer_their_words(built):
    path, lang = built
    book = load_workbook(path)
    for sheet, table in zip(book.worksheets, TABLES, strict=True):
        offered = {
            check.formula1: str(check.sqref)
            for check in sheet.data_validations.dataValidation
            if check.type == "list"
        }
        for column in table.columns:
            if column.kind == "code":
                words = [names[lang == "en"] for names in CODES[column.codes].values()]
                assert f'"{",".join(words)}"' in offered
        assert all(len(formula) <= 255 for formula in offered)


def test_late_rows_inherit_the_format_of_their_column(built):
    sheet = load_workbook(built[0]).worksheets[[t.name for t in TABLES].index("charges")]
    formats = [sheet.column_dimensions[letter].number_format for letter in "ACDE"]
    assert formats == ["@", "@", "#,##0.00", "yyyy-mm-dd"]


def test_months_overdue_are_coloured_from_light_to_dark(built):
    book = load_workbook(built[0])
    for name in ("charges", "arrears"):
        sheet = book.worksheets[[t.name for t in TABLES].index(name)]
        rules = [rule for rules in sheet.conditional_formatting for rule in rules.rules]
        starts = [int(rule.formula[0].rpartition("=")[2].rstrip(")")) for rule in rules]
        light = [sum(bytes.fromhex(rule.dxf.fill.bgColor.rgb[2:])) for rule in rules]
        assert starts == [12, 6, 3, 1] and light == sorted(light)
        assert [bool(rule.dxf.font.b) for rule in rules] == [True, True, False, False]


@LANGUAGES
def test_ledger_goes_through_a_file_and_back(tmp_path, lang):
    ledger = Ledger(
        units={"3-2": Unit("3-2", "=甲一样例", area="88.5", phone="+13000000001")},
        charges=(Charge("3-2", "物业费", "2026-01", 24780, date(2026, 1, 31), "@备注"),),
        payments=(Payment("3-2", date(2026, 3, 1), 1, "-转账"),),
        letters=(Letter("催1", "lawyer_letter", "3-2", date(2026, 4, 1), amount=24780),),
        rungs=ladder("express", "shop"),
        priorities={"3-2": 1},
    )
    build.build(tmp_path / "b.xlsx", ledger, lang)
    again, problems = rows.ledger(reading.read(tmp_path / "b.xlsx"))
    assert problems == ()
    for name in ("units", "charges", "payments", "letters", "rungs", "priorities"):
        assert getattr(again, name) == getattr(ledger, name)


def test_every_setting_is_explained_and_named():
    assert set(EXPLANATIONS) == set(SETTINGS) == {spec.key for spec in SPECS}


def test_presets_are_the_rules():
    assert [(r.document, r.trigger) for r in PRESETS["residential"]] == [
        ("payment_notice", "months 3"),
        ("reminder_notice", "months 4"),
        ("final_notice", "months 6"),
        ("lawyer_letter", "months 12"),
    ]
    lawyer = PRESETS["nine-moves"][-1]
    assert (lawyer.requires, lawyer.requires_count, lawyer.trigger) == (
        "collection_letter",
        2,
        "months 3",
    )
    assert [r.trigger for r in PRESETS["shop"]] == ["months 0", "day 25", "next 5", "next 13"]
    for rungs in PRESETS.values():
        assert [rung.level for rung in rungs] == list(range(1, len(rungs) + 1))
        for rung in rungs:
            assert rung.source.startswith("R2.")
            if rung.document == "lawyer_letter":
                assert rung.silence_days == rung.last_date_days == 14
    assert {rung.use_type for rung in new_ledger()} == set(NEW_LEDGER) == set(CODES["use_type"])


@LANGUAGES
def test_every_preset_trigger_is_read_as_it_is_written(lang):
    for rungs in PRESETS.values():
        for rung in rungs:
            assert read_trigger(write_trigger(rung.trigger, lang)) == rung.trigger
