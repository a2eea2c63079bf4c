"""What stands against sending the next document on this day? (R2, R4, R5, R6)

Each reason is a small function from the facts to its blockers. A blocker's
`until` is true: unless a row begins or ends to count, it holds through that day.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from cuifei.domain import money
from cuifei.domain.account.holds import items_held_until, unit_holds
from cuifei.domain.account.promises import valid_through
from cuifei.domain.addresses import postal_address
from cuifei.domain.ladder.after_letters import register_blockers
from cuifei.domain.ladder.owner_letters import same_owner_blockers
from cuifei.domain.ladder.readiness import Blocker
from cuifei.domain.ladder.situation import Situation
from cuifei.domain.ladder.slots import slot_blockers
from cuifei.domain.ladder.softer_means import means_blockers
from cuifei.domain.policy import Policy
from cuifei.domain.problems import listed, say
from cuifei.domain.words import HOLD_WORDS, column, document_word, sheet


def blockers(facts: Situation, policy: Policy) -> tuple[Blocker, ...]:
    """Return every reason against sending on the day, the gravest kind first; empty: it may go."""
    if not facts.arrears.owed:
        return (Blocker("not_due", None, say("nothing is in arrears on {day}", day=facts.as_of)),)
    return (
        *_held(facts),
        *_promised(facts, policy),
        *_planned(facts, policy),
        *register_blockers(facts, policy),
        *same_owner_blockers(facts, policy),
        *_ladder(facts),
        *slot_blockers(facts, policy),
        *means_blockers(facts, policy),
        *_small(facts, policy),
        *_limitation(facts),
        *_paper(facts, policy),
    )


def receipts_stale(facts: Situation, through: date | None, policy: Policy) -> tuple[Blocker, ...]:
    """Return the blocker where payments are not known up to the day: who paid must get no letter.

    It is judged for today only, because receipts are recorded in between.
    """
    if not facts.arrears.owed:
        return ()
    if through is None:
        text = say(
            "no payment is recorded yet: record the receipts, or type the day up to"
            " which they are recorded under {receipts_through_column} in"
            " {settings_sheet}",
            receipts_through_column=column("receipts_through"),
            settings_sheet=sheet("settings"),
        )
        return (Blocker("receipts_stale", None, text),)
    if (facts.as_of - through).days <= policy.receipts_max_age:
        return ()
    text = say(
        "payments are recorded only through {day}, more than {n} days ago: record the newer"
        " receipts first",
        day=through,
        n=policy.receipts_max_age,
    )
    return (Blocker("receipts_stale", None, text),)


def _held(facts: Situation) -> Iterator[Blocker]:
    for hold in unit_holds(facts.holds, facts.as_of):
        reason = HOLD_WORDS[hold.reason]
        if hold.until:
            text = say("on hold until {day}: {reason}", day=hold.until, reason=reason)
        else:
            text = say("on hold since {day}, no end typed: {reason}", day=hold.since, reason=reason)
        yield Blocker("hold", hold.until, text)
    if facts.arrears.owed and not facts.lines:
        items = {line.charge.item for line in facts.arrears.lines}
        text = say("every item that is owed is on hold: {items}", items=listed(sorted(items)))
        yield Blocker("hold", items_held_until(facts.holds, items, facts.as_of), text)


def _promised(facts: Situation, policy: Policy) -> Iterator[Blocker]:
    for promise in facts.promises:
        if promise.state == "open":
            ends = valid_through(promise, policy)
            text = say(
                "the owner promised on {made} to pay by {due}; the promise counts through {ends}",
                made=promise.made,
                due=promise.due,
                ends=ends,
            )
            yield Blocker("promise", ends, text)


def _planned(facts: Situation, policy: Policy) -> Iterator[Blocker]:
    for plan in facts.plans:
        if plan.state == "running":
            due = min(part.due for part in plan.parts if part.state == "open")
            ends = due + timedelta(policy.plan_grace)
            text = say(
                "the instalment plan of {agreed} is being kept; its next part is due on {due}",
                agreed=plan.agreed,
                due=due,
            )
            yield Blocker("plan", ends, text)


def _ladder(facts: Situation) -> Iterator[Blocker]:
    step = facts.step
    if step.pending:
        return
    if step.rung is None:
        if step.episode:
            text = say("every step of the ladder has been taken: a person must decide what next")
        else:
            text = say(
                "no ladder is set for this use type: fill in the sheet {ladder_sheet}",
                ladder_sheet=sheet("ladder"),
            )
        yield Blocker("no_ladder", None, text)
    elif step.due_on and step.due_on > facts.as_of:
        text = say(
            "the {document} is due from {day} on",
            document=document_word(step.rung.document),
            day=step.due_on,
        )
        yield Blocker("not_due", step.due_on - timedelta(1), text)


def _small(facts: Situation, policy: Policy) -> Iterator[Blocker]:
    if facts.lines and facts.demandable < policy.small_balance:
        text = say(
            "only {owed} yuan may be demanded, below the {least} yuan from which letters are"
            " written",
            owed=money.text(facts.demandable),
            least=money.text(policy.small_balance),
        )
        yield Blocker("small_balance", None, text)


def _limitation(facts: Situation) -> Iterator[Blocker]:
    ours = {line.charge for line in facts.lines}
    ends = [clock.ends for clock in facts.clocks if clock.charge in ours]
    if ends and max(ends) < facts.as_of:
        late = [c.too_late for c in facts.clocks if c.charge in ours and c.too_late]
        if late:
            text = say(
                "the limitation period ended on {day}; on {later} the owner acknowledged the debt"
                " in writing: counsel decides (Civil Code 192)",
                day=max(ends),
                later=max(each.date for each in late),
            )
            yield Blocker("limitation_passed", None, text)
            return
        text = say(
            "the limitation period of everything demanded ended, the last on {day}: a demand may"
            " still be made, but a person must decide it",
            day=max(ends),
        )
        yield Blocker("limitation_passed", None, text)


def _paper(facts: Situation, policy: Policy) -> Iterator[Blocker]:
    """Yield what is missing for the letter itself (R3.1)."""
    unit = facts.unit
    if not unit.owner:
        text = say(
            "nobody is named whom the letter is to: fill in {owner_column} in {units_sheet}",
            owner_column=column("owner"),
            units_sheet=sheet("units"),
        )
        yield Blocker("missing_owner", None, text)
    if not postal_address(unit):
        text = say(
            "no address to write to: fill in {address_column} in {units_sheet}",
            address_column=column("address"),
            units_sheet=sheet("units"),
        )
        yield Blocker("missing_address", None, text)
    if not facts.has_account:
        text = say(
            "no account to pay into for {community}: fill in the sheet {accounts_sheet}",
            community=unit.community or unit.unit,
            accounts_sheet=sheet("accounts"),
        )
        yield Blocker("missing_account", None, text)
    if not (policy.company and policy.company_phone and policy.contact_person):
        text = say(
            "company name, company phone or contact person is missing in {settings_sheet}",
            settings_sheet=sheet("settings"),
        )
        yield Blocker("missing_sender", None, text)
