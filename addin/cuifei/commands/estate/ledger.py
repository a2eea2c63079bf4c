"""What does the demo estate look like on a day? Three communities, 240 units, all invented.

Everything follows from the day and the seed: the same two give the same
ledger, to the fen and in the same order.

>>> ledger = invent(date(2026, 11, 20))
>>> len(ledger.units), ledger == invent(date(2026, 11, 20))
(240, True)
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from cuifei.commands.estate import contacts as estate_contacts
from cuifei.commands.estate import letters as estate_letters
from cuifei.commands.estate import tales
from cuifei.commands.estate.books import LATE_FEE_CAP, LATE_FEE_RATE, Books
from cuifei.commands.estate.cast import Role, cast
from cuifei.commands.estate.habits import bills, charges, income, receipts
from cuifei.commands.estate.units import COMMUNITIES, units
from cuifei.domain.codes import Blank, OwnerType
from cuifei.domain.money import Fen
from cuifei.domain.records import Charge, Ledger, PayAccount, Setting, Unit
from cuifei.tables.presets import new_ledger

COMPANY = "样例物业服务有限公司"
CLAUSE = "《物业服务合同》第十二条（样例）"
OPENING = "往年物业费"


def invent(as_of: date, seed: int = 20261120) -> Ledger:
    """Return the demo estate as it stands on `as_of`, receipts up to the day before.

    Its homes go by the nine moves, all else by the ladders of a new ledger; settings that
    have a preset are left
    to the workbook. Amounts in fen.
    """
    rng = Random(seed)
    plain = units(rng)
    roles = cast(plain, rng)
    everybody = tuple(_dressed(unit, roles[unit.unit]) for unit in plain)
    charged = (*_opening(everybody, roles, as_of), *charges(everybody, as_of, rng))
    paid = income(bills(c for c in charged if c.item != OPENING), roles, as_of, rng)
    before = Books(charged, receipts(everybody, paid, roles))
    instalments = tales.plans(roles, before, as_of)
    for unit, money in tales.plan_money(instalments, roles, as_of).items():
        paid[unit] = tuple(sorted((*paid[unit], *money), key=lambda m: (m.day, m.period)))
    payments = receipts(everybody, paid, roles)
    decided = tales.decisions(roles, paid, before, as_of)
    books = Books(charged, payments, decided)
    register = estate_letters.letters(roles, books, as_of)
    return Ledger(
        units={unit.unit: unit for unit in everybody},
        charges=charged,
        payments=payments,
        contacts=estate_contacts.contacts(
            everybody, roles, books, register, instalments, paid, as_of
        ),
        holds=tales.holds(roles, as_of),
        instalments=instalments,
        decisions=decided,
        accounts=_accounts(),
        settings=_settings(as_of),
        rungs=new_ledger(homes="nine-moves"),
        letters=register,
    )


def _dressed(unit: Unit, role: Role) -> Unit:
    """Return the unit with what the steward noted about its owner."""
    owner_type: OwnerType | Blank = OwnerType(role.type_) if role.type_ else ""
    unit = replace(unit, owner_type=owner_type, reason=role.reason)
    if unit.unit.endswith("-702"):
        unit = replace(unit, debit="样例银行（虚构）尾号0702")
    if unit.unit.endswith("-301"):
        unit = replace(unit, contact_by="visit", note="业主高龄，上门沟通")
    if role.tale == "no_address":
        return replace(unit, address="", note="车位业主住在外地，地址待补")
    if role.tale == "returned":
        return replace(unit, note="邮件退回，地址待核对")
    return unit


def _opening(
    everybody: Iterable[Unit], roles: Mapping[str, Role], as_of: date
) -> tuple[Charge, ...]:
    """Return the balances of an earlier year of two units, more than 36 months old."""
    year = as_of.year - 4
    return tuple(
        Charge(
            unit.unit,
            OPENING,
            str(year),
            Fen(120_000 + 36 * number),
            date(year, 12, 31),
            "旧账转入余额",
        )
        for number, unit in enumerate(everybody)
        if roles[unit.unit].tale.startswith("opening")
    )


def _accounts() -> tuple[PayAccount, ...]:
    return tuple(
        PayAccount(
            holder=f"{COMPANY}{community.name}分公司",
            bank=f"样例银行{community.short}支行（虚构）",
            number=f"0000 1111 2222 {number:04d}",
            community=community.name,
            counter=f"{community.name}客服中心一楼前台",
            hours="周一至周日 9:00–18:00",
            contact=community.stewards[0],
            phone=f"000-0000000{number}",
        )
        for number, community in enumerate(COMMUNITIES, 1)
    )


def _settings(as_of: date) -> tuple[Setting, ...]:
    return (
        Setting("company", COMPANY),
        Setting("company_phone", "000-00000000"),
        Setting("contact_person", "客服主管 孟演百"),
        Setting("company_address", "示例市样例区样例大道100号"),
        Setting("receipts_through", as_of - timedelta(1), "财务对账（样例）"),
        Setting("late_fee_rate", LATE_FEE_RATE, CLAUSE),
        Setting("late_fee_cap", LATE_FEE_CAP, CLAUSE),
        Setting("early_discount", Decimal("0.05"), "样例物业服务有限公司（虚构）预缴办法"),
        Setting("contract", "《样例物业服务合同》，2020-05-01签订，原件存档案室"),
        Setting("lawyer_fee", 800, "样例律师事务所（虚构）报价"),
        Setting("law_firm", "样例律师事务所（虚构）"),
        Setting("lawyer", "费样律"),
        Setting("lawyer_licence", "样例执业证号"),
        Setting("law_firm_address", "示例市样例区样例中路8号"),
        Setting("law_firm_phone", "000-00000088"),
        Setting("plan_late_fee", "否", "样例物业服务有限公司（虚构）分期办法"),
        Setting("plan_waiver_lapses", "是", "样例物业服务有限公司（虚构）分期办法"),
    )
