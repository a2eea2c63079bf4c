"""The laws of collection, said once more, independently of the rules that keep them.

A law is broken or kept by the facts of stories/facts.py alone.
"""

from stories.each_month import last_monthly, misplaced
from stories.facts import (
    GONE,
    REACHED,
    UNSENT,
    asked,
    cohort,
    demandable,
    episode,
    freezes,
    held,
    is_live,
    is_on_plan,
    is_paid,
    is_promised,
    is_silent,
    last_date,
    levels,
    live,
    may_go_from,
    moved_on,
    of,
    paid_since,
    quiet_through,
    reached,
    reason_is_open,
    sisters,
    softer_means,
    worth,
)

LAWS = frozenset(
    {
        "one_live",  # R5.2: no lawyer letter into a cohort whose slots are taken
        "frozen",  # R5.2: more live letters than slots freeze the cohort
        "live",  # R5.2: which letters are live
        "silence",  # R4.1, R4.2
        "hold",
        "promise",  # R6.2
        "plan",  # R6.2
        "skipped",  # R2.5: one level at a time
        "unserved",  # the previous letter must have reached the owner
        "requires",  # R2.3: two collection letters without effect
        "doubled",  # (unit, level, episode) is unique, of a monthly ladder (unit, level, month)
        "too_early",  # R2: the rung's day has not come
        "held_item",  # a held item never rides in another item's letter
        "not_due",  # nothing is overdue before its due date
        "amount",  # the letter asks for what may be demanded, and the late fee
        "owed",  # what is in arrears
        "placed",  # money in, less money back, is money on charges and money paid ahead
        "steps",  # 已生成 → 已打印 → 已盖章 → 已寄出 → 已送达 | 拒收 | 退回; 已作废
        "settled",  # R5.2: the outcome that is recorded is a fact
        "one_owner",  # 合并发函: a letter about one unit is a letter to its owner
        "together",  # 合并发函: one letter is to one owner, and asks for the sum of its rows
        "two_sent",  # R5.1: never two unsettled lawyer letters on their way in a cohort
        "sending",  # R5.2: what is made goes out only while nothing speaks against it
        "left_alone",  # R4: no text, call or visit in the silence from posting
        "reason",  # R7: no letter over a reason that waits for its answer
        "means",  # R2.5, R5.4: tried, and told beforehand, before a lawyer letter
        "worth",  # R9.4: a lawyer letter is about an amount that is worth it
        "number",  # no number is used twice
    }
)


def breaches(ledger, policy, letter, lines):
    """Return the laws that writing this letter with these lines breaks; ledger: of before it."""
    unit, day = letter.unit, letter.date
    rungs = sorted(
        (r for r in policy.rungs if r.use_type == ledger.units[unit].use_type),
        key=lambda r: r.level,
    )
    before = [x for x in episode(ledger, unit, day) if x.state != "returned"]
    every = episode(ledger, unit, day)
    used = {n: x for n, x in zip(levels(every, rungs), every, strict=True) if x.state != "returned"}
    rung = next(r for r in rungs if r.level == letter.level)
    below = [r.level for r in rungs if r.level < letter.level]
    enough = [x for x in before if x.document == rung.requires and x.state in REACHED]
    if rung.requires == "phone_call":
        enough = [c for c in of(ledger.contacts, unit) if c.channel == "phone" and c.date <= day]
    items = held(ledger, unit, day)
    named = demandable(ledger, unit, day)
    expected = sorted((a[0].item, a[0].period, a[1]) for a in named)
    slots = policy.slots_per_cohort
    taken = live(ledger, day).get(cohort(ledger, unit), set())
    is_lawyer = letter.document == "lawyer_letter"
    presses = is_lawyer or letter.document == "collection_letter"
    broken = {
        "frozen": is_lawyer and cohort(ledger, unit) in freezes(ledger, day, policy),
        "reason": presses and reason_is_open(ledger, unit, day, policy),
        "means": is_lawyer and not softer_means(ledger, unit, day, policy),
        "worth": is_lawyer and worth(ledger, unit, day, policy) < policy.lawyer_minimum,
        "one_live": is_lawyer and len(taken) >= slots,
        "silence": is_silent(ledger, unit, day),
        "hold": "" in items,
        "promise": is_promised(ledger, unit, day, policy),
        "plan": is_on_plan(ledger, unit, day, policy),
        "skipped": bool(below) and below[-1] not in used,
        "unserved": any(x.state in UNSENT for x in before)
        or (bool(before) and before[-1].state not in REACHED),
        "requires": bool(rung.requires) and len(enough) < rung.requires_count,
        "doubled": letter.level in used,
        "too_early": bool(named) and day < may_go_from(rung, rungs, named[0][0].due),
        "held_item": any(line.item in items for line in lines),
        "not_due": any(line.due >= day for line in lines),
        "one_owner": policy.merge_letters and _told(ledger, letter, taken),
        "amount": letter.amount != asked(ledger, unit, day, policy)
        or sorted((x.item, x.period, x.unpaid) for x in lines) != expected,
    }
    if last_monthly(rungs) and named:
        broken |= dict.fromkeys(("doubled", "skipped", "too_early"), False)
        broken |= dict.fromkeys(misplaced(ledger, letter, rungs), True)
    return {law for law, is_broken in broken.items() if is_broken}


def _told(ledger, letter, live_letters):
    """Return whether a letter about another unit of the owner stands against this one."""
    unit, day = letter.unit, letter.date
    for other in sisters(ledger, unit):
        for x in episode(ledger, other, day):
            if x.state == "returned" or is_paid(ledger, x, day):
                continue
            silent = x.state in GONE and (
                (x.document == "collection_letter" and day <= quiet_through(x))
                or (x.document == "lawyer_letter" and day <= last_date(x))
            )
            second = letter.document == "lawyer_letter" and x.number in live_letters
            if x.state in UNSENT or silent or second:
                return True
    return False


def breaches_together(ledger, policy, rows, said):
    """Return the laws that the rows of one letter break together."""
    units = [row.unit for row in rows]
    strangers = set(units[1:]) - set(sisters(ledger, units[0]))
    sums = said.total != sum(row.amount for row in rows)
    apart = len(units) > 1 and not policy.merge_letters
    wrong = strangers or sums or apart or len(units) != len(set(units))
    return {"together"} if wrong else set()


def may_step(letter, state, day, delivery, reason):
    """Return whether a letter may take a step of its life on a day."""
    order = ("made", "printed", "sealed", "sent")
    ends = ("served", "refused", "returned")
    if letter.state == "voided" or state == "voided":
        went = letter.document == "lawyer_letter" and letter.state in GONE
        stays = letter.state == "voided" or went
        return not stays and bool(reason)
    draft = letter.document == "lawyer_letter" and not letter.approved_by  # R9.3
    if day < letter.date or letter.state in ends or (draft and letter.state in UNSENT):
        return False
    if state in order:
        return order.index(state) > order.index(letter.state)
    by_hand = (delivery or letter.delivery) == "hand"
    return letter.sent <= day if letter.sent else by_hand


def may_go(ledger, policy, letter, day):
    """Return whether a lawyer letter that is made may go out on the day (R5.1, R5.2)."""
    group = cohort(ledger, letter.unit)
    others = live(ledger, day).get(group, set()) - {letter.number}
    frozen = group in freezes(ledger, day, policy)
    wrong = moved_on(ledger, letter, day, policy) or paid_since(ledger, letter, day)
    unanswered = reason_is_open(ledger, letter.unit, day, policy)
    full = len(others) >= policy.slots_per_cohort
    return not (letter.result or wrong or unanswered or full or frozen)


def sent_and_live(ledger, group, day):
    """Return the numbers of the lawyer letters of a cohort that went out and are not settled."""
    return {
        x.number
        for x in ledger.letters
        if x.state in GONE and cohort(ledger, x.unit) == group and is_live(ledger, x, day)
    }


def may_settle(ledger, letter, result, day, outcome):
    """Return whether the facts bear the outcome of a live lawyer letter (R5.2)."""
    if result in {"refused", "suit"}:
        return letter.state not in UNSENT
    if result == "paid":
        return is_paid(ledger, letter, day)
    if result == "plan":
        agreed = [i.agreed for i in of(ledger.instalments, letter.unit) if i.agreed]
        return any(letter.date <= on <= day for on in agreed)
    over = max(last_date(letter), letter.sent or letter.date)
    ours = [c for c in of(ledger.contacts, letter.unit) if not c.channel.startswith("owner_")]
    heard = any(over < c.date <= day and reached(c) for c in ours)
    followed = letter.state not in UNSENT and day > last_date(letter)
    return result == "withdrawn" or (followed and (heard or bool(outcome)))
