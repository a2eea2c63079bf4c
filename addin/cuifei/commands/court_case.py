"""Is a suit worth it? The weighing of domain/queue/court.py as cells, JSON and words. (R9.4)"""

from collections.abc import Mapping, Sequence

from cuifei.commands.report import Data
from cuifei.domain import money
from cuifei.domain.ladder.cases import Case, Docket
from cuifei.domain.problems import Message, listed, say
from cuifei.domain.queue.court import Weighing, court_fee, order_fee, summary_fee, weigh
from cuifei.domain.queue.queue import Place
from cuifei.domain.work.likelihood import chance
from cuifei.locale import Say
from cuifei.ooxml.values import Cell


def weighed(place: Place, docket: Docket) -> Weighing:
    """Return what a suit about the units of a place in the queue is worth."""
    return weighing([docket.cases[unit] for unit in place.units or (place.unit,)], docket)


def weighing(cases: Sequence[Case], docket: Docket) -> Weighing:
    """Return what a suit about these units of one owner is worth."""
    return weigh(cases, docket.policy, docket.receipts_through, chance(cases).percent)


def court_cells(found: Weighing, tell: Say) -> Mapping[str, Cell]:
    """Return the cells of 队列 that weigh a suit."""
    return {
        "claim": money.yuan(found.claim),
        "costs": tell(costs(found)),
        "proofs": tell(say("still missing: {names}", names=listed(found.missing))),
        "weighed": tell(found.advice),
    }


def costs(found: Weighing) -> Message:
    """Return what going to court costs; a lawyer's fee that nobody typed is not reckoned."""
    fees = say(
        "court {fee} ({half} in summary procedure), payment order {order}",
        fee=money.text(court_fee(found.claim)),
        half=money.text(summary_fee(found.claim)),
        order=money.text(order_fee(found.claim)),
    )
    if found.lawyer_fee is None:
        return fees
    return say("{fees}, lawyer {fee}", fees=fees, fee=money.text(found.lawyer_fee))


def court_data(found: Weighing) -> Data:
    """Return what a suit is worth as `legal plan --json` and `evidence --json` say it."""
    fee = found.lawyer_fee
    return {
        "claim": money.plain(found.claim),
        "principal": money.plain(found.principal),
        "late_fee": money.plain(found.late_fee),
        "lapsed": money.plain(found.lapsed),
        "court_fee": money.plain(court_fee(found.claim)),
        "summary_fee": money.plain(summary_fee(found.claim)),
        "payment_order_fee": money.plain(order_fee(found.claim)),
        "lawyer_fee": None if fee is None else money.plain(fee),
        "evidence": found.present,
        "missing": found.missing,
        "limitation": found.limitation,
        "likelihood": found.chance,
        "advice": found.advice,
    }
