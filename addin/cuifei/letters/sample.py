"""What would a letter say? One of each document about an invented owner, for examples and trials.

Nobody in it exists; its sums are right, so that the lint has nothing to say about it.
"""

from collections.abc import Container
from dataclasses import replace
from datetime import date as Day

from cuifei.domain.codes import GRAVITY, Document
from cuifei.domain.money import Fen
from cuifei.domain.papers.agreement import Agreement, Part
from cuifei.domain.papers.bill import Bill
from cuifei.domain.papers.demand import Demand, DemandLine, EarlierLetter, Sender
from cuifei.domain.papers.statement import Statement, StatementLine
from cuifei.domain.records import PayAccount, Unit
from cuifei.letters import agreement_paper, bill_paper, statement_paper
from cuifei.letters.fields import Fields, Lists, fields
from cuifei.locale import like

DEMANDS = GRAVITY
_DAY, _LAST = Day(2026, 11, 20), Day(2026, 12, 5)
_SENDER = Sender(
    company="样例物业服务有限公司",
    phone="000-00000000",
    person="客服主管 孟演百",
    address="示例市样例区样例大道100号",
    law_firm="样例律师事务所",
    lawyer="费样律",
    lawyer_licence="样例执业证号",
    law_firm_address="示例市样例区样例中路8号",
)
_OWNER = ("钱样一", "Sam Fictitious")
_ACCOUNT = PayAccount(
    holder="样例花园物业服务分公司",
    bank="样例银行样例支行",
    number="0000 1111 2222 0001",
    link="https://pay.example.com/sample",
    counter="样例花园客服中心一楼前台",
    hours="周一至周日 9:00–18:00",
)


def _unit(lang: str) -> Unit:
    return Unit(
        "样例-1-302",
        like(_OWNER, lang),
        community="样例花园",
        salutation="女士",
        address="示例市样例区样例路1号",
        language=lang,
    )


def values(document: str, lang: str) -> tuple[Fields, Lists]:
    """Return the values and lists of the sample of a document in `lang`."""
    if document == Document.STATEMENT:
        return statement_paper.fields(statement(lang), lang)
    if document == Document.INSTALMENT_AGREEMENT:
        return agreement_paper.fields(agreement(lang), lang)
    if document == Document.BILL:
        return bill_paper.fields(bill(lang), lang)
    return fields(demand(document, lang), lang)


def demand(document: str, lang: str) -> Demand:
    """Return a demand of 420.95 with a late fee of 12.50, of which 2.50 is waived."""
    return replace(
        principal_only(document, lang),
        lines=(
            DemandLine("物业费", "2026-09", Day(2026, 9, 30), 21_035, 0, 21_035, 51, 950),
            DemandLine("物业费", "2026-10", Day(2026, 10, 31), 21_060, 0, 21_060, 20, 300),
        ),
        late_fee=1_250,
        waived=250,
        total=Fen(43_095),
        rate_text="0.05%",
        rate_clause="《物业服务合同》第十二条",
    )


def fitting(document: str, lang: str, lists: Container[str]) -> Demand:
    """Return a demand that claims a late fee only where a template has rows (`lists`) for one."""
    return (demand if "违约金明细" in lists else principal_only)(document, lang)


def principal_only(document: str, lang: str) -> Demand:
    """Return a demand of 420.95 in which no late fee is claimed."""
    return Demand(
        number="催函〔2026〕42号",
        document=Document(document),
        unit=_unit(lang),
        sender=_SENDER,
        accounts=(_ACCOUNT,),
        lines=(
            DemandLine("物业费", "2026-09", Day(2026, 9, 30), 21_035, 0, 21_035, 51, 0),
            DemandLine("物业费", "2026-10", Day(2026, 10, 31), 21_060, 0, 21_060, 20, 0),
        ),
        principal=42_095,
        late_fee=0,
        waived=0,
        total=Fen(42_095),
        date=_DAY,
        as_of=_DAY,
        receipts_through=Day(2026, 11, 19),
        last_date=_LAST,
        last_date_is_workday=False,
        earlier=(EarlierLetter("催函〔2026〕7号", Document.FINAL_NOTICE, Day(2026, 10, 25), None),),
        address="示例市样例区样例路1号",
    )


def statement(lang: str) -> Statement:
    """Return a statement whose total is that of the demand."""
    return Statement(
        number="催函〔2026〕42号-附",
        unit=_unit(lang),
        sender=_SENDER,
        since=Day(2024, 11, 1),
        as_of=_DAY,
        receipts_through=Day(2026, 11, 19),
        lines=(
            StatementLine(Day(2026, 9, 30), "charge", "物业费", "2026-09", 21_035, 0, 31_035),
            StatementLine(Day(2026, 10, 8), "payment", "微信", "", 0, 10_000, 21_035, "SK001"),
            StatementLine(Day(2026, 10, 31), "charge", "物业费", "2026-10", 21_060, 0, 42_095),
        ),
        opening=10_000,
        charged=42_095,
        paid=10_000,
        balance=42_095,
        prepaid=0,
        held=0,
        late_fee=1_250,
        waived=250,
        total=Fen(43_095),
        address="示例市样例区样例路1号",
    )


def bill(lang: str) -> Bill:
    """Return a bill of 210.00, of which 60.00 was paid ahead, with 420.00 unpaid from before."""
    return Bill(
        unit=_unit(lang),
        sender=_SENDER,
        accounts=(_ACCOUNT,),
        period="2026-11",
        lines=(DemandLine("物业费", "2026-11", Day(2026, 11, 30), 21_000, 6_000, 15_000, -10, 0),),
        earlier=42_000,
        earlier_periods=2,
        total=Fen(57_000),
        ahead=0,
        left_out=False,
        as_of=_DAY,
        receipts_through=Day(2026, 11, 19),
        address="示例市样例区样例路1号",
    )


def agreement(lang: str) -> Agreement:
    """Return an agreement to pay the demand in three parts."""
    days = (Day(2026, 12, 20), Day(2027, 1, 20), Day(2027, 2, 20))
    parts = zip(days, (15_000, 15_000, 13_095), (28_095, 13_095, 0), strict=True)
    return Agreement(
        number="催函〔2026〕43号",
        unit=_unit(lang),
        sender=_SENDER,
        accounts=(_ACCOUNT,),
        parts=tuple(Part(*part) for part in parts),
        periods=2,
        oldest_due=Day(2026, 9, 30),
        principal=42_095,
        late_fee=1_250,
        waived=250,
        total=Fen(43_095),
        date=_DAY,
        as_of=_DAY,
        receipts_through=Day(2026, 11, 19),
        grace_days=3,
        address="示例市样例区样例路1号",
        late_fee_runs_on=False,
        waiver_lapses=True,
    )
