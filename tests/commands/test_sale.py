"""What goes to the buyer says nothing of the seller, and the other way round. (过户, R9.4b)"""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from openpyxl import load_workbook

from commands.estates import rows
from commands.owners import ACCOUNT, AS_OF, NOW, TYPED
from cuifei.commands import forget_cells, forget_files, papers, post, text_lists, texts, todo
from cuifei.commands.evidence_bundle import case_file
from cuifei.commands.letters import letters
from cuifei.commands.opened import open_book
from cuifei.commands.pack import pieces_of
from cuifei.commands.register_doubts import owners
from cuifei.commands.select import Wanted
from cuifei.domain.addresses import postal_address
from cuifei.domain.ladder.cases import decide
from cuifei.domain.ladder.sending import paid_since
from cuifei.domain.papers import settlement
from cuifei.domain.policy import Policy
from cuifei.domain.problems import CuifeiError
from cuifei.domain.receipts.receipts import Receipt
from cuifei.domain.receipts.taking import Taker
from cuifei.domain.records import (
    Charge,
    Contact,
    Hold,
    Ledger,
    Letter,
    Payment,
    Setting,
    Unit,
)
from cuifei.letters.text import plain
from cuifei.newbook import build
from cuifei.tables import list_file, presets
from cuifei.tables.list_layout import TEXTS, heading

UNIT, SOLD = "3-101", date(2026, 6, 15)
OLD = f"{UNIT}（原业主）"
# What tells of an owner: name, phone, address, the fee of their months and what they owe.
MARKS = {
    OLD: ("卖方样例", "13000000011", "样例路11号", "101.03", "303.09"),
    UNIT: ("买方样例", "13000000022", "样例路22号", "207.07", "828.28"),
}
HOUSE = {"community": "甲一苑", "building": "3"}


def owner(key, **more):
    name, phone, address, *_ = MARKS[key]
    return Unit(key, name, phone=phone, address=address, **HOUSE, **more)


def charge(month, fen):
    return Charge(UNIT, "物业费", f"2026-{month:02d}", fen, date(2026, month, 10))


def letter(number, on):
    file = f"催费文书/a/{number} {UNIT} 卖方样例.docx"
    return Letter(number, "collection_letter", UNIT, on, as_of=on, amount=10_103, file=file)


LEDGER = Ledger(
    units={UNIT: owner(UNIT), OLD: owner(OLD, owner_until=SOLD)},
    charges=(
        *(Charge(UNIT, "物业费", f"2026-{m:02d}", 10_103, date(2026, m, 10)) for m in (3, 4, 5, 6)),
        *(
            Charge(UNIT, "物业费", f"2026-{m:02d}", 20_707, date(2026, m, 10))
            for m in (7, 8, 9, 10)
        ),
    ),
    payments=(Payment(UNIT, date(2026, 3, 20), 10_103, voucher="SK-1", note="卖方样例付"),),
    contacts=(
        Contact(UNIT, date(2026, 5, 2), "phone", "explained", content="卖方样例说要搬走"),
        Contact(UNIT, date(2026, 11, 1), "phone", "explained", content="买方样例刚入住"),
    ),
    # The second was written to the seller while nobody knew of the sale.
    letters=(
        letter("催函〔2026〕0001号", date(2026, 6, 1)),
        letter("催函〔2026〕0002号", date(2026, 6, 20)),
    ),
    holds=(Hold(UNIT, "sold", SOLD),),
    accounts=(ACCOUNT,),
    settings=tuple(Setting(key, value) for key, value in TYPED.items() if key != "small_balance"),
    rungs=presets.new_ledger(homes="nine-moves"),
)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """Return a book with all that is made of it on the day; nobody writes to it after that."""
    path = tmp_path_factory.mktemp("sale") / "甲一.xlsx"
    build.build(path, LEDGER)
    letters(path, AS_OF, Wanted(), now=NOW)
    papers.papers(path, AS_OF, Wanted("statement", (OLD, UNIT)), now=NOW)
    todo.todo(path, AS_OF, now=NOW)
    return path


def strangers(key, text):
    """Return the marks of the other owner that stand in a text."""
    (other,) = MARKS.keys() - {key}
    return [mark for mark in MARKS[other] if mark in text]


def written(folder):
    """Return the text of every paper and list below a folder, by its path."""
    found = {}
    for file in folder.rglob("*"):
        if file.suffix == ".docx":
            found[file.relative_to(folder).as_posix()] = plain(file.read_bytes())
        elif file.suffix == ".xlsx" and file.parent != folder:
            pages = (page.iter_rows(values_only=True) for page in load_workbook(file))
            found[file.relative_to(folder).as_posix()] = str([list(page) for page in pages])
    return found


def test_no_paper_and_no_task_of_one_owner_tells_of_the_other(book):
    by_unit = [x for x in written(book.parent).items() if UNIT in x[0]]
    assert len(by_unit) >= 3
    for name, text in by_unit:
        assert not strangers(OLD if "原业主" in name else UNIT, name + text), name
    for sheet in ("欠费", "待办", "队列"):
        for row in rows(book, sheet):
            if row.get("房号") in MARKS:
                assert not strangers(row["房号"], str(row)), row


def test_what_evidence_and_history_are_made_of_is_one_owners(book):
    opened = open_book(book)
    docket = opened.docket(AS_OF)
    for key in MARKS:
        file = case_file(opened, docket, key)
        assert not strangers(key, str((file.case, file.rows)))
        fees = {row.amount for row in file.rows.charges}
        assert fees == {10_103 if key == OLD else 20_707}
        assert [row.content[:4] for row in file.rows.contacts] == [MARKS[key][0]]


def test_texts_go_to_who_owes(book):
    lines = texts.texts(book, AS_OF, now=NOW, dry_run=True).data["texts"]
    for line in lines:
        (key,) = line["units"]
        assert line["phone"] == MARKS[key][1] and not strangers(key, str(line))


def test_a_text_of_before_the_sale_is_the_sellers_though_it_was_typed_as_sent_later(tmp_path):
    listed = date(2026, 6, 12)
    folder = tmp_path / text_lists.FOLDER / f"{listed} {text_lists.NAMES['zh']} 1"
    folder.mkdir(parents=True)
    heads = [heading(TEXTS, field, "zh") for field in ("units", "text", "sent")]
    line = dict(zip(heads, (UNIT, "请缴费", "2026-06-16"), strict=True))
    list_file.write_csv(folder / f"{text_lists.NAMES['zh']}.csv", heads, [line])
    book = SimpleNamespace(path=tmp_path / "甲一.xlsx")
    opened = SimpleNamespace(book=book, ledger=LEDGER)
    (contact,) = text_lists.sent(opened, date(2026, 6, 20))
    assert (contact.unit, contact.date) == (OLD, date(2026, 6, 16))
    opened.ledger = replace(LEDGER, contacts=(contact,))
    assert not text_lists.sent(opened, date(2026, 6, 20))


def test_a_letter_that_waits_goes_to_whom_it_was_written(book):
    sent = post.post(book, AS_OF, dry_run=True).data["letters"]
    found = {(x["unit"], x["name"], x["phone"], x["address"]) for x in sent}
    assert len(sent) == 3 and found == {(key, *MARKS[key][:3]) for key in MARKS}
    opened = open_book(book)
    run = next(run for run in opened.batches() if run.letters)
    assert [x.owner for x in pieces_of(opened.ledger.units.values(), run)[0]] == [MARKS[UNIT][0]]


def test_nobody_is_written_to_at_the_home_that_they_sold():
    assert postal_address(replace(LEDGER.units[OLD], address="")) == ""
    assert postal_address(replace(LEDGER.units[UNIT], address="")) == f"甲一苑 3 {UNIT}"


def test_what_is_recorded_of_a_letter_is_weighed_by_its_owners_account():
    row = replace(LEDGER.letters[0], document="lawyer_letter", state="served", sent=SOLD)
    # The buyer has paid everything; the seller has not.
    paid = tuple(
        Payment(UNIT, date(2026, 11, 1), 20_707, period=f"2026-{m:02d}") for m in (7, 8, 9, 10)
    )
    docket = decide(replace(LEDGER, letters=(row,), payments=paid), AS_OF, Policy())
    assert docket.cases[UNIT].arrears.owed == 0
    cases = docket.about([row])
    with pytest.raises(CuifeiError, match="still owes"):
        settlement.check_each(cases, [row], "paid", AS_OF)
    assert not paid_since(row, cases[UNIT].arrears, AS_OF)
    assert [x.unit for x in docket.live["甲一苑"]] == [OLD]
    lost = decide(replace(LEDGER, letters=(), missing=(row,)), AS_OF, Policy())
    assert [x.unit for x in lost.live["甲一苑"]] == [OLD]


def test_a_letter_about_two_homes_of_the_seller_is_one_letter_to_one_owner():
    other = replace(LEDGER.units[OLD], unit="3-102", owner_until=None)
    row = replace(LEDGER.letters[0], document="lawyer_letter")
    both = (row, replace(row, unit="3-102"))
    ledger = replace(LEDGER, units={**LEDGER.units, "3-102": other}, letters=both)
    assert len(owners(ledger, both)) == 1
    assert len(decide(ledger, AS_OF, Policy()).live["甲一苑"]) == 1


def test_a_receipt_that_names_the_sellers_letter_is_the_sellers():
    paid = Receipt("R1", AS_OF, 30_309, note="催函〔2026〕0001号 物业费")
    (verdict,) = Taker(LEDGER, Policy()).take([paid]).certain
    assert {part.unit for part in verdict.parts} == {OLD}


def test_what_the_seller_paid_and_was_typed_under_the_unit_is_not_entered_again():
    typed = Payment(UNIT, date(2026, 6, 10), 10_103, voucher="SK-2")
    ledger = replace(LEDGER, payments=(*LEDGER.payments, typed))
    paid = Receipt("R1", date(2026, 6, 10), 10_103, "卖方样例", "物业费")
    taken = Taker(ledger, Policy()).take([paid])
    assert not taken.certain and "entered already" in str(taken.unsure[0].why)


@pytest.mark.parametrize("key", [OLD, UNIT])
def test_forgetting_takes_all_that_is_one_owners_and_nothing_of_the_other(book, key):
    opened = open_book(book)
    (other,) = MARKS.keys() - {key}
    found, _ = forget_cells.cells(opened.book, opened.ledger, opened.ledger.units[key])
    for name, table in opened.book.tables.items():
        for row, values in table.rows.items():
            if name in ("units", "payments", "contacts", "register"):
                left = str({**values, **found.get(name, {}).get(row, {})})
                assert not [mark for mark in MARKS[key][:3] if mark in left], (name, row)
            if MARKS[other][0] in str(values):
                assert row not in found.get(name, {}), (name, row)
    going, problems = forget_files.planned(book, opened.ledger.units, key)
    names = [file.name for item in going for file in item.files]
    assert names and not problems and not strangers(key, str(names))
