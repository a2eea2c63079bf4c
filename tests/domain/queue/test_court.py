"""Court fees as the State Council's table has them, and the cheapest way that is open. (R9.4)"""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuifei.domain.ladder.cases import decide
from cuifei.domain.policy import Policy
from cuifei.domain.queue.court import court_fee, order_fee, summary_fee, weigh
from cuifei.domain.records import Charge, Contact, Hold, Ledger, Letter, Payment, Unit

AS_OF = date(2026, 11, 20)
PROMISE = Contact("1-1", date(2026, 11, 18), "phone", "promised", date(2026, 11, 30))
HOUSE = Policy(contract="《样例合同》", receipts_through=date(2026, 11, 19))


@pytest.mark.parametrize(
    ("claim", "fee"),
    [
        (1, 50),
        (10_000, 50),
        (20_000, 300),
        (100_000, 2_300),
        (200_000, 4_300),
        (500_000, 8_800),
        (1_000_000, 13_800),
        (2_000_000, 22_800),
        (5_000_000, 46_800),
        (10_000_000, 81_800),
        (20_000_000, 141_800),
        (30_000_000, 191_800),
    ],
)
def test_the_fee_is_that_of_the_published_table(claim, fee):
    """诉讼费用交纳办法 art. 13 (1), as courts print it: rate × claim + fixed sum, in yuan."""
    assert court_fee(claim * 100) == fee * 100


@given(st.integers(1, 10**11))
def test_a_larger_claim_costs_no_less_and_never_more_than_its_rate(claim):
    assert court_fee(claim) <= court_fee(claim + 1) <= court_fee(claim) + 1
    assert summary_fee(claim) in (court_fee(claim) // 2, (court_fee(claim) + 1) // 2)
    assert abs(order_fee(claim) - Fraction(court_fee(claim), 3)) <= Fraction(1, 2)


def case(**options):
    unit = Unit("1-1", "张一样例", "样例苑", area="80", price="2", address="样例路1号")
    charges = tuple(
        Charge("1-1", "物业费", f"2025-{m:02d}", 20_000, date(2025, m, 28)) for m in range(1, 7)
    )
    served = Letter(
        "H1",
        "collection_letter",
        "1-1",
        date(2026, 8, 1),
        state="served",
        sent=date(2026, 8, 2),
        served=date(2026, 8, 4),
        delivery=options.pop("delivery", "hand"),
    )
    house = options.pop("house", HOUSE)
    ledger = Ledger(
        units={"1-1": replace(unit, **options.pop("unit", {}))},
        charges=(*charges, *options.pop("more", ())),
        letters=(served,),
        contacts=options.pop("contacts", (Contact("1-1", date(2026, 8, 20), "phone", "refused"),)),
        **options,
    )
    return decide(ledger, AS_OF, house).cases["1-1"]


def weighed(own, policy=HOUSE, chance=10):
    return weigh([own], policy, policy.receipts_through, chance)


def test_what_is_at_hand_and_what_is_missing():
    found = weighed(case())
    assert found.claim == found.principal == 120_000 and not found.late_fee and not found.lapsed
    assert [str(what) for what in found.missing] == [
        "the owner's identity and title (kept outside of the workbook)"
    ]
    bare = weighed(case(delivery="door", unit={"address": ""}), replace(HOUSE, contract=""))
    assert {"a demand served with proof", "property service contract"} < {
        str(what) for what in bare.missing
    }
    paid = (Payment("1-1", date(2026, 9, 1), 120_000),)
    later = Charge("1-1", "物业费", "2026-09", 90_000, date(2026, 9, 28))
    other = weighed(case(payments=paid, more=(later,)))  # the demand was about a debt long paid
    assert other.claim == 90_000
    assert "a demand served with proof" in map(str, other.missing)
    late = weighed(case(payments=(Payment("1-1", date(2026, 9, 1), 30_000),)))
    assert late.claim == 90_000


@pytest.mark.parametrize(
    ("own", "policy", "chance", "advice"),
    [
        ({}, {}, 10, "payment order"),
        ({}, {}, 60, "settle first: 60%"),
        ({}, {"lawyer_fee": 200_000}, 10, "more than the claim"),
        ({}, {"lawyer_minimum": 500_000}, 10, "not worth a court"),
        ({"delivery": "door"}, {}, 10, "served with proof"),
        ({"unit": {"reason": "service"}}, {}, 10, "summary procedure"),
        ({"holds": (Hold("1-1", "dispute", date(2026, 11, 1)),)}, {}, 10, "on hold"),
        ({"holds": (Hold("1-1", "litigation", date(2026, 11, 1)),)}, {}, 10, "suit is open"),
        ({"holds": (Hold("1-1", "dispute", date(2026, 11, 1), item="车位费"),)}, {}, 10, "summary"),
        ({"unit": {"owner_type": "evading"}}, {}, 10, "summary procedure"),
        ({"unit": {"address": ""}}, {}, 10, "summary procedure"),
        ({"contacts": (PROMISE,)}, {}, 10, "promise or a plan"),
        ({"house": replace(HOUSE, limitation_months=1)}, {}, 10, "past its limitation"),
    ],
)
def test_the_cheapest_way_that_is_open(own, policy, chance, advice):
    if "holds" in own:
        policy = {**policy, "lawyer_minimum": 0}
    assert advice in str(weighed(case(**own), replace(HOUSE, **policy), chance).advice)


def test_several_units_of_one_owner_are_one_claim():
    own = case()
    both = weigh([own, own], HOUSE, HOUSE.receipts_through, 10)
    assert both.claim == 2 * weighed(own).claim
