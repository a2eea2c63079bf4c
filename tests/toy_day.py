"""A day's work in the toy language, run in a Python of its own: `toy_day.py FOLDER LANG`.

Languages are found once, when cuifei is loaded; CUIFEI_LANGUAGES is set by who runs this. What was
written and said is printed as JSON.
"""

import json
import sys
from datetime import date, datetime
from pathlib import Path

from openpyxl import load_workbook

from cuifei.commands.demo import _day
from cuifei.commands.evidence import evidence
from cuifei.commands.issue import silent
from cuifei.domain.records import Charge, Contact, Ledger, PayAccount, Payment, Setting, Unit
from cuifei.excel import functions, texts
from cuifei.letters import text
from cuifei.locale import languages, translator
from cuifei.newbook.build import build
from cuifei.tables import rows
from cuifei.tables.layout import TABLES
from cuifei.workbook import reading

AS_OF, NOW = date(2026, 11, 20), datetime(2026, 11, 20, 9)


def ledger(lang):
    """Return four units; all that is typed is in Greek letters and figures, as the toy words."""
    homes = ("residential", "shop", "residential", "parking")
    units = [
        Unit(
            f"1-{number}01",
            f"Ωμ{'αβγδ'[number]}",
            community="Κκ",
            use_type=use,
            address=f"Δδ {number}",
            phone=f"1300000000{number}",
            language=lang,
            steward="Ππ",
        )
        for number, use in enumerate(homes)
    ]
    due = [date(2026 - (month > 10), month, 28) for month in (11, 12, *range(1, 11))]
    charges = [
        Charge(unit.unit, "Φφ", f"{day:%Y-%m}", 10_000, day)
        for number, unit in enumerate(units)
        for day in due[number * 4 :]
    ]
    return Ledger(
        units={unit.unit: unit for unit in units},
        charges=tuple(charges),
        payments=(Payment("1-101", date(2026, 9, 1), 3_000, "Χχ"),),
        contacts=(
            Contact("1-001", date(2026, 11, 2), "phone", "promised", date(2026, 11, 10), 5_000),
            Contact("1-101", date(2026, 10, 2), "visit", "told", by="Ππ"),
        ),
        accounts=(PayAccount("Λλ", "Ββ", "0000 1111", counter="Γγ", hours="9:00"),),
        settings=(
            Setting("company", "Λλ"),
            Setting("company_phone", "000"),
            Setting("contact_person", "Ππ"),
            Setting("receipts_through", AS_OF),
            Setting("law_firm", "Νν"),
            Setting("lawyer", "Σσ"),
        ),
    )


def cells(path):
    """Return sheet -> the texts in it, and how it is named by its table."""
    book = load_workbook(path)
    found = {}
    for sheet in book:
        lines = [
            [c for c in row if isinstance(c, str)] for row in sheet.iter_rows(values_only=True)
        ]
        checks = sheet.data_validations.dataValidation
        said = [x for c in checks for x in (c.prompt, c.promptTitle, c.error, c.errorTitle) if x]
        found[sheet.title] = {
            "tables": list(sheet.tables),
            "lines": [line for line in lines if line],
            "checks": sorted(set(said)),
        }
    return found


def day(folder, lang):
    """Do the day and return what came of it."""
    tell = translator(lang)
    new, book = folder / "ν.xlsx", folder / "β.xlsx"
    build(new, None, lang)
    build(book, ledger(lang), lang)
    done = _day(book, new, AS_OF, NOW, silent)
    reports = (done.flag, done.letters, done.legal, done.texts, done.todo, done.kpi)
    reports = (*reports, evidence(book, AS_OF, ("1-001",)))
    papers = sorted(folder.rglob("*.docx"))
    read = reading.read(book)
    before, after = ledger(lang), rows.ledger(read)[0]
    return {
        "new": cells(new),
        "book": cells(book),
        "said": [tell(message) for report in reports for message in report.said],
        "problems": [
            tell(message)
            for report in reports
            for problem in report.problems
            for message in (problem.what, problem.remedy)
        ],
        "papers": {path.name: text.plain(path.read_bytes()) for path in papers},
        "names": [path.name for path in folder.rglob("*") if path.is_file()],
        "ribbon": {key: said[languages().index(lang)] for key, *said in texts.said("1")},
        "ageing": functions.ageing([[date(2026, 1, 31)]], [[AS_OF]], [[lang]])[0][0],
        "tables": {name: table.lang for name, table in read.tables.items()},
        "lacking": [
            f"{table.name}.{column.field}"
            for table in TABLES
            for column in table.columns
            if column.field not in read.tables[table.name].columns
        ],
        "as_typed": {
            "units": list(after.units.values()) == list(before.units.values()),
            "charges": after.charges == before.charges,
            "payments": after.payments == before.payments,
            "contacts": after.contacts[:2] == before.contacts,
            "accounts": after.accounts == before.accounts,
            "letters": {letter.document for letter in after.letters} == {"payment_notice"},
        },
    }


if __name__ == "__main__":
    print(json.dumps(day(Path(sys.argv[1]), sys.argv[2]), ensure_ascii=False))
