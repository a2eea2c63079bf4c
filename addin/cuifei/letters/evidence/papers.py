"""Which papers does counsel get about one unit, and what stands in them? (R3.3, R9.4)

Each function returns one paper as the bytes of a .docx. They say what the
records say; where something is missing they say so.
"""

from collections.abc import Sequence

from cuifei.domain.account.limitation import Clock
from cuifei.domain.dates import add_months
from cuifei.domain.money import text
from cuifei.domain.records import Contact
from cuifei.letters import plain_sheet as page
from cuifei.letters.case_file import File, iso, listing
from cuifei.letters.plain_sheet import Row
from cuifei.letters.wording import WORDINGS


def parties(file: File) -> bytes:
    """Return who the parties are, and what was agreed, each with its source (R9.4)."""
    paper, unit, policy = file.sheet("parties"), file.case.unit, file.policy
    page.heading(paper, file.said("parties_of"))
    company = " ".join(filter(None, (policy.company, policy.company_phone, policy.company_address)))
    pairs = [("company", company), ("owner", unit.owner), ("phone", unit.phone)]
    pairs += [("address", unit.address), ("unit", unit.unit), ("community", unit.community)]
    pairs += [("building", unit.building), ("use_type", file.word("use_type", unit.use_type))]
    pairs += [("area", unit.area), ("price", unit.price)]
    page.facts(paper, [(file.said(key), value) for key, value in pairs])
    page.heading(paper, file.said("terms_of"))
    rows = [
        (name, value or file.said("no_source"), source or file.said("no_source"))
        for name, value, source in file.terms
    ]
    page.table(paper, file.columns("terms_heads", (26, 28, 46), "lll"), rows)
    page.heading(paper, file.said("accounts_of"))
    accounts = [(a.holder, a.bank, a.number) for a in file.accounts]
    listing(file, paper, file.columns("account_heads", (36, 36, 28), "lll"), accounts)
    return page.content(paper)


def log(file: File) -> bytes:
    """Return the contacts, and what became of promises and plans (R8.3)."""
    paper = file.sheet("log")
    tables: tuple[tuple[str, str, Sequence[int], str, list[Row]], ...] = (
        ("contacts_of", "contact_heads", (12, 10, 12, 14, 10, 42), "cccccl", _contacts(file)),
        ("promises_of", "promise_heads", (20, 20, 20, 20, 20), "ccrrc", _promises(file)),
        ("plans_of", "plan_heads", (18, 10, 18, 18, 18, 18), "cccrrc", _parts(file)),
        ("holds_of", "hold_heads", (14, 16, 13, 13, 44), "llccl", _holds(file)),
    )
    for title, heads, widths, aligned, rows in tables:
        page.heading(paper, file.said(title))
        listing(file, paper, file.columns(heads, widths, aligned), rows)
    return page.content(paper)


def _contacts(file: File) -> list[Row]:
    return [
        (
            iso(c.date),
            file.word("channel", c.channel),
            file.word("result", c.result),
            _promised(c),
            c.by,
            c.content,
        )
        for c in sorted(file.case.contacts, key=lambda c: c.date)
    ]


def _promised(contact: Contact) -> str:
    amount = text(contact.promise_amount) if contact.promise_amount else ""
    return f"{iso(contact.promise_date)} {amount}".strip() if contact.promise_date else ""


def _promises(file: File) -> list[Row]:
    return [
        (
            iso(p.made),
            iso(p.due),
            file.said("all_owed") if p.amount is None else text(p.amount),
            text(p.received),
            file.said(p.state),
        )
        for p in file.case.promises
    ]


def _parts(file: File) -> list[Row]:
    return [
        (iso(p.agreed), x.number, iso(x.due), text(x.amount), text(x.received), file.said(x.state))
        for p in file.case.plans
        for x in p.parts
    ]


def _holds(file: File) -> list[Row]:
    return [
        (
            file.word("hold_reason", h.reason),
            h.item or file.said("whole_unit"),
            iso(h.since),
            iso(h.until),
            h.note,
        )
        for h in sorted((*file.case.ended_holds, *file.case.holds), key=lambda h: h.since)
    ]


def limitation(file: File) -> bytes:
    """Return the limitation clock of each unpaid charge, as help and not as advice (R9.2)."""
    paper = file.sheet("limitation")
    page.text(paper, file.said("limitation_lead", months=file.policy.limitation_months))
    columns = file.columns("clock_heads", (14, 13, 12, 10, 12, 27, 13), "lccrclc")
    listing(file, paper, columns, [_clock(file, clock) for clock in file.case.clocks])
    return page.content(paper)


def _clock(file: File, clock: Clock) -> Sequence[str]:
    own, words = clock.charge, WORDINGS[file.lang]
    unpaid = next(x.unpaid for x in file.case.arrears.lines if x.charge == own)
    restarts = [f"{iso(r.date)} {file.said(r.why)} {r.proof}".strip() for r in clock.restarts]
    ends = iso(clock.ends)
    over = clock.ends < file.case.arrears.as_of
    return (
        own.item,
        words.period(own.period),
        iso(own.due),
        text(unpaid),
        iso(add_months(own.due, file.policy.limitation_months)),
        "\n".join(restarts) or "—",
        file.said("ended", day=ends) if over else ends,
    )
