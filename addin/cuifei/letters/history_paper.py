"""How is a unit's history told on paper: one line for each event? (R8.3)"""

from collections.abc import Sequence

from cuifei.domain.money import text
from cuifei.domain.papers.history import Event
from cuifei.letters import plain_sheet as page
from cuifei.letters.case_file import File, iso
from cuifei.letters.wording import WORDINGS

# Which of the papers' words names a kind of event; the others name themselves.
_KINDS = {"late_fee": "fee_taken", "limitation": "limit"}


def history(file: File, events: Sequence[Event]) -> bytes:
    """Return the history of a unit as the bytes of a .docx."""
    paper, words, account = file.sheet("history"), WORDINGS[file.lang], file.case.arrears
    unit = file.case.unit
    facts = {
        "unit": unit.unit,
        "owner": unit.owner,
        "phone": unit.phone,
        "owed": text(account.owed),
        "late_fee": text(account.late_fee),
    }
    page.facts(paper, [(file.said(key), value) for key, value in facts.items()])
    page.text(paper, file.said("history_lead", as_of=words.day(account.as_of)))
    rows = [
        (
            iso(event.date),
            label(file, event),
            what(file, event),
            text(event.amount) if event.amount is not None and event.kind != "contact" else "",
            text(event.balance) if event.balance is not None else "",
        )
        for event in events
    ]
    page.table(paper, file.columns("history_heads", (12, 12, 50, 13, 13), "cclrr"), rows)
    return page.content(paper)


def label(file: File, event: Event) -> str:
    """Return the name of an event's kind in the workbook's language."""
    return file.said(_KINDS.get(event.kind, event.kind))


def what(file: File, event: Event) -> str:
    """Return what happened, in one line of the workbook's language."""
    words = WORDINGS[file.lang]
    period, joint = words.period(event.period), words.joint
    if event.kind in ("charge", "payment"):
        voucher = file.said("said", voucher=event.number) if event.number else ""
        return " ".join(filter(None, (event.text, period, voucher)))
    if event.kind == "limitation":
        return file.said("limit_words", item=event.text, period=period)
    if event.kind == "letter":
        state = file.word("letter_state", event.state)
        until = file.said("until", day=iso(event.until)) if event.until else ""
        return f"{file.word('document', event.code)} {event.number} {state}{until}"
    if event.kind == "contact":
        codes = file.word("channel", event.code), file.word("result", event.state)
        promised = ""
        if event.until:
            amount = text(event.amount) if event.amount is not None else file.said("all_owed")
            promised = file.said("promised_words", due=iso(event.until), amount=amount)
        return joint.join(filter(None, (" ".join(filter(None, codes)), promised, event.text)))
    if event.kind in ("hold", "hold_end"):
        return joint.join(filter(None, (file.word("hold_reason", event.code), event.text)))
    if event.kind == "plan":
        return file.said("signed")
    state = file.said(event.state) if event.state else ""
    part = file.said("part", number=event.number) if event.number.isdigit() else event.number
    return " ".join(filter(None, (part, state, event.text)))
