"""How are dates, periods and ready sentences written in a letter's language?

Sentences that a letter needs only sometimes are made here; what it always
says stands in its template, where people can edit it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Day
from types import MappingProxyType

BLANK = "________________"  # to be filled in by hand; must be seen to be blank


@dataclass(frozen=True, slots=True)
class Wording:
    """One language's patterns; `{…}` are filled in."""

    date: str
    month: str
    quarter: str
    year: str
    overdue: str
    due_today: str
    not_due: str
    joint: str
    address: str
    company_address: str
    not_workday: str
    late_fee: str
    ask_waiver: str
    earlier_enclosed: str
    online: str
    counter: str
    hours: str
    minus_waived: str
    documents: Mapping[str, str]

    def day(self, day: Day) -> str:
        """Return a day as the letter writes it.

        >>> WORDINGS["zh"].day(Day(2026, 3, 5)), WORDINGS["en"].day(Day(2026, 3, 5))
        ('2026年3月5日', '5 March 2026')
        """
        return self.date.format(y=day.year, m=day.month, d=day.day, month=_MONTHS[day.month - 1])

    def period(self, period: str) -> str:
        """Return a billing period as the letter writes it; a name of no calendar period as it is.

        >>> [WORDINGS["zh"].period(p) for p in ("2026-03", "2026-Q1", "2026", "二期")]
        ['2026年3月', '2026年1季度', '2026年', '二期']
        """
        match = re.fullmatch(r"(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?", period)
        if not match:
            return period
        if match[3]:
            month = int(match[3])
            return self.month.format(y=match[1], m=month, month=_MONTHS[month - 1])
        return (self.quarter if match[2] else self.year).format(y=match[1], q=match[2])

    def lateness(self, days: int) -> str:
        """Return whether a charge is due, in words that never call it overdue before it is."""
        if days > 0:
            return self.overdue.format(days=days)
        return self.not_due if days < 0 else self.due_today


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

WORDINGS: Mapping[str, Wording] = MappingProxyType(
    {
        "zh": Wording(
            date="{y}年{m}月{d}日",
            month="{y}年{m}月",
            quarter="{y}年{q}季度",
            year="{y}年",
            overdue="已到期{days}天",
            due_today="当日到期",
            not_due="未到期",
            joint="；",
            address="地　址：{address}",
            company_address="公司地址：{address}",
            not_workday="{day}为非工作日，当日缴费窗口可能不办公，请提前办理，或使用转账方式缴纳。",
            late_fee="违约金依据{clause}，按逾期未付金额和日利率{rate}计至上述截至日。",
            ask_waiver="您在上述期限内一次性付清未收费用的，可就违约金提出减免申请，由我司审核后书面答复。",
            earlier_enclosed="4．此前函件及送达凭证（复印件）",
            online="线上缴费：{links}",
            counter="现场缴费：{places}",
            hours="{place}（{hours}）",
            minus_waived="减：减免的违约金",
            documents={
                "payment_notice": "收费通知书",
                "reminder_notice": "催费通知书",
                "final_notice": "限期缴费通知书",
                "collection_letter": "催费函",
                "lawyer_letter": "律师函",
                "instalment_agreement": "分期协议",
                "statement": "缴费明细",
            },
        ),
        "en": Wording(
            date="{d} {month} {y}",
            month="{month} {y}",
            quarter="Q{q} {y}",
            year="{y}",
            overdue="{days} days past due",
            due_today="due today",
            not_due="not yet due",
            joint="; ",
            address="Address: {address}",
            company_address="Our address: {address}",
            not_workday=(
                "{day} is not a working day; the counter may be closed. "
                "Please come earlier, or pay by transfer."
            ),
            late_fee=(
                "The late fee above follows {clause}: {rate} per day of the amount "
                "outstanding after its due date, reckoned to the date above."
            ),
            ask_waiver=(
                "If you pay the unpaid charges in full by that date, you may ask us to reduce "
                "the late fee; we will decide and answer in writing."
            ),
            earlier_enclosed="4. Earlier letters with proof of delivery (copies)",
            online="Pay online: {links}",
            counter="Pay in person: {places}",
            hours="{place} ({hours})",
            minus_waived="Less late fee waived",
            documents={
                "payment_notice": "Payment notice",
                "reminder_notice": "Reminder notice",
                "final_notice": "Final notice",
                "collection_letter": "Collection letter",
                "lawyer_letter": "Lawyer letter",
                "instalment_agreement": "Instalment agreement",
                "statement": "Statement",
            },
        ),
    }
)
