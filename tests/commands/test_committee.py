"""Papers for the owners' committee: whom to urge, what is published, and nobody's name. (R9.3)"""

from dataclasses import replace
from datetime import date

import pytest
from openxml_audit import OpenXmlValidator

from commands.estates import build_once
from cuifei.commands.committee import committee
from cuifei.domain.problems import CuifeiError
from cuifei.domain.records import (
    Charge,
    Contact,
    Hold,
    Ledger,
    Letter,
    PayAccount,
    Payment,
    Setting,
    Unit,
)
from cuifei.letters.text import plain

AS_OF = date(2026, 11, 20)


def letter(number, unit, **more):
    return Letter(
        number,
        "collection_letter",
        unit,
        date(2026, 9, 1),
        last_date=date(2026, 9, 10),
        **{
            "state": "served",
            "sent": date(2026, 9, 1),
            "served": date(2026, 9, 3),
            "delivery": "hand",
            **more,
        },
    )


LEDGER = Ledger(
    units={
        number: Unit(number, f"业主{number}样例", "样例苑", phone=f"1300000000{number}")
        for number in "12345"
    },
    charges=tuple(
        Charge(unit, "物业费", f"2026-{month:02d}", 30_000, date(2026, month, 28))
        for unit in "12345"
        for month in (6, 7)
    ),
    payments=(Payment("5", date(2026, 7, 1), 60_000),),
    letters=(
        letter("H1", "1"),
        letter("H2", "2", state="sent", served=None),
        letter("H3", "3"),
        letter("H4", "4"),
    ),
    contacts=(Contact("4", date(2026, 11, 18), "phone", "promised", date(2026, 11, 30)),),
    holds=(Hold("3", "dispute", date(2026, 10, 1)),),
    accounts=(PayAccount("样例公司", "样例银行", "0001"),),
    settings=(
        Setting("company", "样例物业服务有限公司"),
        Setting("company_phone", "000-00000000"),
        Setting("receipts_through", date(2026, 11, 19)),
    ),
)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_only_whom_a_served_demand_did_not_move_is_named_and_by_unit_alone(tmp_path, lang):
    book = tmp_path / "book.xlsx"
    build_once(book, LEDGER, lang)
    before = book.read_bytes()
    (made,) = committee(book, AS_OF).data["communities"]
    assert made["urged"] == [{"unit": "1", "periods": 2, "amount": "600.00"}]
    assert made["income"] == [
        {"item": "物业费", "units": 5, "charged": "3000.00", "paid": "600.00"}
    ]
    request, public = (plain(file.read_bytes()) for file in made["files"])
    assert "600.00" in request and "20.0%" in public
    for said in (request, public):
        assert "样例1" not in said and "业主1" not in said and "1300000000" not in said
    for file in made["files"]:
        assert OpenXmlValidator().validate(str(file)).is_valid
    assert book.read_bytes() == before


def test_in_january_the_year_before_is_published_and_without_charges_nothing(tmp_path):
    book = tmp_path / "book.xlsx"
    empty = Unit("9", "业主9样例", "新苑")
    build_once(book, replace(LEDGER, units={**LEDGER.units, "9": empty}, letters=()))
    report = committee(book, date(2027, 1, 5))
    new, old = sorted(report.data["communities"], key=lambda made: made["community"])
    assert new["community"] == "新苑"
    assert old["income"][0]["charged"] == "3000.00" and not new["files"]
    public = plain(old["files"][0].read_bytes())
    assert "2026年1月1日" in public and "2026年12月31日" in public
    assert any("新苑" in str(said.params) for said in report.said)


def test_where_nobody_is_to_be_urged_only_the_fees_are_published(tmp_path):
    book = tmp_path / "book.xlsx"
    build_once(book, replace(LEDGER, letters=()))
    report = committee(book, AS_OF, community="样例苑")
    assert len(report.data["communities"][0]["files"]) == 1
    with pytest.raises(CuifeiError):
        committee(book, AS_OF, community="别处")
