"""Why does a lawyer letter stand where it stands in the queue? (R5.3)

A letter over several units of one owner (合并发函) weighs what all of them weigh.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from cuifei.domain import money
from cuifei.domain.account.delivery import last_date, went_out
from cuifei.domain.dates import add_months
from cuifei.domain.ladder.cases import Case
from cuifei.domain.ladder.household import named
from cuifei.domain.ladder.live import Breach
from cuifei.domain.ladder.merging import Together
from cuifei.domain.problems import Message, say, say_n
from cuifei.domain.queue.risk import first_end
from cuifei.domain.queue.turns import Rank, Turn
from cuifei.domain.records import Letter

OUR_OWN_GAPS = frozenset(
    {
        *("not_tried", "no_heads_up", "receipts_stale"),
        *("missing_account", "missing_sender", "missing_address", "missing_owner"),
    }
)
# A limitation period that ends within so many months of the day decides the order (R5.3).
SOON_MONTHS = 6


def weight(cases: Together) -> tuple[str, int, int]:
    """Return class, months overdue and fen owed of a letter's units together."""
    accounts = [case.arrears for case in cases]
    months = max(account.months_overdue or 0 for account in accounts)
    return min(x.class_ for x in accounts), months, sum(x.owed for x in accounts)


def ends(cases: Iterable[Case], as_of: date) -> date | None:
    """Return when the first limitation period of a letter's units ends, if any runs."""
    return min((day for case in cases if (day := first_end(case, as_of))), default=None)


def soon_from(end: date) -> date:
    """Return the day from which a limitation period ends soon."""
    return add_months(end, -SOON_MONTHS)


def stuck(cohort: str, live: int, slots: int, breaches: Sequence[Breach] = ()) -> Message | None:
    """Return why nothing at all may go out in a cohort, or None."""
    if live <= slots and breaches:
        return say("nothing goes out in “{cohort}”: {why}", cohort=cohort, why=breaches[0].why)
    if live <= slots:
        return None
    return say(
        "nothing goes out: “{cohort}” has {live} live lawyer letters where only {slots} may be;"
        " record what came of the others, or that they are withdrawn",
        cohort=cohort,
        live=live,
        slots=slots,
    )


def reason(cases: Together, day: date, as_of: date, rank: Rank) -> Message:
    """Return what gives the letter its rank on the planned day (R5.3)."""
    without_number, number, *_ = rank
    if not without_number:
        return say("the manager gave it priority {priority}", priority=number)
    end = ends(cases, as_of)
    if end and soon_from(end) <= day:
        return say("its limitation period ends soon, on {ends}", ends=end)
    class_, months, owed = weight(cases)
    return say_n(
        "class {class_}, {n} month overdue, {owed} yuan owed",
        "class {class_}, {n} months overdue, {owed} yuan owed",
        months,
        class_=class_,
        owed=money.text(owed),
    )


def course(turn: Turn, ready: date, as_of: date) -> Message:
    """Return what decides the planned day."""
    if ready > as_of and not turn.after:
        return say("it may go out from {ready} on, when its waiting time is over", ready=ready)
    if turn.after:
        return say("it goes out once the letter to {after} is settled", after=turn.after)
    return say("the place is free and it is its turn")


def complete(cases: Together, why: Message) -> Message:
    """Return `why` with the other units of the letter, and what is missing on our own side."""
    why = with_others([case.unit.unit for case in cases], why)
    gaps = (b.text for case in cases for b in case.readiness.blockers if b.code in OUR_OWN_GAPS)
    gap = next(gaps, None)
    return say("{why}; to do first: {gap}", why=why, gap=gap) if gap else why


def with_others(units: Sequence[str], why: Message) -> Message:
    """Return `why` with the units that the letter is about beside the first."""
    if len(units) < 2:
        return why
    return say("{why}; the letter is also about {units}", why=why, units=named(units[1:]))


def live(letter: Letter) -> Message:
    """Return why a lawyer letter holds its place."""
    return (
        say(
            "lawyer letter {number} is live until it is paid, a plan is signed, it is withdrawn,"
            " or its last date {last} has passed and we reached the owner",
            number=letter.number,
            last=last_date(letter) or letter.date,
        )
        if went_out(letter)
        else say(
            "lawyer letter {number} is made and has not gone out; it keeps the place until it is"
            " settled or voided",
            number=letter.number,
        )
    )
