"""The stretches that counsel can recompute are the fee that letters claim."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cuifei.domain.account.late_fee import Terms, late_fee, pieces, share
from cuifei.domain.records import Charge

DUE = date(2026, 1, 31)


@given(
    st.integers(1, 10_000_000),
    st.lists(st.tuples(st.integers(-60, 400), st.integers(1, 5_000_000)), max_size=6),
    st.integers(-30, 900),
    st.integers(0, 30),
    st.fractions(Fraction(1, 10_000), Fraction(1, 100), max_denominator=10_000),
)
def test_stretches_make_the_fee(amount, paid, after, grace, rate):
    contract = Terms(rate, Fraction(3, 10), grace)
    charge, left, parts = Charge("3-2", "fee", "2026-01", amount, DUE), amount, []
    for days, part in sorted(paid):
        part = min(part, left)
        left -= part
        if part:
            parts.append((DUE + timedelta(days), part))
    as_of = DUE + timedelta(after)
    every = pieces(charge, parts, as_of, contract)
    exact = sum((piece.principal * piece.days * rate for piece in every), Fraction(0))
    whole = (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
    fee = min(whole, share(amount, contract.cap))
    assert fee == late_fee(charge, parts, as_of, contract)
    assert all(piece.days > 0 and piece.principal > 0 for piece in every)
    assert all(a.until <= b.after for a, b in pairwise(every))
