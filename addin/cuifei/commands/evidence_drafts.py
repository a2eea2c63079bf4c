"""What does counsel get to weigh and to file: the weighing of a suit, and drafts of it? (R9.4)"""

from collections.abc import Iterator

from cuifei.commands.court_case import costs
from cuifei.domain import money
from cuifei.domain.account.late_fee import percent
from cuifei.domain.codes import Document
from cuifei.domain.ladder.cases import Docket
from cuifei.domain.papers.demand import Paper, demand
from cuifei.domain.queue.court import Weighing, court_fee, order_fee, summary_fee
from cuifei.domain.records import Rung
from cuifei.letters import court_paper, plain_sheet
from cuifei.letters.case_file import File, iso
from cuifei.letters.court_paper import CLAIM, ORDER, Filing
from cuifei.locale import Say, language

# After the papers of the bundle; they are for counsel and not for the court.
_PLACES = ((91, CLAIM), (92, ORDER))


def drafts(file: File, docket: Docket, weighing: Weighing, tell: Say) -> list[tuple[str, bytes]]:
    """Return name and content of the weighing and the drafts; none where nothing is owed.

    A payment order is drafted only where its conditions are met (Weighing.payment_order).
    """
    if not weighing.claim or docket.receipts_through is None:
        return []
    documents = [(f"90 {file.said('weighing')}.docx", _weighing(file, weighing, tell))]
    filing = _filing(file, docket, weighing, tell)
    for number, kind in _PLACES if weighing.payment_order else _PLACES[:1]:
        content = court_paper.draft(filing, kind, file.lang)
        documents.append((f"{number} {file.said(kind)}.docx", content))
    return documents


def _weighing(file: File, weighing: Weighing, tell: Say) -> bytes:
    paper, mark = file.sheet("weighing"), language(file.lang).comma
    plain_sheet.text(paper, file.said("weighing_lead"))
    facts = (
        ("claim", money.text(weighing.claim)),
        ("principal", money.text(weighing.principal)),
        ("late_fee", money.text(weighing.late_fee)),
        ("lapsed", money.text(weighing.lapsed)),
        ("costs", tell(costs(weighing))),
        ("limit", iso(weighing.limitation)),
        ("chance", f"{weighing.chance}%"),
        ("present", mark.join(map(tell, weighing.present))),
        ("absent", mark.join(map(tell, weighing.missing))),
        ("advice", tell(weighing.advice)),
    )
    plain_sheet.facts(paper, [(file.said(f"weigh_{name}"), value) for name, value in facts])
    return plain_sheet.content(paper)


def _filing(file: File, docket: Docket, weighing: Weighing, tell: Say) -> Filing:
    policy, through = docket.policy, docket.receipts_through
    assert through is not None
    rung = Rung(file.case.unit.use_type, 0, Document.COLLECTION_LETTER, "")
    paper = Paper("", rung, docket.as_of, through, file.accounts)
    return Filing(
        demand=demand(file.case, paper, policy, docket.calendar),
        contract=policy.contract,
        late_fee=weighing.late_fee,
        cap=percent(policy.late_fee_cap) if policy.late_fee_cap else "",
        fee=court_fee(weighing.claim),
        summary_fee=summary_fee(weighing.claim),
        order_fee=order_fee(weighing.claim),
        proofs=tuple(_proofs(file, policy.contract)),
        missing=tuple(map(tell, weighing.missing)),
    )


def _proofs(file: File, contract: str) -> Iterator[str]:
    """Yield what is filed along, by the names of the bundle."""
    if contract:
        yield contract
    yield file.said("statement")
    yield file.said("arrears")
    if file.case.letters:
        yield file.said("letters")
    if file.case.contacts:
        yield file.said("log")
