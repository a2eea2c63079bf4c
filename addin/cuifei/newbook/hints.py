"""What does a sheet say of itself while nothing is in it?

In one line how it fills: as the input message of the first cell, which is selected when the sheet
is opened. A text in the rows would be read as a row, by us, by formulas and by people's filters;
a message is no content, and nothing has to take it away when rows come. 首页 alone, which nobody
reads back, has rows of its own until `todo` writes the day.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from cuifei.locale import phrase
from cuifei.ooxml.values import RowLink
from cuifei.tables.layout import BY_NAME

Words = tuple[str, str]  # Chinese, English

FILLS: Mapping[str, Words] = MappingProxyType(
    {
        "home": (
            "点“待办”，这里就是当天的数字和要做的事。",
            "Click To do: the day's figures and work come here.",
        ),
        "goals": (
            "点“看板”，每个月、季、年和责任人各一行；在“目标金额”里填目标。",
            "Click Board: a row for each month, quarter, year and collector; type the goals.",
        ),
        "effects": (
            "点“看板”，这里列出各种文书、渠道和经办人的成效，并写明口径。",
            "Click Board: what each document, channel and person brought in, with definitions.",
        ),
        "arrears": (
            "点“标记欠费”，每户欠费一行：欠多少、今天能不能发函、为什么。",
            "Click Flag arrears: a row for each unit that owes, and whether it may get a letter.",
        ),
        "worklist": (
            "点“待办”，这里列出本周要联系谁、说什么。空着就是这几天没有要办的事。",
            "Click To do: whom to contact this week, and what to say. Empty: nothing to do.",
        ),
        "queue": (
            "点“队列”，轮到发律师函的房号排在这里；空着就是没有可发的律师函。",
            "Click Queue: units whose next letter is a lawyer's wait here. Empty: none.",
        ),
        "register": (
            "点“通知书”或“催费函”，每封函在这里登记一行；寄出、签收后再改状态。",
            "Click Notices or Collection letters: each letter gets a row here.",
        ),
        "units": (
            "每户一行，可从别处粘贴；已有台账不必重录，打开它点“接管此台账”。",
            "A row for each unit; paste them. Your own ledger can be taken over instead.",
        ),
        "charges": (
            "每户每期每项费用一行；下一期可用命令 cuifei charges 生成。",
            "A row for each unit, period and item; cuifei charges makes those of the next period.",
        ),
        "payments": (
            "每笔到账一行；有银行、微信、支付宝的流水，点“导入对账单”。",
            "A row for each payment; a statement of a bank, WeChat or Alipay can be imported.",
        ),
        "undecided": (
            "导入对账单后，分不清是哪一户的钱列在这里，请填上房号。空着就是都分清了。",
            "Money of a statement whose unit is not certain waits here. Empty: all is placed.",
        ),
        "contacts": (
            "打过电话、上过门，记一行；在“待办”里填了结果的，会自动记到这里。",
            "A row for each call or visit; results typed in Worklist come here by themselves.",
        ),
        "holds": (
            "有争议、困难等先不催的，记一行；过了“止”就恢复。没有就空着。",
            "A row for each unit that is not to be dunned now. Leave it empty if there is none.",
        ),
        "instalments": (
            "谈好分期的，每期一行：应付日期和金额。没有就空着。",
            "A row for each part of an agreed plan. Leave it empty if there is none.",
        ),
        "decisions": (
            "批准减免的，每笔一行：类别、金额、批准人、理由。没有就空着。",
            "A row for each waiver or discount that was approved. Leave it empty if there is none.",
        ),
        "accounts": (
            "收款账户，一个小区一行；函件印这里的户名、开户行、账号。不填不能生成函件。",
            "A row for each community's bank account; letters print it, and need it.",
        ),
        "problems": (
            "读台账时发现的问题列在这里，连同怎么改。空着就是没有问题。",
            "What is wrong in the ledger is listed here, with its remedy. Empty: nothing is.",
        ),
    }
)
_START: Words = ("第一次使用", "First steps")
_FIRST: tuple[tuple[Words, str], ...] = (
    (
        (
            "已有自己的台账：用Excel打开它，点“接管此台账”，不必重录",
            "You keep a ledger already: open it in Excel and click Take over",
        ),
        "guide",
    ),
    (
        (
            "新台账第1步：填公司名称、电话、联系人和收款账户",
            "New ledger, step 1: type company, phone, contact person and bank account",
        ),
        "settings",
    ),
    (
        (
            "第2步：粘贴业主、应收和收款，每行一户、一期、一笔",
            "Step 2: paste units, charges and payments, a row for each",
        ),
        "units",
    ),
    (
        (
            "第3步：在“参数”填“收款登记至”，点“检查”，再点“标记欠费”",
            "Step 3: type Receipts recorded through in Settings, click Check, then Flag arrears",
        ),
        "arrears",
    ),
    (
        (
            "第4步：点“待办”，本页就换成当天的数字和要做的事",
            "Step 4: click To do; this page then shows the day's figures and work",
        ),
        "worklist",
    ),
)


def first_steps(lang: str) -> Iterator[Mapping[str, str | RowLink]]:
    """Yield the rows of 首页 in a new ledger."""
    for topic, target in _FIRST:
        sheet = BY_NAME[target].called(lang)
        link = RowLink(sheet, sheet, "A", "")
        yield {"part": phrase(_START, lang), "topic": phrase(topic, lang), "open": link}
