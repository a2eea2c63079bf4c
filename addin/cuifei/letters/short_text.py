"""What does a message to one owner say, as a text and in WeChat (R1.3)?

Name, unit, amount, due date, account and whom to ask; polite, and firmer only in
naming facts. It never says how long somebody is late, and never threatens. A text is
one line; WeChat has room for a line for each unit, and no signature before it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cuifei.domain.account.arrears import Line
from cuifei.domain.account.delivery import posted
from cuifei.domain.addresses import is_picture
from cuifei.domain.money import text as yuan
from cuifei.domain.policy import Policy
from cuifei.domain.records import PayAccount
from cuifei.domain.work.texts import Text
from cuifei.letters.wording import WORDINGS
from cuifei.locale import Both, like


@dataclass(frozen=True, slots=True)
class _Words:
    opening: str
    hello: str
    stages: Mapping[str, str]
    pay: str
    closing: str
    link: str
    joint: str
    listing: str
    periods: str


_WORDS = Both(
    _Words(
        "【{company}】{owner}{salutation}您好！",
        "{owner}{salutation}，您好！这里是{company}。",
        MappingProxyType(
            {
                "upcoming": "您{units} {periods}的{items}共{amount}元将于{due}到期，特此提醒。",
                "overdue": "截至{today}，您{units}尚有{items}共{amount}元未缴"
                "（最早一期{due}到期），烦请您方便时尽快缴纳。",
                "after_letter": "我司{sent}已向您发出书面通知（编号{number}）。截至{today}，您"
                "{units}尚有{items}共{amount}元未缴（最早一期{due}到期），请尽快缴纳；"
                "如有困难或疑问，欢迎与我们协商。",
                "promise": "感谢您与我们约定：{due}缴纳{units}的费用{amount}元，特此确认。",
            }
        ),
        "缴费账户：{holder}，{bank}，{account}。{link}",
        "如已缴纳请忽略。咨询电话：{phone}。",
        "线上缴费：{}。",
        "、",
        "{unit} {periods} {item}：{amount}元",
        "{n}期",
    ),
    _Words(
        "[{company}] Dear {salutation}{owner}, ",
        "Dear {salutation}{owner}, this is {company}.",
        MappingProxyType(
            {
                "upcoming": "this is a reminder that CNY {amount} ({items}, {periods}) for"
                " {units} will be due on {due}. ",
                "overdue": "as of {today}, CNY {amount} ({items}) for {units} has not been"
                " paid; the oldest part was due on {due}. Please pay at your earliest"
                " convenience. ",
                "after_letter": "we wrote to you on {sent} (no. {number}). As of {today}, CNY"
                " {amount} ({items}) for {units} has not been paid; the oldest part was due"
                " on {due}. Please pay soon, or talk to us if there is any difficulty. ",
                "promise": "thank you for agreeing with us to pay CNY {amount} for {units} on"
                " {due}; this is to confirm it. ",
            }
        ),
        "Account: {holder}, {bank}, {account}. {link}",
        "If you have paid already, please disregard this. Questions: {phone}.",
        "Online: {}. ",
        ", ",
        "{unit}, {periods}, {item}: CNY {amount}",
        "{n} periods",
    ),
)


def message(text: Text, account: PayAccount, policy: Policy) -> str:
    """Return the text to one owner in the owner's language; one line."""
    words = _WORDS[text.cases[0].unit.language]
    wording = words.opening + words.stages[text.stage] + words.pay + words.closing
    return " ".join(wording.format(**_facts(text, account, policy)).split())


def wechat(text: Text, account: PayAccount, policy: Policy) -> str:
    """Return what is written to the owner alone in WeChat: the same facts, line by line."""
    words = _WORDS[text.cases[0].unit.language]
    parts = [words.hello, words.stages[text.stage]]
    details = () if text.stage == "promise" else _details(text, words)
    facts = _facts(text, account, policy)
    above, below = (
        [" ".join(part.format(**facts).split()) for part in group]
        for group in (parts, [words.pay, words.closing])
    )
    above[1] = above[1][0].upper() + above[1][1:]
    return "\n".join((*above, *details, *below))


def _details(text: Text, words: _Words) -> Iterator[str]:
    """Yield a line for each unit and item: its period, or how many there are."""
    wording = WORDINGS[text.cases[0].unit.language]
    sums: defaultdict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in text.lines:
        sums[line.charge.unit, line.charge.item].append(line)
    for (unit, item), lines in sums.items():
        periods = list(dict.fromkeys(line.charge.period for line in lines))
        yield words.listing.format(
            unit=unit,
            item=wording.item(item),
            periods=wording.period(periods[0])
            if len(periods) == 1
            else words.periods.format(n=len(periods)),
            amount=yuan(sum(line.unpaid for line in lines)),
        )


def _facts(text: Text, account: PayAccount, policy: Policy) -> Mapping[str, str]:
    unit, letter = text.cases[0].unit, text.letter
    words, wording = _WORDS[unit.language], WORDINGS[unit.language]
    salutation = wording.salutations.get(unit.salutation, unit.salutation)
    return {
        "company": policy.company,
        "owner": unit.owner,
        "salutation": like(("{}", "{} "), unit.language).format(salutation) if salutation else "",
        "units": words.joint.join(text.units),
        "items": words.joint.join(
            dict.fromkeys(wording.item(line.charge.item) for line in text.lines)
        ),
        "periods": words.joint.join(
            dict.fromkeys(wording.period(line.charge.period) for line in text.lines)
        ),
        "amount": yuan(text.amount),
        "due": wording.day(text.due),
        "today": wording.day(text.cases[0].arrears.as_of),
        "sent": wording.day(posted(letter)) if letter else "",
        "number": letter.number if letter else "",
        "holder": account.holder,
        "bank": account.bank,
        "account": account.number,
        "link": words.link.format(account.link)
        if account.link and not is_picture(account.link)
        else "",
        "phone": policy.company_phone,
    }
