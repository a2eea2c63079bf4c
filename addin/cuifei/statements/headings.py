"""What does the heading of a statement's column mean? A field, and how surely.

Banks write the way of the money wherever they like: 贷方发生额, 发生额（贷方）,
贷方发生额/元(收入), Credit Amount 贷方. So a heading is taken apart: a word for
the way, words for money, and nothing else make a column of money in or out.
"""

import re
from collections.abc import Mapping

from cuifei.offices.headers import word
from cuifei.statements.words import FIELDS
from cuifei.tables.cells import normal

_RANKS: Mapping[str, tuple[str, int]] = {
    text: (field, rank)
    for field, (_, words) in FIELDS.items()
    for rank, text in enumerate(words.split())
}
_IN = r"贷方|贷记|贷|收入|存入|转入|进账|入账|收方|收款|deposits?|credits?|paidin|moneyin|cr"
_OUT = r"借方|借记|借|支出|支取|取出|转出|出账|付方|付款|withdrawals?|debits?|paidout|moneyout|dr"
_WAY_IN, _WAY_OUT = re.compile(f"{_IN}|\\+"), re.compile(f"{_OUT}|-")
# What may stand beside the way in the heading of a column of money.
_MONEY = re.compile(
    r"交易发生额|发生额|交易额|金额|数额|交易|记账|本币|本位币|人民币|单位|元|[¥￥]|方|额"
    r"|transaction|amounts?|amt|cny|rmb|[\s()（）\[\]【】/:：·._]"
)
_CORE = re.compile("额|amount|amt|金")
# An office's export names its columns in words of its own; what they end in says what they are.
_LONGEST = 14
LATE = 500  # a column of such a heading counts only where none is known in full
_INSIDE: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "direction",
        re.compile(
            r"(?:借/?贷|收/?支|收/?付|来/?往|往/?来账?|进/?出|存/?取|出/?入)(?:账|款|金)?"
            r"(?:标[志识记]|方向|类[型别]|别|性质)|资金(?:流向|方向)|"
            r"^(?:dr|debit|d)/?(?:or)?(?:cr|credit|c)(?:flag|indicator|ind|sign|type|mark)?$|"
            r"^(?:cr|credit)/?(?:or)?(?:dr|debit)(?:flag|indicator|ind|sign|type|mark)?$"
        ),
    ),
    ("balance", re.compile("余额|结余|balance")),
    ("payer_account", re.compile("(?:对方|付款|对手|汇款|来款).*(?:账号|帐号|账户|卡号)$")),
    (
        "payer",
        re.compile("(?:对方|付款|对手|汇款|来款|交款|缴款).*(?:名称?|户名|单位|人|方)$|申请人$"),
    ),
    ("state", re.compile("状态$")),
    ("serial", re.compile("流水号?$|参考号$")),
    ("note", re.compile("摘要|附言|备注|描述|留言|用途|事由|说明$|remarks?|narrative|description")),
    (
        "date",
        re.compile(
            "^(?!打印|制单|下载|导出|查询|到期|开户|对账).*(?:日期|时间)$|^(?:交易|记账|入账).*日$"
        ),
    ),
)


def heading(text: str) -> tuple[str, int] | None:
    """Return the field that a heading names and its rank (the lower the surer); None for none.

    >>> heading("发生额（借方）")[0], heading("贷方发生额/元(收入)")[0], heading("借贷标志")[0]
    ('debit', 'credit', 'direction')
    >>> heading("交易金额(支出)")[0], heading("金额(元)")[0], heading("交易备注")[0]
    ('debit', 'amount', 'note')
    """
    if not text.strip():
        return None
    full = normal(text).strip("#*:")
    if known := _RANKS.get(full):
        return known
    if money := _money(full):
        return money
    short = word(text).strip("#")
    if known := _RANKS.get(short):
        return known
    chinese = re.sub(r"[a-z.()'\s]+", "", short)
    if chinese != short and (known := _RANKS.get(chinese)):
        return known
    if len(short) > _LONGEST:
        return None
    return next(((field, LATE) for field, known in _INSIDE if known.search(short)), None)


def _money(full: str) -> tuple[str, int] | None:
    """Return credit or debit where a heading says one way and money, and nothing else."""
    comes, goes = bool(_WAY_IN.search(full)), bool(_WAY_OUT.search(full))
    if comes == goes:
        return None
    bare = (_WAY_IN if comes else _WAY_OUT).sub("", full)
    if _MONEY.sub("", bare) or not (_CORE.search(full) or len(full) > 2):
        return None
    # 交易金额(收入) is in the currency of the payment, 记账金额(收入) in that of the account.
    rank = 200 - ("记账" in full)
    return "credit" if comes else "debit", rank
