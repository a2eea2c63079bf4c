"""A small ledger in which one owner has several units, for tests of 合并发函."""

from dataclasses import replace
from datetime import date, datetime

from commands.estates import build_once
from cuifei.domain.records import PayAccount, Setting
from cuifei.tables import presets
from stories.told import NINE_MOVES, estate, household

AS_OF = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, 30)
OWNER = {"owner": "张三样例", "phone": "13000000001", "salutation": "先生", "community": "甲一苑"}
HOMES = ("3-2-101", "3-2-102", "12-1-301")
ACCOUNT = PayAccount(
    "甲一物业服务有限公司", "样例银行甲一支行", "6200 0000 0000 0001", counter="一楼收费台"
)
TYPED = {
    "company": "甲一物业服务有限公司",
    "company_phone": "13000000009",
    "contact_person": "李四样例",
    "receipts_through": AS_OF,
    "law_firm": "丙三律师事务所",
    "lawyer": "王五样例",
    "lawyer_licence": "样例执业证号0001",
    "small_balance": 50,
}
FEE = {"late_fee_rate": "0.05%", "late_fee_cap": "30%"}
CLAUSE = "《甲一苑物业服务合同》第八条"


def homes(*names, first="2026-01", months=6, **facts):
    """Return units of one owner, each with its own monthly fee."""
    made = []
    for number, name in enumerate(names or HOMES):
        home = household(name, ladder=NINE_MOVES, **{**OWNER, **facts})
        made.append(home.owes(200 + number * 10.1, first, months=months))
    return made


def neighbour(name="5-1-201", **facts):
    """Return a unit of somebody else, with the same debt."""
    given = {"owner": "赵六样例", "phone": "13000000002", "community": "甲一苑", **facts}
    return household(name, ladder=NINE_MOVES, **given).owes(300, "2026-01", months=6)


def book(path, *households, merge=True, fee=False, slots=None, ladder=None):
    """Write a ledger of these units, and return its path."""
    typed = dict(TYPED)
    if merge is not None:
        typed["merge_letters"] = "是" if merge else "否"
    if slots:
        typed["slots_per_cohort"] = slots
    settings = [Setting(key, value) for key, value in typed.items()]
    if fee:
        settings += [Setting(key, value, CLAUSE) for key, value in FEE.items()]
    ledger = replace(
        estate(*households).ledger,
        settings=tuple(settings),
        accounts=(ACCOUNT,),
        rungs=ladder or presets.new_ledger(homes="nine-moves"),
    )
    build_once(path, ledger)
    return path
