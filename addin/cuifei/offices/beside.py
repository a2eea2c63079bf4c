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
    found: Sequence[Amount], numbers: Figures, proofs: Iterable[Proof], block: Block, desk: Desk
) -> list[Amount]:
    """Return the columns, those that sum up others as totals."""
    sums = {proof.result for proof in proofs if proof.kind in ("sum", "closing")}
    left = {proof.result for proof in proofs if proof.kind == "left"}
    factors = {n for proof in proofs if proof.kind == "product" for n in proof.explains}
    # Months that were taken off what was charged are receipts, and the rest is what is left.
    factors |= {n for proof in proofs if proof.kind == "left" for n in proof.explains}
    out = [_part(one, factors) for one in found]
    parts = [one for one in out if one.role not in _NO_PARTS and (one.period or one.item)]
    parts = [one for one in parts if one.column not in sums]
    whole = [
        one
        for one in out
        if one.column in sums or not (one.period or one.item)
        if one.role in ("unpaid", "charge", "") and one.column not in left
    ]
    owed = [one for one in whole if one.role == "unpaid" and one.column not in sums]
    unsaid = [one for one in parts if one.role == ""]
    if owed and unsaid and len(unsaid) == len(parts):
        filled = [one for one in unsaid if one.column in numbers]
        return _beside(out, owed[0], filled, block, desk) if filled else out
    earlier = [one for one in parts if (one.role, one.period) == ("unpaid", PREVIOUS_PERIOD)]
    if len(owed) == len(whole) == 1 and earlier == parts and parts:
        # What is owed of earlier years and of this one; a sum of both is no less than a part.
        holds = _covers(numbers, owed[0], earlier)
        return _beside(out, owed[0], earlier, block, desk) if holds else out
    if parts:
        out = [replace(one, role="total") if one in whole else one for one in out]
    if not any(one.role in ("unpaid", "charge", "") for one in out):
        totals = [one for one in out if one.role == "total"]
        out = [replace(one, role="") if one in totals[-1:] else one for one in out]
    return out


def _covers(numbers: Figures, whole: Amount, parts: Sequence[Amount]) -> bool:
    """Return whether a column may hold others in it: in no row is it below their sum."""
    columns = [numbers[one.column] for one in (whole, *parts) if one.column in numbers]
    rows = ([value or 0 for value in values] for values in zip(*columns, strict=True))
    return len(columns) <= len(parts) or all(row[0] >= sum(row[1:]) for row in rows)


# What is no part of a debt.
_NO_PARTS = ("fee", "total", "detail", "waived")


def _part(one: Amount, explained: Set[int]) -> Amount:
    """Return a column without a role as a detail where it explains another one: a rate, no debt."""
    return replace(one, role="detail") if one.role == "" and one.column in explained else one


def _beside(
    found: Sequence[Amount], owed: Amount, parts: Sequence[Amount], block: Block, desk: Desk
) -> list[Amount]:
    """Return what counts where fees stand beside what is owed, and do not make it up: asked."""
    answer = mapping.value(desk.answer("fact", "beside"))
    if not answer:
        names = listed(" ".join(block.headers[one.column].split()) for one in parts[:4])
        question = say(
            "the columns {names} do not make up “{total}”: are they owed as well?",
            names=names,
            total=" ".join(block.headers[owed.column].split()),
        )
        desk.ask(("fact", "beside"), question, ("yes", "no"))
    role = "unpaid" if answer == "yes" else "detail"
    return [replace(one, role=role) if one in parts else one for one in found]
