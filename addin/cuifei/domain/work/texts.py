"""Who may get a text message today, about what, and who is left alone?

Every owner gets a message of their own, one for all their units in a community
(R1.3): 7 days before the due date (R1.2), or while something is overdue. Nobody is
written to in a silence, under a hold, while a promise or a plan is being kept
(R4, R6.2), or twice on one day (R8.2). Who promised a day gets day, amount and
account in writing, once (R6.1): that asks for nothing, so it waits neither for the
promise's end nor for the budget of contacts.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Day
from datetime import timedelta

from cuifei.domain.account.arrears import Line
from cuifei.domain.account.delivery import DEMANDS, is_out
from cuifei.domain.account.holds import held_items
from cuifei.domain.account.outcomes import by_us
from cuifei.domain.account.promises import Promise
from cuifei.domain.codes import Channel
from cuifei.domain.ladder.cases import Case, Docket, demand_lines
from cuifei.domain.ladder.readiness import Blocker
from cuifei.domain.problems import Message, listed, say
from cuifei.domain.records import Letter, Unit
from cuifei.domain.words import column, sheet
from cuifei.domain.work.budget import owner_key, rest, why
from cuifei.domain.work.contacts import tried
from cuifei.domain.work.pauses import pauses

_PAUSES = {
    "letter_ready": say(
        "a letter is ready to go out: send it and record that, or void it; until then no contact"
    ),
    "silence": say("a letter went out: no contact from us before its time is over"),
    "hold": say("the unit is on hold"),
    "promise": say("the owner has promised to pay; the promise still counts"),
    "plan": say("an instalment plan is being kept"),
}


# A promise is confirmed in writing within so many days; later that would only remind of it.
CONFIRM_DAYS = 7


@dataclass(frozen=True, slots=True)
class Text:
    """One message to one owner. `stage`: upcoming, overdue, after_letter (`letter`), or promise.

    `amount` in fen is the unpaid principal of the units' `lines`; `due` their oldest due date.
    Of a promise they are what was promised and is not paid yet, and the promised day.
    """

    cases: tuple[Case, ...]
    stage: str
    amount: int
    due: Day
    lines: tuple[Line, ...]
    letter: Letter | None = None

    @property
    def units(self) -> tuple[str, ...]:
        """The units that the message is about."""
        return tuple(case.unit.unit for case in self.cases)

    @property
    def copy_to(self) -> Unit | None:
        """The unit whose payer (付款人) gets a copy of a reminder, as the owner allows; else None.

        A promise, or what follows a letter, is between the owner and us alone.
        """
        first = self.cases[0].unit
        plain = self.stage in ("upcoming", "overdue")
        same = {(case.unit.payer, case.unit.payer_copy) for case in self.cases}
        allowed = first.payer_copy == "yes" and first.payer and first.payer_phone
        return first if plain and allowed and len(same) == 1 else None


def texts(docket: Docket) -> tuple[tuple[Text, ...], tuple[tuple[str, tuple[Blocker, ...]], ...]]:
    """Return the messages of a day, and the units that get none although they owe, with reasons.

    Where one unit of an owner is paused, the owner gets no message at all: silence
    is kept towards people, not rooms. Who owns units in several communities, which are paid
    to other accounts, gets the message of one of them, in turn.
    """
    people: defaultdict[object, list[Case]] = defaultdict(list)
    for case in docket.cases.values():
        people[owner_key(case.unit)].append(case)
    messages: list[Text] = []
    held: list[tuple[str, tuple[Blocker, ...]]] = []
    for own in people.values():
        _to_person(own, docket, messages, held)
    return tuple(messages), tuple(held)


def _to_person(
    own: Sequence[Case],
    docket: Docket,
    messages: list[Text],
    held: list[tuple[str, tuple[Blocker, ...]]],
) -> None:
    chosen = None
    for group in _in_turn(own):
        beside = [case for case in own if case not in group] if len(group) < len(own) else []
        if not chosen and (chosen := _confirming(group, beside, docket)):
            messages.append(chosen)
            continue
        wanted = _text(group, docket)
        if wanted is None:
            continue
        reasons = dict.fromkeys((*_told_today(chosen), *_against(group, beside, docket)))
        if reasons:
            held += [(unit, tuple(reasons)) for unit in wanted.units]
        else:
            messages.append(wanted)
            chosen = wanted


def _in_turn(own: Sequence[Case]) -> list[list[Case]]:
    """Return one person's cases by community, first those of which we spoke longest ago."""
    groups: defaultdict[str, list[Case]] = defaultdict(list)
    for case in own:
        groups[case.unit.community].append(case)

    def last(group: list[Case]) -> Day:
        return max((c.date for case in group for c in case.contacts if by_us(c)), default=Day.min)

    return sorted(groups.values(), key=last)


def _told_today(chosen: Text | None) -> Iterator[Blocker]:
    if chosen:
        units = listed(chosen.units)
        text = say("the owner gets one message a day; that of today is about {units}", units=units)
        yield _blocker("contacted", text)


def _text(group: Sequence[Case], docket: Docket) -> Text | None:
    choices: tuple[tuple[str, Callable[[Case], Iterable[Line]]], ...] = (
        ("overdue", demand_lines),
        ("upcoming", _upcoming(docket)),
    )
    for stage, chosen in choices:
        lines = {case.unit.unit: tuple(chosen(case)) for case in group}
        cases = tuple(case for case in group if lines[case.unit.unit])
        if cases:
            every = tuple(line for case in cases for line in lines[case.unit.unit])
            letter = _last_letter(cases, docket) if stage == "overdue" else None
            return Text(
                cases,
                "after_letter" if letter else stage,
                sum(line.unpaid for line in every),
                min(line.charge.due for line in every),
                every,
                letter,
            )
    return None


def _confirming(group: Sequence[Case], beside: Sequence[Case], docket: Docket) -> Text | None:
    """Return the message that confirms a promise, unless something else keeps us quiet.

    The exception (R6.1): it asks for nothing, so it may go on the day of the talk; neither the
    promise nor the contact budget holds it back. Silence, holds and what no text can do without do.
    """
    quiet = [b for case in group for b in _paused(case, docket) if b.code != "promise"]
    if quiet or any(_silent(beside, docket)):
        return None
    stops = ("missing_account", "missing_sender")
    if any(b.code in stops for case in group for b in case.readiness.blockers):
        return None
    promised = [(case, promise) for case in group if (promise := _unconfirmed(case, docket.as_of))]
    if not promised:
        return None
    due = min(promise.due for _, promise in promised)
    cases = tuple(case for case, promise in promised if promise.due == due)
    amount = sum(_left(case, promise) for case, promise in promised if promise.due == due)
    lines = tuple(line for case in cases for line in case.arrears.lines)
    return Text(cases, "promise", amount, due, lines)


def _unconfirmed(case: Case, day: Day) -> Promise | None:
    """Return the open promise of the last days of which we wrote nothing since it was made."""
    for promise in case.promises:
        if promise.state != "open" or not case.unit.phone or _left(case, promise) <= 0:
            continue
        written = any(
            by_us(c) and c.channel in (Channel.SMS, Channel.WECHAT) and c.promise_date is None
            for c in case.contacts
            if promise.made <= c.date <= day
        )
        if not written and promise.made >= day - timedelta(CONFIRM_DAYS) and promise.due >= day:
            return promise
    return None


def _left(case: Case, promise: Promise) -> int:
    """Return what of a promise is still to come, in fen."""
    owed = case.arrears.owed
    return owed if promise.amount is None else min(owed, promise.amount - promise.received)


def _upcoming(docket: Docket) -> Callable[[Case], Iterator[Line]]:
    last = docket.as_of + timedelta(docket.policy.remind_before_days)

    def lines(case: Case) -> Iterator[Line]:
        held = held_items(case.holds, docket.as_of)
        for line in case.arrears.all_lines:
            due = line.charge.due
            if line.unpaid > 0 and docket.as_of <= due <= last and line.charge.item not in held:
                yield line

    return lines


def _last_letter(cases: Iterable[Case], docket: Docket) -> Letter | None:
    """Return the newest demand of the running episodes that went out and reached somebody."""
    sent_letters = [
        letter
        for case in cases
        for letter in case.step.episode
        if letter.document in DEMANDS and is_out(letter, docket.as_of, docket.policy)
    ]
    return max(sent_letters, key=lambda letter: (letter.date, letter.number), default=None)


def _against(group: Sequence[Case], beside: Sequence[Case], docket: Docket) -> Iterator[Blocker]:
    """Yield what stands against a message; `beside`: the person's units in other communities."""
    own = (*group, *beside)
    if any(tried(case, docket.as_of) for case in own):
        yield _blocker("contacted", say("the owner was contacted today"))
    elif pause := rest(own, docket.as_of, docket.policy):
        yield Blocker("contact_budget", pause.until, why(pause))
    yield from _silent(beside, docket)
    for case in group:
        yield from _paused(case, docket)
        if case.unit.contact_by in ("visit", "call"):
            yield _blocker("no_text", say("the owner is called or visited, as Units says"))
        if not case.unit.phone:
            yield _blocker(
                "missing_phone",
                say(
                    "no phone number: fill in {phone_column} in {units_sheet}",
                    phone_column=column("phone"),
                    units_sheet=sheet("units"),
                ),
            )
        for blocker in case.readiness.blockers:
            # Who may have paid, or cannot be told where to pay, is not asked for money.
            if blocker.code in ("receipts_stale", "missing_account", "missing_sender"):
                yield blocker


def _paused(case: Case, docket: Docket) -> Iterator[Blocker]:
    for pause in pauses(case, docket.policy):
        if pause.covers(docket.as_of):
            yield Blocker(pause.why, pause.until, _PAUSES[pause.why])


def _silent(cases: Iterable[Case], docket: Docket) -> Iterator[Blocker]:
    """Yield the silences of letters about a person's units in other communities (R4.5)."""
    for case in cases:
        yield from (b for b in _paused(case, docket) if b.code in ("silence", "letter_ready"))


def _blocker(code: str, text: Message) -> Blocker:
    return Blocker(code, None, text)
