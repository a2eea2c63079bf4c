"""Columns of money side by side: which sums the others up, and which stands beside them?

A sum is checked and not counted; what the rows do not prove to be one is asked about.
"""

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from cuifei.domain.problems import listed, say
from cuifei.offices import mapping
from cuifei.offices.blocks import Block
from cuifei.offices.doubts import Desk
from cuifei.offices.identities import Figures, Proof
from cuifei.offices.mapping import Amount
from cuifei.offices.words import PREVIOUS_PERIOD


def settled(
    amounts: Sequence[Amount], numbers: Figures, proofs: Iterable[Proof], block: Block, desk: Desk
) -> list[Amount]:
    """Return the columns, those that sum up others as totals."""
    sums = {proof.result for proof in proofs if proof.kind in ("sum", "closing")}
    left = {proof.result for proof in proofs if proof.kind == "left"}
    factors = {n for proof in proofs if proof.kind == "product" for n in proof.explains}
    # Months that were taken off what was charged are receipts, and the rest is what is left.
    factors |= {n for proof in proofs if proof.kind == "left" for n in proof.explains}
    out = [_part(amount, factors) for amount in amounts]
    parts = [
        amount for amount in out if amount.role not in _NO_PARTS and (amount.period or amount.item)
    ]
    parts = [amount for amount in parts if amount.column not in sums]
    wholes = [
        amount
        for amount in out
        if amount.column in sums or not (amount.period or amount.item)
        if amount.role in ("unpaid", "charge", "") and amount.column not in left
    ]
    owed = [amount for amount in wholes if amount.role == "unpaid" and amount.column not in sums]
    unlabelled = [amount for amount in parts if amount.role == ""]
    if owed and unlabelled and len(unlabelled) == len(parts):
        filled = [amount for amount in unlabelled if amount.column in numbers]
        return _ask_beside(out, owed[0], filled, block, desk) if filled else out
    earlier = [
        amount for amount in parts if (amount.role, amount.period) == ("unpaid", PREVIOUS_PERIOD)
    ]
    if len(owed) == len(wholes) == 1 and earlier == parts and parts:
        # What is owed of earlier years and of this one; a sum of both is no less than a part.
        holds = _covers(numbers, owed[0], earlier)
        return _ask_beside(out, owed[0], earlier, block, desk) if holds else out
    if parts:
        out = [replace(amount, role="total") if amount in wholes else amount for amount in out]
    if not any(amount.role in ("unpaid", "charge", "") for amount in out):
        totals = [amount for amount in out if amount.role == "total"]
        out = [replace(amount, role="") if amount in totals[-1:] else amount for amount in out]
    return out


def _covers(numbers: Figures, whole: Amount, parts: Sequence[Amount]) -> bool:
    """Return whether a column may hold others in it: in no row is it below their sum."""
    columns = [numbers[amount.column] for amount in (whole, *parts) if amount.column in numbers]
    rows = ([value or 0 for value in values] for values in zip(*columns, strict=True))
    return len(columns) <= len(parts) or all(row[0] >= sum(row[1:]) for row in rows)


# What is no part of a debt.
_NO_PARTS = ("fee", "total", "detail", "waived")


def _part(amount: Amount, explained: Set[int]) -> Amount:
    """Return a column without a role as a detail where it explains another one: a rate, no debt."""
    return (
        replace(amount, role="detail")
        if amount.role == "" and amount.column in explained
        else amount
    )


def _ask_beside(
    amounts: Sequence[Amount], owed: Amount, parts: Sequence[Amount], block: Block, desk: Desk
) -> list[Amount]:
    """Return what counts where fees stand beside what is owed, and do not make it up: asked."""
    answer = mapping.value(desk.answer("fact", "beside"))
    if not answer:
        names = listed(" ".join(block.headers[amount.column].split()) for amount in parts[:4])
        question = say(
            "the columns {names} do not make up “{total}”: are they owed as well?",
            names=names,
            total=" ".join(block.headers[owed.column].split()),
        )
        desk.ask(("fact", "beside"), question, ("yes", "no"))
    role = "unpaid" if answer == "yes" else "detail"
    return [replace(amount, role=role) if amount in parts else amount for amount in amounts]
