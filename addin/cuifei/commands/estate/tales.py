"""What was agreed with owners of the demo estate: holds, plans, decisions (暂缓, 分期, 减免)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from cuifei.commands.estate.books import Books, workday_before
from cuifei.commands.estate.cast import Role
from cuifei.commands.estate.habits import ENERGY, Money
from cuifei.domain.codes import DecisionKind, HoldReason
from cuifei.domain.dates import add_months
from cuifei.domain.money import Fen
from cuifei.domain.records import Decision, Hold, Instalment

APPROVER = "项目经理 高演十"
PARTS = 4

# tale: (reason, days since it began, days until it ends or None, fee item, what happened)
_HOLDS: Mapping[str, tuple[str, int, int | None, str, str]] = {
    "hold_rectification": ("rectification", 40, 20, "", "卫生间渗水，已派单维修，完工后验收"),
    "hold_dispute": ("dispute", 65, None, "", "业主对公摊面积有异议，资料已转客服复核"),
    "hold_hardship": ("hardship", 30, 60, "", "业主家庭困难，已约定暂缓两个月再谈分期"),
    "hold_item": ("dispute", 50, None, ENERGY, "公共能耗分摊表有异议，物业费不受影响"),
}


def holds(roles: Mapping[str, Role], as_of: date) -> tuple[Hold, ...]:
    """Return four holds: one with an end, one without, one for hardship, one of a single item."""
    out = []
    for unit, role in roles.items():
        if role.tale in _HOLDS:
            reason, since, until, item, note = _HOLDS[role.tale]
            end = None if until is None else as_of + timedelta(until)
            out.append(Hold(unit, HoldReason(reason), as_of - timedelta(since), end, item, note))
    return tuple(out)


def plans(roles: Mapping[str, Role], books: Books, as_of: date) -> tuple[Instalment, ...]:
    """Return two plans in four monthly parts; each part carries that month's fee as well."""
    out = []
    for unit, role in roles.items():
        if role.habit != "plan":
            continue
        agreed = workday_before(as_of, 75 if role.tale == "plan_kept" else 110)
        owed = books.account(unit, agreed).owed
        monthly = books.charges[unit][0].amount
        for number in range(1, PARTS + 1):
            due = add_months(agreed + timedelta(10), number - 1)
            part = owed // PARTS + (owed % PARTS if number == PARTS else 0)
            out.append(Instalment(unit, str(number), due, Fen(part + monthly), agreed))
    return tuple(out)


def plan_money(
    instalments: Iterable[Instalment], roles: Mapping[str, Role], as_of: date
) -> dict[str, list[Money]]:
    """Return what the plans brought in: every part of the kept one, the first of the broken."""
    out: dict[str, list[Money]] = {}
    for part in instalments:
        day = part.due - timedelta(1)
        is_paid = roles[part.unit].tale == "plan_kept" or part.number == "1"
        if is_paid and day < as_of:
            out.setdefault(part.unit, []).append(Money(day, part.amount))
    return out


def decisions(
    roles: Mapping[str, Role], paid: Mapping[str, Sequence[Money]], books: Books, as_of: date
) -> tuple[Decision, ...]:
    """Return a discount for a year paid ahead, and half a late fee waived for hardship."""
    out = [
        Decision(
            unit,
            money.day,
            DecisionKind.DISCOUNT,
            Fen(money.discount),
            APPROVER,
            "一次预缴全年，优惠5%",
        )
        for unit, own in paid.items()
        for money in own
        if money.discount
    ]
    day = as_of - timedelta(_HOLDS["hold_hardship"][1] - 1)
    for unit, role in roles.items():
        if role.tale == "hold_hardship":
            half = books.account(unit, day).late_fee // 200 * 100  # whole yuan
            why = "业主家庭困难，减免截至当日违约金的一半"
            out.append(Decision(unit, day, DecisionKind.WAIVER, Fen(half), APPROVER, why))
    return tuple(sorted(out, key=lambda decision: (decision.date, decision.unit)))
