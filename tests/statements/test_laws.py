"""Random statements with the truth beside them: no money lands on a unit that it is not for.

A thousand statements are matched by tests/bench/receipt_books.py; here is a small share of them,
each trait alone, and the proof that the judge would see a wrong match.
"""

from dataclasses import replace

import pytest

from cuifei.domain.receipts import matching
from cuifei.domain.receipts.taking import Taker
from cuifei.domain.records import Payment
from cuifei.statements.reading import read
from size import FULL
from statements import files, generator, oracle

SEEDS = range(48 if FULL else 24)


def layout_of(seed):
    return files.LAYOUTS[seed % len(files.LAYOUTS)]


def test_nothing_lands_on_a_wrong_unit_and_nine_in_ten_are_certain(tmp_path):
    certain = every = 0
    for seed in SEEDS:
        got = oracle.outcome(generator.make(seed), tmp_path, layout_of(seed))
        assert not got.wrong, (seed, got.wrong[:3])
        certain += got.certain
        every += got.certain + len(got.missed)
    assert every > 20 * len(SEEDS)
    assert certain * 10 >= every * 9


@pytest.mark.parametrize("trait", generator.ORDINARY)
def test_an_ordinary_payment_alone_is_certain(trait, tmp_path):
    for seed in range(6 if FULL else 2):
        made = generator.make(seed, 12, {trait})
        got = oracle.outcome(made, tmp_path, layout_of(seed))
        assert not got.wrong and not got.missed, (seed, got.missed[:2])


@pytest.mark.parametrize("trait", generator.TRAPS)
def test_a_trap_alone_waits_for_a_person(trait, tmp_path):
    waited = 0
    for seed in range(12 if FULL else 4):
        layout = files.wechat if trait == "partly_refunded" else layout_of(seed)
        got = oracle.outcome(generator.make(seed, 8, {trait}), tmp_path, layout)
        assert not got.wrong, (seed, got.wrong[:2])
        assert not got.certain
        waited += len(got.missed)
    assert waited >= 1


@pytest.mark.parametrize("layout", files.LAYOUTS, ids=lambda one: one.__name__)
def test_taken_twice_or_in_halves_that_overlap_it_gives_the_same_payments(layout, tmp_path):
    made = generator.make(17, 60)
    made.events = [e for e in made.events if not e.refund]
    whole = payments(made, [made.events], tmp_path, layout)
    assert whole
    assert payments(made, [made.events] * 2, tmp_path, layout) == whole
    days = sorted({e.day for e in made.events})
    early, late = days[len(days) * 2 // 3], days[len(days) // 3]
    halves = [
        [e for e in made.events if e.day <= early],
        [e for e in made.events if e.day >= late],
    ]
    if layout is files.signed:
        return  # its serial numbers count the lines of one file, so halves are other files
    assert payments(made, halves, tmp_path, layout) == whole


def payments(made, files_, tmp_path, layout):
    """Return what stands in the payments after these files were taken one after the other."""
    paid = []
    for n, events in enumerate(files_):
        part = replace(made, events=list(events), seed=made.seed + n)
        statement = read(files.write(tmp_path, part, layout))
        ledger = replace(made.ledger, payments=(*made.ledger.payments, *paid))
        taken = Taker(ledger, made.policy, paid).take(statement.receipts, statement.left)
        paid += [
            Payment(
                part_.unit, own.date, part_.amount, "", part_.period, own.id, f"对账单：{own.said}"
            )
            for verdict in taken.certain
            for own in (verdict.receipt,)
            for part_ in verdict.parts
        ]
    return sorted((p.unit, p.date, p.amount, p.voucher) for p in paid)


def test_the_judge_sees_money_on_a_wrong_unit(tmp_path, monkeypatch):
    """A matcher that takes whoever scores best is caught."""

    def greedy(receipt, signs, rows, sums):
        verdict = matching.match(receipt, signs, rows, sums)
        if verdict.certain or not verdict.candidates:
            return verdict
        part = matching.Part(verdict.candidates[0].unit, receipt.amount)
        return replace(verdict, parts=(part,), why=None)

    monkeypatch.setattr("cuifei.domain.receipts.taking.match", greedy)
    wrong = [
        line
        for seed in range(4)
        for made in (generator.make(seed, 20, set(generator.TRAPS)),)
        for line in oracle.outcome(made, tmp_path, layout_of(seed)).wrong
    ]
    assert len(wrong) > 8


def test_the_judge_sees_a_line_that_was_not_read(tmp_path, monkeypatch):
    made = generator.make(3)
    assert not oracle.outcome(made, tmp_path, files.icbc).wrong
    monkeypatch.setattr(oracle, "read", lambda path: replace(read(path), receipts=()))
    assert oracle.outcome(made, tmp_path, files.icbc).wrong
