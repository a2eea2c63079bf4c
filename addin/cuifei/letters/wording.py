"""How are dates, periods and ready sentences written in a letter's language?

Sentences that a letter needs only sometimes are made here; what it always
says stands in its template, where people can edit it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date as Day
from functools import lru_cache

from babel.dates import format_date, format_skeleton

from cuifei.domain.codes import UseType
from cuifei.letters.date_picture import pictured
from cuifei.letters.document_names import printed
from cuifei.locale import Both, Language

BLANK = "________________"  # to be filled in by hand; must be seen to be blank


@dataclass(frozen=True, slots=True)
class Wording:
    """One language's patterns; `{…}` are filled in. Dates are written by Babel's `locale`, in
    narrow cells by the date picture `short`.

    `full_name`: the owner with the salutation; `salutations`, `items` (of fees) and `channels` (of
    payments) what common words that people type are called in this language. `comma`: between
    units; `block`, `subtotal`: above and below what one of several units owes. `you`: a person
    and a firm; `homes`: what a unit is called by its use type, "" where they differ.
    `firm_address`, `firm_phone`: how a letter gives them, and what the setting is called.
    """

    full_name: str
    periods: tuple[str, str]
    overdue: str
    due_today: str
    not_due: str
    block: str
    subtotal: str
    address: str
    company_address: str
    client_address: str
    not_workday: str
    late_fee: str
    ask_waiver: str
    earlier_enclosed: str
    online: str
    counter: str
    hours: str
    minus_waived: str
    penalty_law: str
    made_up: tuple[str, str]
    firm_address: tuple[str, str]
    firm_phone: tuple[str, str]
    firm_gap: str
    you: tuple[str, str]
    homes: Mapping[str, str]
    salutations: Mapping[str, str]
    items: Mapping[str, str]
    channels: Mapping[str, str]
    documents: Mapping[str, str] = field(default_factory=dict)
    locale: str = ""
    short: str = ""
    comma: str = ""
    joint: str = ""

    def day(self, day: Day) -> str:
        """Return a day as the letter writes it.

        >>> WORDINGS["zh"].day(Day(2026, 3, 5)), WORDINGS["en"].day(Day(2026, 3, 5))
        ('2026年3月5日', '5 March 2026')
        """
        return _day(day, self.locale)

    def short_day(self, day: Day) -> str:
        """Return a day as a narrow cell shows it.

        >>> WORDINGS["zh"].short_day(Day(2026, 3, 5)), WORDINGS["en"].short_day(Day(2026, 3, 5))
        ('2026-03-05', '5 Mar 2026')
        """
        return pictured(day, self.short)

    def name(self, owner: str, salutation: str) -> str:
        """Return how the owner is addressed.

        >>> WORDINGS["zh"].name("张三样例", "先生"), WORDINGS["en"].name("J. Sample", "女士")
        ('张三样例先生', 'Ms J. Sample')
        """
        word = self.salutations.get(salutation, salutation)
        return self.full_name.format(owner=owner, salutation=word).strip()

    def count(self, periods: int) -> str:
        """Return how many billing periods, in words.

        >>> WORDINGS["zh"].count(1), WORDINGS["en"].count(1), WORDINGS["en"].count(2)
        ('1个账期', '1 billing period', '2 billing periods')
        """
        return self.periods[periods != 1].format(n=periods)

    def item(self, item: str) -> str:
        """Return a fee item in this language where it is a common one, else as it was typed."""
        return self.items.get(item, item)

    def channel(self, channel: str) -> str:
        """Return how money came in this language where that is a common word, else as typed."""
        return self.channels.get(channel, channel)

    def period(self, period: str) -> str:
        """Return a billing period as the letter writes it; a name of no calendar period as it is.

        >>> [WORDINGS["zh"].period(p) for p in ("2026-03", "2026-Q1", "2026", "二期")]
        ['2026年3月', '2026年第1季度', '2026年', '二期']
        """
        return _period(period, self.locale)

    def lateness(self, days: int) -> str:
        """Return whether a charge is due, in words that never call it overdue before it is."""
        if days > 0:
            return self.overdue.format(days=days)
        return self.not_due if days < 0 else self.due_today


@lru_cache(maxsize=8192)
def _day(day: Day, locale: str) -> str:
    return format_date(day, "long", locale=locale)


@lru_cache(maxsize=8192)
def _period(period: str, locale: str) -> str:
    match = re.fullmatch(r"(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?", period)
    if not match:
        return period
    year, quarter, month = (int(part) if part else 0 for part in match.groups())
    skeleton = "yMMMM" if month else "yQQQ" if quarter else "y"
    return format_skeleton(skeleton, Day(year, month or quarter * 3 or 1, 1), locale=locale)


def _with_facts(words: Wording, spoken: Language) -> Wording:
    return replace(
        words,
        locale=spoken.dates,
        short=spoken.short_date,
        comma=spoken.comma,
        joint=spoken.semicolon,
        documents=printed(spoken.code),
    )


WORDINGS = Both(
    Wording(
        full_name="{owner}{salutation}",
        periods=("{n}个账期", "{n}个账期"),
        overdue="已到期{days}天",
        due_today="当日到期",
        not_due="未到期",
        block="【{unit}】",
        subtotal="小计",
        address="地址：{address}",
        company_address="公司地址：{address}",
        client_address="委托人地址：{address}",
        not_workday="{day}为非工作日，当日缴费窗口可能不办公，请提前办理，或使用转账方式缴纳。",
        late_fee="违约金依据{clause}，按逾期未付金额和日利率{rate}计至上述截至日。",
        ask_waiver="{you}在最后期限内一次性付清未收费用的，可就违约金提出减免申请，由我司审核后书面答复。",
        earlier_enclosed="4．此前函件及送达凭证（复印件）",
        online="线上缴费：{links}",
        counter="现场缴费：{places}",
        hours="{place}（{hours}）",
        minus_waived="减：减免的违约金",
        penalty_law="第五百八十五条第一款：“当事人可以约定一方违约时应当根据违约情况向对方支付一定数额的"
        "违约金，也可以约定因违约产生的损失赔偿额的计算方法。”",
        made_up=(
            "（其中未收费用{principal}元，违约金{fee}元）",
            "（其中未收费用{principal}元，违约金{fee}元，减去已减免的违约金{waived}元）",
        ),
        firm_address=("地址：{}", "律所地址"),
        firm_phone=("电话：{}", "律所电话"),
        firm_gap="参数中未填{missing}，请律师事务所补上",
        you=("您", "贵单位"),
        homes={
            UseType.RESIDENTIAL: "房屋",
            UseType.ENTRUSTED: "房屋",
            UseType.SHOP: "商铺",
            UseType.PARKING: "车位",
            "": "房产",
        },
        salutations={},
        items={},
        channels={},
    ),
    Wording(
        full_name="{salutation} {owner}",
        periods=("{n} billing period", "{n} billing periods"),
        overdue="{days} days late",
        due_today="due today",
        not_due="not yet due",
        block="Unit {unit}",
        subtotal="Subtotal",
        address="Address: {address}",
        company_address="Company address: {address}",
        client_address="Our client’s address: {address}",
        not_workday=(
            "{day} is not a working day; the counter may be closed. "
            "Please come earlier, or pay by transfer."
        ),
        late_fee=(
            "The late fee follows {clause}: {rate} per day of what is outstanding after its "
            "due date, to the date above. "
        ),
        ask_waiver=(
            "If you pay the unpaid charges in full by the last date, you may ask us to reduce "
            "the late fee; we will answer in writing."
        ),
        earlier_enclosed="4. Earlier letters with proof of delivery (copies)",
        online="Pay online: {links}",
        counter="Pay in person: {places}",
        hours="{place} ({hours})",
        minus_waived="Less late fee waived",
        penalty_law=(
            "Article 585, first paragraph: the parties may agree that a party in breach pays"
            " a certain sum as a penalty according to the breach, or how damages for a breach"
            " are reckoned."
        ),
        made_up=(
            " (unpaid charges CNY {principal}, late fee CNY {fee})",
            " (unpaid charges CNY {principal}, late fee CNY {fee}, less CNY {waived} waived)",
        ),
        firm_address=("Address: {}", "law firm address"),
        firm_phone=("Telephone: {}", "law firm phone"),
        firm_gap="Not in Settings, to be added by the law firm: {missing}",
        you=("you", "you"),
        homes={
            UseType.RESIDENTIAL: "property",
            UseType.ENTRUSTED: "property",
            UseType.SHOP: "shop",
            UseType.PARKING: "parking space",
            "": "property",
        },
        salutations={"先生": "Mr", "女士": "Ms", "小姐": "Ms", "太太": "Mrs"},
        items={
            "物业费": "Property service fee",
            "物业服务费": "Property service fee",
            "物业管理费": "Property service fee",
            "公摊费": "Shared utilities",
            "公摊水电费": "Shared utilities",
            "公共能耗费": "Shared utilities",
            "公共能耗分摊费": "Shared utilities",
            "停车费": "Parking fee",
            "车位费": "Parking space fee",
            "车位管理费": "Parking space fee",
            "车位服务费": "Parking space fee",
            "电梯费": "Lift fee",
            "水费": "Water",
            "电费": "Electricity",
            "垃圾清运费": "Refuse collection",
            "装修垃圾清运费": "Renovation waste collection",
            "违约金": "Late fee",
            "滞纳金": "Late fee",
        },
        channels={
            "微信": "WeChat",
            "支付宝": "Alipay",
            "现金": "cash",
            "转账": "bank transfer",
            "银行转账": "bank transfer",
            "对公转账": "bank transfer",
            "刷卡": "card",
            "POS刷卡": "card",
            "扫码": "QR code",
            "银行代扣": "direct debit",
            "代扣": "direct debit",
            "支票": "cheque",
        },
    ),
    _with_facts,
)
