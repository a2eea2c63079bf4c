"""With which letter is a template tried? Everybody and every number in it is invented."""

from collections.abc import Container
from datetime import date

from cuifei.domain.papers.demand import Demand, DemandLine, Sender
from cuifei.domain.records import PayAccount, Unit

_DAY, _DUE, _LAST = date(2026, 11, 20), date(2026, 6, 30), date(2026, 12, 4)
_RATE, _CLAUSE = "0.05%", "《样例物业服务合同》第一条"
_LATE_FEE = 7_250  # fen


def demand(document: str, lang: str, lists: Container[str]) -> Demand:
    """Return an invented demand over two periods.

    `lists`: those of the template; a late fee is claimed where it has rows for one.
    """
    late_fee = _LATE_FEE if "违约金明细" in lists else 0
    fees = (late_fee - late_fee // 2, late_fee // 2)
    days = (_DAY - _DUE).days
    lines = tuple(
        DemandLine("物业费", period, _DUE, amount, paid, amount - paid, days, fee)
        for period, amount, paid, fee in zip(
            ("2026-05", "2026-06"), (123_456, 98_765), (10_000, 0), fees, strict=True
        )
    )
    principal = sum(line.unpaid for line in lines)
    return Demand(
        number="样函〔2026〕1号",
        document=document,
        unit=Unit("样例-1-101", "样一例", community="样例花园", salutation="女士", language=lang),
        sender=Sender("样例物业服务有限公司", "000-00000000", "样二例", "样例路1号"),
        accounts=(PayAccount("样例物业服务有限公司", "样例银行", "0000 1111 2222 3333"),),
        lines=lines,
        principal=principal,
        late_fee=late_fee,
        waived=0,
        total=principal + late_fee,
        date=_DAY,
        as_of=_DAY,
        receipts_through=_DAY,
        last_date=_LAST,
        rate_text=_RATE if late_fee else "",
        rate_clause=_CLAUSE if late_fee else "",
    )
