"""Which words fill a letter's fields (R3.1)?

Every value is ready to print; a template only places it. A name that ends in
句 is a ready sentence, blank where it does not apply. Lists:

明细        every unpaid charge, where no late fee is claimed; else empty. Of a letter about
            several units each unit's lines stand between a row with its name and a subtotal
违约金明细  the same with its late fees, where a late fee is claimed; else empty
减免        what was waived; the total is unpaid + late fees - this
账户        where to pay
扫码        the links to pay by, each once
前函        earlier letters of the episode
"""

from collections.abc import Iterator, Sequence

from cuifei.domain.english_amounts import in_english
from cuifei.domain.money import capitals, text
from cuifei.domain.papers.addressee import is_firm
from cuifei.domain.papers.demand import Demand, DemandLine, Sender
from cuifei.domain.records import Unit
from cuifei.letters import ways_to_pay
from cuifei.letters.wording import BLANK, WORDINGS, Wording

Fields = dict[str, str]
Lists = dict[str, list[dict[str, str]]]


def fields(demand: Demand, lang: str) -> tuple[Fields, Lists]:
    """Return the values and lists of a letter in `lang` (zh, en)."""
    words = WORDINGS[lang]
    values = _facts(demand, words) | _money(demand, words) | _sentences(demand, words)
    values |= _law_firm(demand.sender, words)
    return values, _lists(demand, words)


def _facts(demand: Demand, words: Wording) -> Fields:
    unit, sender = demand.unit, demand.sender
    return {
        "函号": demand.number,
        "文书": words.documents[demand.document],
        "函日期": words.day(demand.date),
        "截至日": words.day(demand.as_of),
        "收款登记至": words.day(demand.receipts_through),
        "最后期限": words.day(demand.last_date),
        "业主": unit.owner,
        "称呼": unit.salutation,
        "尊称": words.name(unit.owner, unit.salutation),
        "房号": words.comma.join(demand.units),
        "房屋": homes([part.unit for part in demand.each], words),
        "房屋类": kind([part.unit for part in demand.each], words),
        "称谓": words.you[is_firm(unit)],
        "公司": sender.company,
        "公司电话": sender.phone,
        "联系人": sender.person,
        "律所": sender.law_firm or BLANK,
        "律师": sender.lawyer or BLANK,
        "执业证号": sender.lawyer_licence or BLANK,
        "账期数": str(len({line.period for line in demand.lines})),
        "账期数词": words.count(len({line.period for line in demand.lines})),
        "最早到期日": words.day(min(line.due for line in demand.lines)) if demand.lines else "",
    }


def home(community: str, unit: str) -> str:
    """Return a unit with its community, which is not said twice.

    >>> home("甲一苑", "3-2-101"), home("甲一苑", "甲一苑3-101")
    ('甲一苑 3-2-101', '甲一苑3-101')
    """
    return unit if unit.startswith(community) else f"{community} {unit}"


def homes(units: Sequence[Unit], words: Wording) -> str:
    """Return the units of one owner with their community.

    >>> homes([Unit(f"3-2-10{n}", "张三样例", "甲一苑") for n in (1, 2)], WORDINGS["zh"])
    '甲一苑 3-2-101、3-2-102'
    """
    first, *others = units
    return words.comma.join([home(first.community, first.unit), *(unit.unit for unit in others)])


def kind(units: Sequence[Unit], words: Wording) -> str:
    """Return what the units are called, by their use type.

    >>> kind([Unit("车-036", "甲一", use_type="parking")], WORDINGS["zh"])
    '车位'
    """
    names = {words.homes.get(unit.use_type, words.homes[""]) for unit in units}
    return names.pop() if len(names) == 1 else words.homes[""]


def block(unit: Unit, words: Wording) -> str:
    """Return what stands above a unit's own lines; the letter names the community above.

    >>> block(Unit("甲一苑3-101", "张三样例", "甲一苑"), WORDINGS["zh"])
    '【3-101】'
    """
    room = unit.unit.removeprefix(unit.community).strip()
    return words.block.format(unit=room or unit.unit)


def _money(demand: Demand, words: Wording) -> Fields:
    made_up = words.made_up[demand.waived > 0].format(
        principal=text(demand.principal), fee=text(demand.late_fee), waived=text(demand.waived)
    )
    return {
        "应收合计": text(sum(line.amount for line in demand.lines)),
        "已收合计": text(sum(line.paid for line in demand.lines)),
        "未收合计": text(demand.principal),
        "违约金合计": text(demand.late_fee),
        "总额": text(demand.total),
        "总额大写": capitals(demand.total),
        "总额英文": in_english(demand.total),
        "款项构成": made_up if demand.late_fee else "",
    }


def _sentences(demand: Demand, words: Wording) -> Fields:
    address, office = demand.address or demand.unit.address, demand.sender.address
    late_fee = words.late_fee.format(clause=demand.rate_clause, rate=demand.rate_text)
    ask_waiver = words.ask_waiver.format(you=words.you[is_firm(demand.unit)])
    not_workday = words.not_workday.format(day=words.day(demand.last_date))
    return {
        "地址句": words.address.format(address=address) if address else "",
        "公司地址句": words.company_address.format(address=office) if office else "",
        "委托人地址句": words.client_address.format(address=office) if office else "",
        "工作日句": "" if demand.last_date_is_workday else not_workday,
        "违约金说明句": late_fee if demand.late_fee else "",
        "违约金协商句": ask_waiver if demand.late_fee > demand.waived else "",
        "违约金法条句": words.penalty_law if demand.late_fee else "",
        "前函附件句": words.earlier_enclosed if demand.earlier else "",
        **ways_to_pay.sentences(demand.accounts, words),
    }


def _law_firm(sender: Sender, words: Wording) -> Fields:
    """Return where the law firm is; of what nobody typed the draft says that it is missing."""
    parts = (
        (words.firm_address, sender.law_firm_address),
        (words.firm_phone, sender.law_firm_phone),
    )
    given = [label.format(value) for (label, _), value in parts if value]
    missing = [name for (_, name), value in parts if not value]
    gap = words.firm_gap.format(missing=words.comma.join(missing)) if missing else ""
    return {"律所联系句": words.joint.join(given), "律所待补句": gap}


def _lists(demand: Demand, words: Wording) -> Lists:
    lines = list(_lines(demand, words))
    return {
        "明细": [] if demand.late_fee else lines,
        "违约金明细": lines if demand.late_fee else [],
        "减免": list(_makeup(demand, words)),
        **ways_to_pay.lists(demand.accounts),
        "前函": [
            {
                "函号": letter.number,
                "文书": words.documents[letter.document],
                "函日期": words.day(letter.date),
                "送达日期": words.day(letter.served) if letter.served else "—",
            }
            for letter in demand.earlier
        ],
    }


def _lines(demand: Demand, words: Wording) -> Iterator[Fields]:
    """Yield the rows of the fee table; the lines are numbered through all units."""
    number = 0
    for part in demand.each:
        if demand.parts:
            yield _BLANK | {"费用项目": block(part.unit, words)}
        for line in part.lines:
            number += 1
            yield fee_line(number, line, words)
        if demand.parts and len(part.lines) > 1:
            yield _subtotal(part, words)


def _subtotal(part: Demand, words: Wording) -> Fields:
    return _BLANK | {
        "费用项目": words.subtotal,
        "应收": text(sum(line.amount for line in part.lines)),
        "已收": text(sum(line.paid for line in part.lines)),
        "未收": text(part.principal),
        "违约金": text(part.late_fee),
    }


_LINE = (
    *("序号", "费用项目", "账期", "到期日", "到期日短", "应收", "已收", "未收"),
    *("逾期天数", "到期情况", "违约金"),
)
_BLANK = dict.fromkeys(_LINE, "")


def fee_line(number: int, line: DemandLine, words: Wording) -> Fields:
    """Return one row of a fee table."""
    return {
        "序号": str(number),
        "费用项目": words.item(line.item),
        "账期": words.period(line.period),
        "到期日": words.day(line.due),
        "到期日短": words.short_day(line.due),
        "应收": text(line.amount),
        "已收": text(line.paid),
        "未收": text(line.unpaid),
        "逾期天数": str(line.days_late) if line.days_late > 0 else "—",
        "到期情况": words.lateness(line.days_late),
        "违约金": text(line.late_fee),
    }


def _makeup(demand: Demand, words: Wording) -> Iterator[Fields]:
    if demand.waived:
        yield {"项目": words.minus_waived, "金额": text(demand.waived)}
