"""Who is reminded on which day, before any letter? (R1)

A reminder is done when somebody recorded a contact since its day. One that
was missed is still to do, once, until the next one takes its place.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from cuifei.domain import money
from cuifei.domain.account.arrears import Line
from cuifei.domain.dates import add_months, day_of_month
from cuifei.domain.ladder.cases import Case
from cuifei.domain.problems import say, say_n
from cuifei.domain.work.channels import how_to_speak
from cuifei.domain.work.contacts import last_talk, tried
from cuifei.domain.work.task import Draft, Span

# R1.5: everybody in arrears is called back each quarter.
CALLBACK_MONTHS = 3


def reminders(case: Case, span: Span) -> Iterator[Draft]:
    """Yield the reminders of R1.2 and R1.1, and the call-back of R1.5."""
    open_lines = [line for line in case.arrears.all_lines if line.unpaid > 0]
    if not open_lines:
        return
    for due in sorted({line.charge.due for line in open_lines}):
        lines = [line for line in open_lines if line.charge.due == due]
        yield from _before(case, due, lines, span)
        yield from _after(case, due, lines, span)
    yield from _monthly(case, open_lines, span)
    yield from _callback(case, span)


def _before(case: Case, due: date, lines: list[Line], span: Span) -> Iterator[Draft]:
    day = due - timedelta(span.policy.remind_before_days)
    if due < span.as_of or day > span.through or tried(case, day):
        return
    amount = sum(line.unpaid for line in lines)
    yield Draft(
        "remind_before",
        day,
        say("{amount} yuan fall due on {due}", amount=money.text(amount), due=due),
        how_to_speak(case, span.policy, amount),
        not_after=due,
    )


def _after(case: Case, due: date, lines: list[Line], span: Span) -> Iterator[Draft]:
    day = due + timedelta(span.policy.remind_after_days)
    monthly = _monthly_day(day, span)
    if day > span.through or monthly <= span.as_of or tried(case, day):
        return
    amount = sum(line.unpaid for line in lines)
    yield Draft(
        "remind_after",
        day,
        say("{amount} yuan were due on {due} and are unpaid", amount=money.text(amount), due=due),
        how_to_speak(case, span.policy, amount),
    )


def _monthly_day(day: date, span: Span) -> date:
    """Return the first monthly reminder day on or after `day`."""
    this = day_of_month(day.year, day.month, span.policy.remind_from_day)
    if this >= day:
        return this
    return day_of_month(day.year, day.month + 1, span.policy.remind_from_day)


def _monthly(case: Case, lines: list[Line], span: Span) -> Iterator[Draft]:
    month = span.as_of.replace(day=1)
    while month <= span.through:
        day = day_of_month(month.year, month.month, span.policy.remind_from_day)
        unpaid = [line for line in lines if line.charge.due < day]
        amount = sum(line.unpaid for line in unpaid)
        if unpaid and day <= span.through and not tried(case, day):
            yield Draft(
                "remind_monthly",
                day,
                say_n(
                    "{amount} yuan are unpaid for {n} billing period, due since {due}",
                    "{amount} yuan are unpaid for {n} billing periods, the oldest due since {due}",
                    len({line.charge.period for line in unpaid}),
                    amount=money.text(amount),
                    due=unpaid[0].charge.due,
                ),
                how_to_speak(case, span.policy, amount),
            )
        month = add_months(month, 1)


def _callback(case: Case, span: Span) -> Iterator[Draft]:
    oldest = case.arrears.oldest_due
    if oldest is None:
        return
    talk = last_talk(case)
    day = add_months(max(talk, oldest) if talk else oldest, CALLBACK_MONTHS)
    if day > span.through:
        return
    yield Draft(
        "callback",
        day,
        say("nobody has talked with the owner since {day}", day=talk)
        if talk
        else say("nobody has talked with the owner about what is unpaid since {due}", due=oldest),
        say(
            "Call or visit, ask how the owner is served and what keeps them from paying, and"
            " record what they say."
        ),
    )
