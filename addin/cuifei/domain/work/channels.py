"""How is this owner best spoken to? By amount, by type, and by what we know of them (R1.4)."""

from cuifei.domain import money
from cuifei.domain.codes import OwnerType
from cuifei.domain.ladder.cases import Case
from cuifei.domain.policy import Policy
from cuifei.domain.problems import Message, say


def by_text(case: Case, policy: Policy, amount: int) -> bool:
    """Whether a text about `amount` fen does, and no call or visit is needed (R1.4)."""
    unit = case.unit
    if unit.contact_by and unit.phone:
        return unit.contact_by == "text"
    return (
        bool(unit.phone) and unit.owner_type != OwnerType.EVADING and amount < policy.class_b_amount
    )


def by_visit(case: Case, policy: Policy, amount: int) -> bool:
    """Whether the owner is visited: as 房产 says (elderly), without a phone, or a large sum."""
    unit = case.unit
    if unit.contact_by and unit.phone:
        return unit.contact_by == "visit"
    return not unit.phone or (
        unit.owner_type != OwnerType.EVADING and amount >= policy.class_a_amount
    )


def how_to_speak(case: Case, policy: Policy, amount: int) -> Message:
    """Return how to turn to the owner about `amount` fen.

    As 房产 says (联系方式: elderly by visit, busy by text); else small amounts by text, larger
    ones by a call, class A amounts by visit; who evades by several channels on record; who has
    no phone by visit.
    """
    yuan, unit = money.text(amount), case.unit.unit
    if not case.unit.phone:
        return _without_phone(unit, yuan)
    wish = case.unit.contact_by
    if case.unit.owner_type == OwnerType.EVADING and not wish:
        return say(
            "Text and call at different hours, {amount} yuan, and record each try; speak with"
            " nobody but the owner.",
            amount=yuan,
        )
    if by_visit(case, policy, amount):
        return say(
            "Visit in person, {amount} yuan, with the bill and the receipt ready; speak with"
            " nobody but the owner.",
            amount=yuan,
        )
    if wish == "call" or (not wish and amount >= policy.class_b_amount):
        return say(
            "Call the owner in person between 9:00 and 20:00, {amount} yuan, then send "
            "amount, due date and account"
            " number in writing.",
            amount=yuan,
        )
    return say(
        "Send a message to the owner alone: name, unit {unit}, {amount} yuan, due date and how to"
        " pay.",
        unit=unit,
        amount=yuan,
    )


def _without_phone(unit: str, yuan: str) -> Message:
    return say(
        "No phone number is known: visit unit {unit}, with a slip for {amount} yuan in an"
        " envelope; look for a number in our own records.",
        unit=unit,
        amount=yuan,
    )
