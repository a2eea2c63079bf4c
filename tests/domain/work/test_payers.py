"""A tenant who pays is known by name and phone, and has a copy only where the owner allows it."""

from dataclasses import replace
from datetime import date

import pytest
from openpyxl import load_workbook

from cuifei.commands import texts as command
from cuifei.domain.ladder.cases import decide
from cuifei.domain.policy import Policy
from cuifei.domain.receipts.payers import People
from cuifei.domain.records import Charge, Contact, Ledger, PayAccount, Unit
from cuifei.domain.work.texts import texts

AS_OF = date(2026, 11, 20)
HOME = Unit(
    "1",
    "张一样例",
    phone="13000000001",
    payer="李二样例",
    payer_phone="13000000002",
    payer_copy="yes",
)


def written(unit, *contacts):
    ledger = Ledger(
        units={unit.unit: unit},
        charges=(Charge(unit.unit, "物业费", "2026-10", 20_000, date(2026, 10, 31)),),
        contacts=contacts,
        accounts=(PayAccount("甲", "乙", "1"),),
    )
    policy = Policy("样例", "000", "甲客服", receipts_through=date(2026, 11, 19))
    (text,), _ = texts(decide(ledger, AS_OF, policy))
    return text


def test_money_of_the_payer_is_known():
    people = People({"1": HOME})
    assert people.named("李二样例") == people.by_phone("13000000002") == {"1"}
    assert people.named("张一样例") == {"1"}


@pytest.mark.parametrize(
    ("changed", "copied"),
    [
        ({}, True),
        ({"payer_copy": ""}, False),
        ({"payer_copy": "no"}, False),
        ({"payer_phone": ""}, False),
    ],
)
def test_a_copy_goes_where_the_owner_allows_it(changed, copied):
    text = written(replace(HOME, **changed))
    assert text.stage == "overdue" and bool(text.copy_to) == copied


@pytest.mark.parametrize(("lang", "units"), [("zh", "1、2"), ("en", "1, 2")])
def test_the_list_of_copies_speaks_the_language_of_its_workbook(tmp_path, lang, units):
    text, other = written(HOME), written(replace(HOME, unit="2"))
    text = replace(text, cases=(*text.cases, *other.cases))
    command._write_copies(tmp_path, [command.Worded(text, "样例", "样例")], lang)
    (file,) = tmp_path.glob("*.xlsx")
    assert units in [cell.value for cell in load_workbook(file).active[2]]


def test_who_is_visited_or_called_gets_no_text():
    ledger = Ledger(
        units={"1": replace(HOME, contact_by="visit")},
        charges=(Charge("1", "物业费", "2026-10", 20_000, date(2026, 10, 31)),),
    )
    made, ((unit, reasons),) = texts(decide(ledger, AS_OF, Policy()))
    assert not made and unit == "1" and "no_text" in [reason.code for reason in reasons]


def test_a_promise_is_between_the_owner_and_us():
    promised = Contact("1", AS_OF, "phone", "promised", date(2026, 11, 30), 20_000)
    text = written(HOME, promised)
    assert text.stage == "promise" and text.copy_to is None
