"""Whether a letter was the step of its ladder whose turn had come, reckoned month by month.

For ladders with steps on days of the month (R2.1a, R2.2), said again in the
plainest way: every month is asked alone, step by step, which letters were one.
"""

from itertools import groupby

from stories.facts import covered, demandable, episode, levels, may_go_from

GRAVE = ("payment_notice", "reminder_notice", "final_notice", "collection_letter", "lawyer_letter")


def last_monthly(rungs):
    """Return the level of the last step on a day of the month; 0 where the ladder has none."""
    return max((r.level for r in rungs if not r.trigger.startswith("months")), default=0)


def misplaced(ledger, letter, rungs):
    """Return which of doubled, skipped and too_early the letter breaks."""
    last = last_monthly(rungs)
    every = episode(ledger, letter.unit, letter.date)
    pairs = zip(levels(every, rungs), every, strict=True)
    gone = [(level, x) for level, x in pairs if level and x.state != "returned"]
    named = [a[0] for a in demandable(ledger, letter.unit, letter.date)]
    firsts = [next(own) for _, own in groupby(named, key=lambda c: (c.due.year, c.due.month))]
    if letter.level > last:
        return _long(ledger, letter, rungs, gone, firsts[0], last)
    verdicts = [_of_month(ledger, letter, rungs, gone, first) for first in firsts]
    return set() if "fits" in verdicts else {min(verdicts)}  # too_early, skipped, doubled: any one


def _climbed(ledger, rungs, gone, first, last):
    """Return the highest monthly level that a letter was for the month of this charge."""
    climbed = 0
    for rung in rungs:
        if rung.level <= last and any(
            level >= rung.level
            and x.date >= may_go_from(rung, rungs, first.due)
            and first in covered(ledger, x)
            for level, x in gone
        ):
            climbed = rung.level
    return climbed


def _of_month(ledger, letter, rungs, gone, first):
    climbed = _climbed(ledger, rungs, gone, first, last_monthly(rungs))
    if climbed >= letter.level:
        return "doubled"
    if climbed + 1 < letter.level:
        return "skipped"
    rung = next(r for r in rungs if r.level == letter.level)
    return "fits" if letter.date >= may_go_from(rung, rungs, first.due) else "too_early"


def _long(ledger, letter, rungs, gone, first, last):
    """Judge a step above the monthly ones: once for the whole debt, none left out."""
    taken = {r.level for r in rungs if r.level > last and _was(r, rungs, gone, first, last)}
    rung = next(r for r in rungs if r.level == letter.level)
    below = {r.level for r in rungs if last < r.level < letter.level}
    unfinished = _climbed(ledger, rungs, gone, first, last) < last
    broken = {
        "doubled": letter.level in taken,
        "skipped": bool(below - taken) or unfinished,
        "too_early": letter.date < may_go_from(rung, rungs, first.due),
    }
    return {law for law, is_broken in broken.items() if is_broken}


def _was(rung, rungs, gone, first, last):
    for level, x in gone:
        if level > last and level >= rung.level:
            return True
        own = next(r for r in rungs if r.level == level)
        grave = GRAVE.index(own.document) >= GRAVE.index(rung.document)
        if level <= last and grave and x.date >= may_go_from(rung, rungs, first.due):
            return True
    return False
