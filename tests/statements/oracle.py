"""What is wrong in what was taken of a made statement? The truth against the verdicts."""

from dataclasses import dataclass

from cuifei.domain.receipts.taking import Taker
from cuifei.statements.reading import read
from statements import files


@dataclass
class Outcome:
    """`wrong`: taken although it should not be, or for another unit. Of `all` receipts."""

    wrong: list
    certain: int
    all: int
    missed: list
    taken: object


def outcome(made, folder, layout):
    """Read and match a statement as the command does, and judge it."""
    path = files.write(folder, made, layout)
    statement = read(path)
    taken = Taker(made.ledger, made.policy).take(statement.receipts, statement.left)
    return judged(made, statement, taken, layout)


def judged(made, statement, taken, layout):
    wrong = [f"problem {p.where} {p.what}" for p in statement.problems]
    known = {}
    events = files.told(made, layout)
    for event in events:
        known.setdefault((event.day, event.amount, event.payer, _said(event.note)), []).append(
            event
        )
    certain, missed = 0, []
    for verdict in (*taken.certain, *taken.unsure):
        own = verdict.receipt
        key = (own.date, own.amount, own.payer, _said(own.note))
        event = next(iter(known.get(key, ())), None)
        if event is None:
            wrong.append(f"nobody paid this: {own}")
            continue
        known[key].remove(event)
        if verdict.certain:
            got = {part.unit: part.amount for part in verdict.parts}
            certain += 1
            if event.truth is None or got != event.truth:
                wrong.append(f"{event.trait}: {own} is {event.truth}, and went to {got}")
        else:
            missed.append((event.trait, own.payer, own.note, own.amount, str(verdict.why)))
    left = [e for rest in known.values() for e in rest if e.incoming and e.truth is not None]
    wrong += [f"{event.trait} was not read: {event}" for event in left]
    every = sum(e.incoming and e.truth is not None for e in events)
    return Outcome(wrong, certain, every, missed, taken)


def _said(note):
    """Return a note without what a layout adds to it."""
    for added in ("收款方备注:", "转账存入", "转账"):
        note = note.replace(added, "")
    return "".join(note.split())
