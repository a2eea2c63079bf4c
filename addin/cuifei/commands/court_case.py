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


def court_cells(suit: Weighing, tell: Say) -> Mapping[str, Cell]:
    """Return the cells of 队列 that weigh a suit."""
    return {
        "claim": money.yuan(suit.claim),
        "costs": tell(costs(suit)),
        "proofs": tell(say("still missing: {names}", names=listed(suit.missing))),
        "weighed": tell(suit.advice),
    }


def costs(suit: Weighing) -> Message:
    """Return what going to court costs; a lawyer's fee that nobody typed is not reckoned."""
    fees = say(
        "court {fee} ({half} in summary procedure), payment order {order}",
        fee=money.text(court_fee(suit.claim)),
        half=money.text(summary_fee(suit.claim)),
        order=money.text(order_fee(suit.claim)),
    )
    if suit.lawyer_fee is None:
        return fees
    return say("{fees}, lawyer {fee}", fees=fees, fee=money.text(suit.lawyer_fee))


def court_data(suit: Weighing) -> Data:
    """Return what a suit is worth as `legal plan --json` and `evidence --json` say it."""
    fee = suit.lawyer_fee
    return {
        "claim": money.plain(suit.claim),
        "principal": money.plain(suit.principal),
        "late_fee": money.plain(suit.late_fee),
        "lapsed": money.plain(suit.lapsed),
        "court_fee": money.plain(court_fee(suit.claim)),
        "summary_fee": money.plain(summary_fee(suit.claim)),
        "payment_order_fee": money.plain(order_fee(suit.claim)),
        "lawyer_fee": None if fee is None else money.plain(fee),
        "evidence": suit.present,
        "missing": suit.missing,
        "limitation": suit.limitation,
        "likelihood": suit.chance,
        "advice": suit.advice,
    }
