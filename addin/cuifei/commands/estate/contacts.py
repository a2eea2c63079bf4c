"""What was said to and by owners of the demo estate? Its call log (跟催), as of a day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cuifei.commands.estate.books import Books, workday_after, workday_before
from cuifei.commands.estate.cast import Role
from cuifei.commands.estate.habits import Money
from cuifei.domain.codes import Channel, ContactResult, Document
from cuifei.domain.records import Contact, Instalment, Letter, Unit


@dataclass(frozen=True, slots=True)
class Said:
    """One contact, `days` before the as-of date; `promise`: days from then to the promised day."""

    days: int
    channel: str
    result: str
    content: str
    promise: int | None = None


_PROMISED = "业主承诺按期一次结清，账号已用微信发送"

_SAID: Mapping[str, tuple[Said, ...]] = {
    "qualified": (
        Said(175, "phone", "refused", "电话沟通，业主表示不缴，未说明理由"),
        Said(5, "visit", "told", "私下告知将委托律师发函，愿意协助办理缴费"),
    ),
    "live": (
        Said(170, "visit", "refused", "两人上门，业主拒绝缴费"),
        Said(13, "visit", "told", "私下告知将委托律师发函，愿意协助办理缴费"),
        Said(2, "owner_call", "other", "业主来电询问律师函所列明细，已解释，未作承诺"),
    ),
    "promise_open": (
        Said(40, "phone", "no_answer", "两次拨打未接通"),
        Said(3, "wechat", "promised", _PROMISED, 7),
    ),
    "promise_broken_twice": (
        Said(80, "phone", "promised", _PROMISED, 10),
        Said(45, "wechat", "promised", _PROMISED, 7),
        Said(20, "phone", "other", "到期未缴，业主称忘记，未给新的日期"),
    ),
    "promise_broken": (
        Said(70, "phone", "no_answer", "未接通，已发短信"),
        Said(35, "phone", "promised", _PROMISED, 9),
    ),
    "hold_rectification": (
        Said(42, "owner_visit", "disputed", "业主来访反映卫生间渗水，已登记派单"),
        Said(18, "wechat", "explained", "告知维修进度，完工后一并结清"),
    ),
    "hold_dispute": (Said(66, "phone", "disputed", "业主对公摊面积有异议，要求复核"),),
    "hold_hardship": (Said(31, "visit", "explained", "业主说明家庭困难，约定暂缓"),),
    "hold_item": (Said(51, "visit", "disputed", "商户不认可公共能耗分摊，物业费愿意缴"),),
    "unreachable": (
        Said(60, "phone", "no_answer", "三次拨打未接通"),
        Said(22, "phone", "unreachable", "号码已停用，先从本公司登记资料中查找"),
    ),
    "opening": (Said(90, "visit", "no_answer", "上门无人，未留任何张贴"),),
    "voided": (Said(44, "counter", "explained", "前台核对称呼与房号"),),
    "returned": (Said(20, "phone", "no_answer", "邮件退回后致电，未接通"),),
    "notices_3": (Said(12, "visit", "explained", "送达通知后回访，商户希望先看分摊表"),),
}
# What was said to those without a tale, by the reason that the steward noted.
_EXPLAINED: Mapping[str, str] = {
    "misunderstanding": "业主以为已由开发商代缴，已解释并发送明细",
    "neighbours": "业主因邻里噪音不愿缴费，已转客服调解",
    "special": "业主长期在外地工作，已发送线上缴费方式",
    "service": "业主反映保洁不及时，已安排整改并约定回访",
    "hardship": "业主近期资金紧张，已介绍分期办法",
}


def contacts(
    units: Iterable[Unit],
    roles: Mapping[str, Role],
    books: Books,
    letters: Iterable[Letter],
    instalments: Iterable[Instalment],
    paid: Mapping[str, Sequence[Money]],
    as_of: date,
) -> tuple[Contact, ...]:
    """Return about sixty contacts, oldest first; none of ours in the silence after a letter."""
    steward = {unit.unit: unit.steward for unit in units}
    out: list[Contact] = []
    for unit, role in roles.items():
        out += _of_tale(unit, role, books, steward[unit], as_of)
        out += _promises_kept(unit, role, books, steward[unit], paid[unit])
    out += _after_letters(letters, roles, steward)
    out += _on_plans(instalments, steward)
    return tuple(sorted(out, key=lambda contact: (contact.date, contact.unit)))


def _of_tale(unit: str, role: Role, books: Books, by: str, as_of: date) -> Iterator[Contact]:
    dialogue = _SAID.get(role.tale, ())
    if not role.tale and role.habit == "stopped" and role.reason in _EXPLAINED:
        dialogue = (Said(28, "phone", "explained", _EXPLAINED[role.reason]),)
    if role.tale == "qualified" and role.reason == "service":
        dialogue = (
            *dialogue,
            Said(160, "visit", "rectified", "所反映的问题已整改并回访，业主仍不缴"),
        )
    for contact in dialogue:
        day = workday_before(as_of, contact.days)
        promised, amount = None, None
        if contact.promise is not None:
            promised = day + timedelta(contact.promise)
            amount = books.account(unit, day).owed
        channel, result = Channel(contact.channel), ContactResult(contact.result)
        yield Contact(unit, day, channel, result, promised, amount, by, contact.content)
    if role.tale == "opening_acknowledged":
        # In writing and before three years were over: the claim of that year lives (R9.2).
        day = workday_after(books.charges[unit][0].due, 600)
        content = "业主在对账单上签字确认历史欠费"
        yield Contact(
            unit, day, Channel.OWNER_VISIT, ContactResult.ACKNOWLEDGED, by=by, content=content
        )


def _promises_kept(
    unit: str, role: Role, books: Books, by: str, paid: Sequence[Money]
) -> Iterator[Contact]:
    """Promises of late payers, kept to the day, and one that brought two thirds of the money."""
    fee = books.charges[unit][0].amount
    if role.tale == "promise_kept":
        promised_on = books.due(unit, 3) + timedelta(8)
        day = next(money.day for money in paid if money.day >= promised_on + timedelta(3))
        yield Contact(
            unit, promised_on, Channel.PHONE, ContactResult.PROMISED, day, fee, by, _PROMISED
        )
    if role.tale == "promise_partly":
        due = books.due(unit, 2)
        promised_on, day = due - timedelta(5), due + timedelta(4)
        yield Contact(
            unit, promised_on, Channel.WECHAT, ContactResult.PROMISED, day, fee, by, _PROMISED
        )


def _after_letters(
    letters: Iterable[Letter], roles: Mapping[str, Role], steward: Mapping[str, str]
) -> Iterator[Contact]:
    """Contact after the silence (R4.1), and what came of the letters that were paid."""
    last = {
        letter.unit: letter for letter in letters if letter.document == Document.COLLECTION_LETTER
    }
    for unit, letter in last.items():
        if letter.served is None:
            continue
        tale, by = roles[unit].tale, steward[unit]
        if tale in ("qualified", "one_letter", "live"):
            day = workday_after(letter.served, 9)
            content = "静默期满后联系，业主仍不缴费"
            yield Contact(unit, day, Channel.PHONE, ContactResult.REFUSED, by=by, content=content)
        elif tale == "cured":
            day = workday_after(letter.served, 9)
            content = "静默期满后联系，业主同意本周结清"
            yield Contact(
                unit, day, Channel.PHONE, ContactResult.FOLLOWED_UP, by=by, content=content
            )
        elif tale == "cured_by_lawyer":
            day = workday_before(letter.served, -28)
            content = "私下告知将委托律师发函，愿意协助办理缴费"
            yield Contact(unit, day, Channel.VISIT, ContactResult.TOLD, by=by, content=content)


def _on_plans(instalments: Iterable[Instalment], steward: Mapping[str, str]) -> Iterator[Contact]:
    for part in instalments:
        if part.number == "1" and part.agreed is not None:
            by = steward[part.unit]
            content = "业主来访，签订分期协议，确认欠费金额"
            yield Contact(
                part.unit,
                part.agreed,
                Channel.OWNER_VISIT,
                ContactResult.ACKNOWLEDGED,
                by=by,
                content=content,
            )
