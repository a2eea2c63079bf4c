"""How does a bundle show what is owed, so that anybody can recompute it? (R3.1)"""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from cuifei.domain.account.arrears import Line
from cuifei.domain.account.late_fee import Terms, percent, pieces, share, terms
from cuifei.domain.ladder.cases import demand_lines
from cuifei.domain.money import capitals, text
from cuifei.domain.records import Decision
from cuifei.letters import plain_sheet as page
from cuifei.letters.case_file import File, iso, listing, long
from cuifei.letters.wording import WORDINGS


def arrears(file: File) -> bytes:
    """Return what is owed on the day, charge by charge, and how each late fee was reckoned."""
    paper, account = file.sheet("arrears"), file.case.arrears
    days = {"as_of": long(file, account.as_of), "through": long(file, file.through)}
    page.text(paper, file.said("arrears_lead", **days))
    page.heading(paper, file.said("arrears_of"))
    if account.lines:
        columns = file.columns("arrears_heads", (5, 15, 13, 12, 11, 10, 11, 6, 10, 7), "clccrrrrrc")
        page.table(paper, columns, list(_owed(file)), list(_sums(file)))
        whole = account.owed + account.late_fee
        page.text(paper, file.said("whole", total=text(whole), capitals=capitals(whole)), bold=True)
        held = account.owed - sum(line.unpaid for line in demand_lines(file.case))
        if held:
            page.text(paper, file.said("held_note", amount=text(held)))
    else:
        page.text(paper, file.said("no_arrears", **days))
    page.heading(paper, file.said("pieces_of"))
    _reckoning(file, paper)
    page.heading(paper, file.said("decided"))
    rows = [_decision(file, d) for d in file.rows.decisions if d.date <= account.as_of]
    listing(file, paper, file.columns("decided_heads", (13, 18, 14, 14, 41), "clrll"), rows)
    return page.content(paper)


def _owed(file: File) -> Iterator[Sequence[str]]:
    demanded = demand_lines(file.case)
    words = WORDINGS[file.lang]
    for number, line in enumerate(file.case.arrears.lines, 1):
        own = line.charge
        yield (
            str(number),
            own.item,
            words.period(own.period),
            iso(own.due),
            text(own.amount),
            text(line.paid),
            text(line.unpaid),
            str(line.days_late),
            text(line.late_fee),
            "" if line in demanded else file.said("held"),
        )


def _sums(file: File) -> Iterator[Sequence[str]]:
    account = file.case.arrears
    every = account.lines
    sums = [sum(x) for x in zip(*((y.charge.amount, y.paid, y.unpaid) for y in every), strict=True)]
    fee = account.late_fee + account.waived
    yield ("", file.said("total"), "", "", *map(text, sums), "", text(fee), "")
    if account.waived:
        minus = text(-account.waived)
        yield ("", file.said("waived"), "", "", "", "", "", "", minus, "")


def _reckoning(file: File, paper: object) -> None:
    policy = file.policy
    if policy.late_fee_rate is None or policy.late_fee_cap is None:
        page.text(paper, file.said("no_fee"))
        return
    lead = file.said(
        "pieces_lead",
        clause=policy.sources.get("late_fee_rate", "") or file.said("no_source"),
        rate=percent(policy.late_fee_rate),
        cap=percent(policy.late_fee_cap),
        grace=policy.late_fee_grace,
    )
    page.text(paper, lead)
    rows: list[Sequence[str]] = []
    lines = file.case.arrears.lines
    for number, line in enumerate(lines, 1):
        contract = terms(policy, line.charge.item)
        if contract is None:
            none = (text(line.unpaid), "", "", text(0), file.said("bears_none"))
            rows.append((str(number), "", "", "", *none))
        else:
            rows += _stretches(file, number, line, contract)
    whole = text(sum(line.late_fee for line in lines))
    sums = [("", file.said("total"), *[""] * 5, whole, "")] if rows else []
    columns = file.columns("pieces_heads", (5, 13, 13, 7, 12, 8, 14, 12, 16), "cccrrrrrl")
    listing(file, paper, columns, rows, sums)


def _stretches(file: File, number: int, line: Line, contract: Terms) -> Iterator[Sequence[str]]:
    """Yield each stretch of one charge; the last with the fee that is open, and why that much."""
    every = pieces(line.charge, line.parts, file.case.arrears.as_of, contract)
    exact = sum((piece.principal * piece.days * contract.rate for piece in every), Fraction(0))
    whole = (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
    borne = min(whole, share(line.charge.amount, contract.cap))
    why = [file.said("capped", cap=percent(contract.cap))] if borne < whole else []
    if borne != line.late_fee:
        why.append(file.said("fee_paid", amount=text(borne - line.late_fee)))
    ends = [("", "")] * (len(every) - 1) + [(text(line.late_fee), "\n".join(why))]
    if not every:
        yield (str(number), "", "", "0", text(line.unpaid), percent(contract.rate), "", *ends[0])
    for piece, end in zip(every, ends, strict=False):
        span = iso(piece.after), iso(piece.until), str(piece.days)
        fee = _fine(piece.principal * piece.days * contract.rate)
        yield (str(number), *span, text(piece.principal), percent(contract.rate), fee, *end)


def _fine(fen: Fraction) -> str:
    """Return an amount before it is rounded, in yuan with four decimals."""
    yuan = Decimal(fen.numerator) / Decimal(fen.denominator) / 100
    return f"{yuan.quantize(Decimal('0.0001'), ROUND_HALF_UP):,}"


def _decision(file: File, decision: Decision) -> Sequence[str]:
    kind = file.word("decision", decision.kind)
    return iso(decision.date), kind, text(decision.amount), decision.by, decision.reason
