"""Invented demands for the tests: everybody and every number here is made up."""

from dataclasses import replace
from datetime import date, timedelta

from cuifei.domain.dates import add_months
from cuifei.domain.papers.demand import Demand, DemandLine, EarlierLetter, Sender
from cuifei.domain.records import PayAccount, Unit

AS_OF = date(2026, 11, 20)
SENDER = Sender(
    company="甲一物业服务有限公司",
    phone="13000000001",
    person="李四样例",
    address="甲一市乙二路3号甲一苑物业服务中心",
    law_firm="丙三律师事务所",
    lawyer="王五样例",
    lawyer_licence="样例执业证号0001",
    law_firm_address="甲一市丙三路5号",
    law_firm_phone="13000000009",
)
ACCOUNT = PayAccount(
    holder="甲一物业服务有限公司",
    bank="样例银行甲一支行",
    number="6200 0000 0000 0001",
    counter="甲一苑物业服务中心一楼收费台",
    hours="周一至周六 8:30–17:30",
    contact="赵六样例",
    phone="13000000002",
)
SECOND = PayAccount(
    holder="甲一物业服务有限公司第二分公司",
    bank="样例农村商业银行乙二支行",
    number="8000 0000 0000 0002",
    link="https://pay.example.com/jia-yi",
)
UNIT = Unit(
    "3-2-101",
    "张三样例",
    community="甲一苑",
    salutation="先生",
    address="甲一市乙二路1号甲一苑3栋2单元101室",
)


def lines(count: int, late_fee: bool) -> tuple[DemandLine, ...]:
    """Return `count` monthly charges; the last is the youngest, 20 days late."""
    made = []
    for number in range(count):
        due = add_months(date(2026, 10, 31), number + 1 - count)
        amount = 28_650 + number * 137
        paid = 10_000 if number == 0 else 0
        late = (AS_OF - due).days
        fee = (amount - paid) * late * 5 // 10_000 if late_fee else 0
        item = "物业服务费" if number % 3 else "公共能耗分摊费"
        period = f"{due.year}-{due.month:02d}"
        made.append(DemandLine(item, period, due, amount, paid, amount - paid, late, fee))
    return tuple(made)


def demand(document: str, count: int = 5, late_fee: bool = True, waived: int = 0) -> Demand:
    """Return a demand whose sums are right."""
    made = lines(count, late_fee)
    principal, fee = sum(x.unpaid for x in made), sum(x.late_fee for x in made)
    return Demand(
        number="JY-2026-0001",
        document=document,
        unit=UNIT,
        sender=SENDER,
        accounts=(ACCOUNT,),
        lines=made,
        principal=principal,
        late_fee=fee,
        waived=waived,
        total=principal + fee - waived,
        date=AS_OF,
        as_of=AS_OF,
        receipts_through=AS_OF - timedelta(1),
        last_date=AS_OF + timedelta(14),
        rate_text="0.05%" if late_fee else "",
        rate_clause="《甲一苑物业服务合同》第八条" if late_fee else "",
    )


EARLIER = (
    EarlierLetter("JY-2026-0000-1", "reminder_notice", date(2026, 8, 25), date(2026, 8, 27)),
    EarlierLetter("JY-2026-0000-2", "final_notice", date(2026, 9, 25), None),
)


ENGLISH = replace(
    UNIT,
    owner="Sam Fictitious",
    salutation="女士",
    address="Room 101, Unit 2, Block 3, 1 Invented Road",
    language="en",
)


def typical(document: str, lang: str = "zh") -> Demand:
    """Return the demand that is shown and kept as golden text for each document."""
    made = _typical(document)
    return replace(made, unit=ENGLISH, address=ENGLISH.address) if lang == "en" else made


def _typical(document: str) -> Demand:
    if document == "payment_notice":
        return demand(document, 3, late_fee=False)
    if document == "reminder_notice":
        return replace(demand(document, 4, late_fee=False), accounts=(ACCOUNT, SECOND))
    made = demand(document, 12 if document == "final_notice" else 8, waived=1_000)
    if document in ("collection_letter", "lawyer_letter"):
        made = replace(made, earlier=EARLIER)
    if document == "lawyer_letter":
        made = replace(made, last_date_is_workday=False)
    return made
