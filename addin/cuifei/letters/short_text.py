"""What does a text message to one owner say (R1.3)?

Name, unit, amount, due date, account and whom to ask; polite, and firmer only in
naming facts. It never says how long somebody is late, and never threatens.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cuifei.domain.addresses import is_picture
from cuifei.domain.money import text as yuan
from cuifei.domain.policy import Policy
from cuifei.domain.records import PayAccount
from cuifei.domain.work.texts import Text
from cuifei.letters.wording import WORDINGS


@dataclass(frozen=True, slots=True)
class _Words:
    opening: str
    stages: Mapping[str, str]
    pay: str
    closing: str
    joint: str
    period_joint: str


_WORDS: Mapping[str, _Words] = MappingProxyType(
    {
        "zh": _Words(
            "【{company}】{owner}{salutation}您好！",
            MappingProxyType(
                {
                    "upcoming": "您{units}{periods}的{items}共{amount}元将于{due}到期，特此提醒。",
                    "overdue": "截至{today}，您{units}尚有{items}共{amount}元未缴"
                    "（最早一期{due}到期），烦请您方便时尽快缴纳。",
                    "after_letter": "我司{sent}已向您发出书面通知（编号{number}）。截至{today}，您"
                    "{units}尚有{items}共{amount}元未缴（最早一期{due}到期），请尽快缴纳；"
                    "如有困难或疑问，欢迎与我们协商。",
                }
            ),
            "缴费账户：{holder}，{bank}，{account}。{link}",
            "如已缴纳请忽略。咨询电话：{phone}。",
            "、",
            "、",
        ),
        "en": _Words(
            "[{company}] Dear {salutation}{owner}, ",
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
                }
            ),
            "Account: {holder}, {bank}, {account}. {link}",
            "If you have paid already, please disregard this. Questions: {phone}.",
            ", ",
            ", ",
        ),
    }
)


def message(text: Text, account: PayAccount, policy: Policy) -> str:
    """Return the message to one owner in the owner's language; one line."""
    unit = text.cases[0].unit
    words, dates = _WORDS[unit.language], WORDINGS[unit.language]
    letter = text.letter
    link = {"zh": "线上缴费：{}。", "en": "Online: {}. "}[unit.language]
    salutation = unit.salutation
    if unit.language == "en" and salutation:
        salutation += " "
    said = (words.opening + words.stages[text.stage] + words.pay + words.closing).format(
        company=policy.company,
        owner=unit.owner,
        salutation=salutation,
        units=words.joint.join(text.units),
        items=words.joint.join(dict.fromkeys(line.charge.item for line in text.lines)),
        periods=words.period_joint.join(
            dict.fromkeys(dates.period(line.charge.period) for line in text.lines)
        ),
        amount=yuan(text.amount),
        due=dates.day(text.due),
        today=dates.day(text.cases[0].arrears.as_of),
        sent=dates.day(letter.sent or letter.date) if letter else "",
        number=letter.number if letter else "",
        holder=account.holder,
        bank=account.bank,
        account=account.number,
        link=link.format(account.link) if account.link and not is_picture(account.link) else "",
        phone=policy.company_phone,
    )
    return " ".join(said.split())
