"""What is true of a ledger on a day, reckoned in the plainest way, to judge the tool by.

Nothing of the rules is used here, only records and the words of DOMAIN.md. It
is slow and naive on purpose: money is spread charge by charge, late fees are
counted day by day, episodes are found by asking every letter whether it is paid.
"""

from calendar import monthrange
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from itertools import count

DEMANDS = {
    "payment_notice",
    "reminder_notice",
    "final_notice",
    "collection_letter",
    "lawyer_letter",
}
UNSENT = {"made", "printed", "sealed"}
REACHED = {"served", "refused"}  # refusing counts as service (Civil Code 137)
GONE = {"sent", *REACHED}
OWNERS_WORD = {"promised", "refused", "disputed", "acknowledged", "instalments", "paid"}
OUR_WORD = {"explained", "rectified", "told"}
TALKS = {"", "phone", "visit", "counter", "owner_call", "owner_visit"}
ANSWERS = {"explained", "rectified", "instalments"}
NO_REASON = {"", "none", "malicious"}
TYPES = {"understanding", "resisting", "neglecting"}
QUIET_DAYS = 7  # R4.1
LAWYER_DAYS = 14  # R4.3


def of(rows, unit):
    """Return the rows of one unit."""
    return [row for row in rows if row.unit == unit]


def accounts(ledger, unit, day, known=None):
    """Spread the unit's payments up to the day; return [charge, open fen, [(day, fen)]].

    In date order, on one day named periods first; each to its period, then to the oldest due.
    A payment that was taken back by `known` (by the day itself, where it is not given) never was.
    """
    every = [[c, c.amount, []] for c in sorted(of(ledger.charges, unit), key=lambda c: c.due)]
    told = [p for p in of(ledger.payments, unit) if p.date <= (known or day)]
    paid = [p for p in taken_back(told) if p.date <= day]
    for payment in sorted(paid, key=lambda p: (p.date, not p.period)):
        money = payment.amount
        named = [a for a in every if payment.period and a[0].period == payment.period]
        for account in (*named, *every):
            part = min(money, account[1])
            if part:
                account[1] -= part
                account[2].append((payment.date, part))
                money -= part
    return every


def taken_back(payments):
    """Return the payments less what rows below zero took back; each names one voucher here."""
    left = {}
    for p in payments:
        left[p.voucher if p.amount > 0 else p.reverses] = 0
    for p in payments:
        left[p.voucher if p.amount > 0 else p.reverses] += p.amount
    plain = [p for p in payments if p.amount > 0 and not p.voucher]
    marked = [replace(p, amount=left[p.voucher]) for p in payments if p.amount > 0 and p.voucher]
    return [*plain, *(p for p in marked if p.amount)]


def held(ledger, unit, day):
    """Return what is held on the day: fee items, and "" for the whole unit."""
    rows = of(ledger.holds, unit)
    return {h.item for h in rows if h.since <= day and (not h.until or day <= h.until)}


def demandable(ledger, unit, day):
    """Return the accounts that a letter of the day may name."""
    items = held(ledger, unit, day)
    every = accounts(ledger, unit, day)
    return [a for a in every if a[1] and a[0].due < day and a[0].item not in items]


def owed(ledger, unit, day):
    """Return what is in arrears on the day, in fen."""
    return sum(a[1] for a in accounts(ledger, unit, day) if a[0].due < day)


def fee(account, day, policy):
    """Count the late fee of one charge day by day, from the day after due; half up to the fen."""
    charge, _, parts = account
    paid = {on: 0 for on, _ in parts}
    for on, fen in parts:
        paid[on] += fen
    still, fen_days, on = charge.amount - sum(f for d, f in parts if d <= charge.due), 0, charge.due
    while on < day:
        on += timedelta(1)
        fen_days += still  # money that comes on a day still lets that day count
        still -= paid.get(on, 0)
    borne = min(fen_days * policy.late_fee_rate, charge.amount * policy.late_fee_cap)
    return int(borne + Fraction(1, 2))


def asked(ledger, unit, day, policy):
    """Return what a letter of the day must ask for, in fen: demandable, late fee, less waivers."""
    named = demandable(ledger, unit, day)
    fees = sum(fee(a, day, policy) for a in named)
    granted = of(ledger.decisions, unit)
    waived = sum(d.amount for d in granted if d.kind == "waiver" and d.date <= day)
    return sum(a[1] for a in named) + fees - min(fees, waived)


def covered(ledger, letter):
    """Return the charges that a letter asked for: due before it, and not held at it."""
    on = letter.as_of or letter.date
    items = held(ledger, letter.unit, on)
    every = of(ledger.charges, letter.unit)
    return [c for c in every if c.due < on and c.item not in items]


def is_paid(ledger, letter, day, known=None):
    """Return whether all that the letter asked for was paid by the day, as is `known` later."""
    open_charges = [a[0] for a in accounts(ledger, letter.unit, day, known) if a[1]]
    return not any(c in open_charges for c in covered(ledger, letter))


def standing(letter):
    """Return whether the letter counts at all: not voided, not closed before it went out."""
    closed = letter.result in {"paid", "plan", "withdrawn"}
    return letter.state != "voided" and not (letter.state in UNSENT and closed)


def episode(ledger, unit, day):
    """Return the demands since everything owed at one of them was last paid, oldest first."""
    letters = [x for x in of(ledger.letters, unit) if x.date <= day and x.document in DEMANDS]
    found = []
    for letter in sorted((x for x in letters if standing(x)), key=lambda x: (x.date, x.number)):
        if found and is_paid(ledger, found[-1], letter.date, day):
            found = []
        found.append(letter)
    return [] if found and is_paid(ledger, found[-1], day) else found


def levels(letters, rungs):
    """Return the level of each letter: as typed, else the lowest free one with its document."""
    used, found = set(), []
    for letter in letters:
        own = [r.level for r in rungs if r.document == letter.document]
        free = [n for n in own if n not in used] or own[-1:] or [None]
        level = letter.level if letter.level in own else free[0]
        found.append(level)
        if letter.state != "returned":
            used.add(level)
    return found


def last_date(letter):
    """Return the last day that a lawyer letter gives the owner."""
    return letter.last_date or letter.date + timedelta(LAWYER_DAYS)


def same_number(ledger, letter):
    """Return the rows of the register that bear the letter's number, itself among them."""
    return [x for x in ledger.letters if x.number == letter.number]


def is_live(ledger, letter, day):
    """Return whether a lawyer letter is live: from its date until it is settled (R5.2)."""
    last = last_date(letter)
    if letter.document != "lawyer_letter" or letter.date > day or letter.state == "voided":
        return False
    if letter.state == "returned" or letter.result in {"paid", "plan", "withdrawn"}:
        return False
    unsent = letter.state in UNSENT
    if letter.result in {"refused", "suit"} and not unsent:
        return False
    about = {letter.unit} | {x.unit for x in ledger.letters if x.number == letter.number}
    ours = [c for c in ledger.contacts if c.unit in about and not c.channel.startswith("owner_")]
    over = max(last, letter.sent or letter.date)
    named = letter.result == "followed_up" and "拒绝" in letter.note and day > last
    done = not unsent and (named or any(over < c.date <= day for c in ours if reached(c)))
    agreed = [i.agreed for i in of(ledger.instalments, letter.unit) if i.agreed]
    signed = any(letter.date <= on <= day for on in agreed)
    paid = bool(covered(ledger, letter)) and is_paid(ledger, letter, day)
    told = [c.date for c in ledger.contacts if c.unit in about and c.result == "sued"]
    rows = [h for h in of(ledger.holds, letter.unit) if h.reason == "litigation"]
    wanted = {c.item for c in covered(ledger, letter)}
    filed = [h for h in rows if letter.date <= h.since <= day]
    court = any(letter.date <= on <= day for on in told) or any(not h.item for h in filed)
    court = court or (bool(wanted) and wanted <= {h.item for h in filed})
    return not (paid or signed or done or (court and not unsent))


def reached(contact):
    """Return whether the contact reached the owner: his word, or ours where two people talk."""
    if contact.result in OWNERS_WORD:
        return True
    return contact.channel in TALKS and contact.result in OUR_WORD


def lost(ledger):
    """Return the letters whose rows were deleted; for all that is known they went out."""
    return [replace(x, state="sent", sent=x.date) for x in ledger.missing]


def freezes(ledger, day, policy):
    """Return the cohorts in which nothing may go, because of what is wrong with a letter there."""
    found = {cohort(ledger, x.unit) for x in lost(ledger) if is_live(ledger, x, day)}
    for letter in ledger.letters:
        if letter.document != "lawyer_letter" or letter.state == "voided" or letter.date > day:
            continue
        went = letter.sent and letter.state not in UNSENT and is_live(ledger, letter, day)
        wrong = went and moved_on(ledger, letter, letter.sent, policy)
        open_sum = any(
            a[1] and a[0].due < day and a[0] in covered(ledger, letter)
            for a in accounts(ledger, letter.unit, day)
        )
        if wrong or (letter.result == "paid" and open_sum):
            found.add(cohort(ledger, letter.unit))
    return found


def moved_on(ledger, letter, day, policy):
    """Return whether something stands against sending a letter that is made."""
    unit, left = letter.unit, (last_date(letter) - day).days
    held_now = "" in held(ledger, unit, day)
    agreed = is_promised(ledger, unit, day, policy) or is_on_plan(ledger, unit, day, policy)
    return held_now or agreed or left < QUIET_DAYS


def paid_since(ledger, letter, day):
    """Return whether anything that the letter asks for was paid since it was reckoned."""
    since, asked_for = letter.as_of or letter.date, covered(ledger, letter)
    every = [a for a in accounts(ledger, letter.unit, day) if a[0] in asked_for]
    part = any(since < on <= day for a in every for on, _ in a[2])
    return part or is_paid(ledger, letter, day)


def log(ledger, unit, day, policy):
    """Return the contacts about the unit up to the day; of all his units where letters merge."""
    units = {unit, *(sisters(ledger, unit) if policy.merge_letters else ())}
    return [c for c in ledger.contacts if c.unit in units and c.date <= day]


def reason_is_open(ledger, unit, day, policy):
    """Return whether a reason for the arrears, or the owner's type, still waits for its answer."""
    who = ledger.units[unit]
    asks = who.reason not in NO_REASON or (not who.reason and who.owner_type in TYPES)
    oldest = [a[0].due for a in accounts(ledger, unit, day) if a[1] and a[0].due < day][:1]
    begins = [*oldest, *(x.date for x in episode(ledger, unit, day)[:1])]
    answers = [c for c in log(ledger, unit, day, policy) if c.result in ANSWERS]
    return asks and not any(c.date >= min(begins, default=c.date) for c in answers)


def softer_means(ledger, unit, day, policy):
    """Return whether the owner was tried, and told beforehand or spared that by name."""
    oldest = min(a[0].due for a in accounts(ledger, unit, day) if a[1] and a[0].due < day)
    gone = [x.sent or x.date for x in episode(ledger, unit, day) if x.state not in UNSENT]
    since = max(gone, default=oldest)
    every = log(ledger, unit, day, policy)
    heard = [c for c in every if c.result != "heads_up_waived" and c.date >= oldest]
    tries = [c for c in heard if not c.channel.startswith("owner_")]
    tried = len(tries) >= 2 or any(reached(c) for c in heard)
    told = [c for c in every if c.date >= since]
    waived = any(c.result == "heads_up_waived" and c.by for c in told)
    return tried and (waived or any(c.result == "told" for c in told))


def worth(ledger, unit, day, policy):
    """Return what the owner may be asked for, of all his units where letters merge."""
    units = [unit, *(sisters(ledger, unit) if policy.merge_letters else ())]
    return sum(a[1] for one in units for a in demandable(ledger, one, day))


def is_left_alone(ledger, unit, day):
    """Return whether a letter to the unit's owner forbids us to turn to him on the day (R4)."""
    for one in (unit, *sisters(ledger, unit)):
        for x in episode(ledger, one, day):
            ready = x.approved_by or x.state in {"printed", "sealed"}
            if x.state in UNSENT and ready:
                return True
            until = last_date(x) if x.document == "lawyer_letter" else quiet_through(x)
            if x.state in GONE and (x.sent or x.date) <= day <= until:
                return True
    return False


def cohort(ledger, unit):
    """Return the owners who hear of each other's letters."""
    return ledger.units[unit].cohort or ledger.units[unit].community


def live(ledger, day):
    """Return the numbers of the live letters by cohort, where there are any."""
    found = {}
    for letter in (*ledger.letters, *lost(ledger)):
        if is_live(ledger, letter, day):
            found.setdefault(cohort(ledger, letter.unit), set()).add(letter.number)
    return found


def quiet_through(letter):
    """Return the last day of the silence: 7 days from sending, prolonged by service."""
    sent = letter.sent or letter.date
    return max(sent, letter.served or sent) + timedelta(QUIET_DAYS)


def is_silent(ledger, unit, day):
    """Return whether a letter that reached the owner keeps us silent on the day (R4)."""
    for letter in episode(ledger, unit, day):
        if letter.state not in GONE:
            continue
        if letter.document == "collection_letter" and day <= quiet_through(letter):
            return True
        if letter.document == "lawyer_letter" and day <= last_date(letter):
            return True
    return False


def sisters(ledger, unit):
    """Return the owner's other units in the community."""
    own = ledger.units[unit]
    return [
        other.unit
        for other in ledger.units.values()
        if own.phone
        and other.unit != unit
        and (other.owner, other.phone, other.community) == (own.owner, own.phone, own.community)
    ]


def received(ledger, unit, since, until):
    """Return the money that came in between two days, both included."""
    paid = taken_back([p for p in of(ledger.payments, unit) if p.date <= until])
    return sum(p.amount for p in paid if since <= p.date)


def is_promised(ledger, unit, day, policy):
    """Return whether the newest promise is open: its day is not over, the money not yet in."""
    made = [c for c in of(ledger.contacts, unit) if c.promise_date and c.date <= day]
    if not made:
        return False
    newest = max(made, key=lambda c: (c.date, c.promise_date, c.promise_amount or 0))
    amount = newest.promise_amount
    if amount is None:
        amount = owed(ledger, unit, newest.date)
    came = received(ledger, unit, newest.date, day)
    kept = amount > 0 and came >= amount * policy.promise_threshold
    return day <= newest.promise_date + timedelta(policy.promise_grace) and not kept


def is_on_plan(ledger, unit, day, policy):
    """Return whether the newest plan runs: no part overdue and unfilled, and not all filled."""
    rows = [i for i in of(ledger.instalments, unit) if i.agreed and i.agreed <= day]
    if not rows:
        return False
    agreed = max(i.agreed for i in rows)
    money = received(ledger, unit, agreed, day)
    asked_so_far, open_part = 0, False
    for part in sorted((i for i in rows if i.agreed == agreed), key=lambda i: (i.due, i.number)):
        asked_so_far += part.amount
        if money >= asked_so_far:
            continue
        open_part = True
        if part.due + timedelta(policy.plan_grace) < day:
            return False
    return open_part


def may_go_from(rung, rungs, oldest):
    """Look for the first day on which a rung's trigger holds, day by day from the oldest due."""
    kind, number = rung.trigger.split()
    days = (oldest + timedelta(n) for n in count())
    if kind == "months":
        month = oldest.month - 1 + int(number)
        year, month = oldest.year + month // 12, month % 12 + 1
        first = oldest.replace(
            year=year, month=month, day=min(oldest.day, monthrange(year, month)[1])
        )
    else:
        below = [r.trigger for r in rungs if r.level < rung.level and r.trigger.startswith("day")]
        anchor = int(number if kind == "day" else below[-1].split()[1])
        first = next(d for d in days if _falls_on(d, anchor))
        if kind == "next":
            days = (first + timedelta(n) for n in count(1))
            start = first
            first = next(d for d in days if d.month != start.month and _falls_on(d, int(number)))
    return max(first, oldest + timedelta(1))


def _falls_on(day, number):
    return day.day == min(number, monthrange(day.year, day.month)[1])
