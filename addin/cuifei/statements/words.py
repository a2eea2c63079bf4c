"""Which words do banks, WeChat and Alipay write over their columns? Data only.

Compared as `adopt.headers.word` gives them: without what stands in brackets.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

# field -> (what it is called in a message, the words for it, the best first)
FIELDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "date": (
            "交易日期",
            "交易时间 交易日期 交易日 发生时间 付款时间 支付时间 交易创建时间 记账时间 记账日期"
            " 入账日期 入账时间 到账日期 到账时间 收款时间 收款日期 交易完成时间 业务日期 起息日"
            " 记账日 入账日 起息日期 日期 时间 transactiondate transactiontime txndate txntime"
            " bookdate entrydate tradedate bookingdate valuedate postingdate posteddate date",
        ),
        "credit": (
            "贷方发生额",
            "贷方发生额 贷方金额 贷方 收入金额 收入 贷方发生额/收入 存入金额 存入 转入金额 转入"
            " 进账金额 入账金额 收款金额 贷方交易金额 credit creditamount deposit deposits paidin"
            " moneyin",
        ),
        "debit": (
            "借方发生额",
            "借方发生额 借方金额 借方 支出金额 支出 借方发生额/支取 支取金额 支取 取出金额 转出金额"
            " 转出 付款金额 借方交易金额 debit debitamount withdrawal withdrawals paidout moneyout",
        ),
        "amount": (
            "金额",
            "订单金额 交易金额 发生额 金额 收支金额 收/支金额 人民币金额 交易额 应结订单金额"
            " 交易发生额 实收金额 amount transactionamount tradeamount",
        ),
        "direction": (
            "收/支",
            "收/支 收支 收支类型 收支方向 借/贷 借贷 借贷标志 借贷方向 借贷标识 收付标志 收付方向"
            " 资金流向 交易方向 来往账标志 往来账标志 debit/credit dr/cr d/c direction",
        ),
        "state": (
            "交易状态",
            "交易状态 当前状态 状态 支付状态 资金状态 处理状态 交易结果 status state",
        ),
        "refund": ("退款金额", "退款金额 成功退款 已退款金额 成功退款金额 refund refundamount"),
        "payer": (
            "对方户名",
            "对方户名 对方名称 对方单位名称 对方账户名称 对方账户名 对方姓名 对方单位 交易对方"
            " 付款人名称 付款人 付款方名称 付款方 付款人户名 付款方户名 付款账户名 付款账户名称"
            " 交易对方名称 交易对手名称 交易对手 交易对方户名 对手方名称 对手名称 收方名称"
            " 对手信息 对方信息 对手户名 收付方名称 收付款人 来款单位 汇款人 汇款人姓名 缴费人"
            " 用户名称 对方 payer payername counterparty counterpartyname name from",
        ),
        "payer_account": (
            "对方账号",
            "对方账号 对方帐号 对方账户 对方卡号 付款人账号 付款账号 付款方账号 交易对方账号"
            " 交易对手账号 收方账号 收付方账号 对方卡号/账号 payeraccount counterpartyaccount",
        ),
        "serial": (
            "交易流水号",
            "交易流水号 微信支付单号 微信订单号 微信支付业务单号 资金流水单号 交易单号 交易订单号"
            " 支付宝交易号 交易号 账务流水号 业务流水号 账户明细编号-交易流水号 银行流水号"
            " 核心流水号"
            " 全局流水号 流水号 交易参考号 回单编号 电子回单号 回单号 柜员流水号 交易流水"
            " 业务参考号 日志号 订单号 商户订单号 商户单号 商家订单号"
            " transactionid transactionno reference"
            " referenceno serialno",
        ),
        "balance": (
            "余额",
            "余额 账户余额 交易后余额 本次余额 当前余额 账户结余 联机余额 balance closingbalance",
        ),
        "currency": ("币种", "币种 币别 货币 交易币种 账户币种 currency ccy"),
        "kind": ("交易类型", "交易类型 业务类型 业务名称 交易名称 类型 交易分类 type"),
        "note": (
            "附言",
            "附言 交易附言 摘要 备注 交易备注 交易描述 备注信息 附言信息 摘要描述 交易详情"
            " 用途 交易用途 留言 转账附言 汇款附言 客户附言 付款留言 商品"
            " 商品说明 商品名称 交易摘要 业务摘要 其它摘要 其他摘要 摘要说明 交易说明 备注说明 说明"
            " 付款备注 收款备注 商户数据包 房号 房间号 缴费房号 note notes remark remarks memo"
            " description details narrative narration particulars purpose message",
        ),
    }
)

# What a file says about itself above or below its lines -> the channel, Chinese and English.
CHANNELS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "wechat": ("微信", "WeChat"),
        "alipay": ("支付宝", "Alipay"),
        "bank": ("银行转账", "Bank transfer"),
    }
)
WECHAT = re.compile("微信|wechat|weixin|财付通", re.I)
ALIPAY = re.compile("支付宝|alipay", re.I)
ACCOUNT = re.compile(
    r"(?:账号|帐号|卡号|账户|商户号|支付宝账户|微信昵称|account(?:no|number)?)\s*[:：]?\s*"
    r"\[?([\w@.*]{4,})\]?",
    re.I,
)
# An accountant's own book of the bank account: there 借方 is what came in.
OWN_BOOK = re.compile("日记账|明细账(?!单|户)|总账|序时账|科目")

# Direction words, as `cells.normal` gives them.
COMING = frozenset(
    (
        "收",
        "收方",
        "存",
        "进",
        "入",
        "收入",
        "收款",
        "贷",
        "贷方",
        "转入",
        "存入",
        "入账",
        "来账",
        "进账",
        "已收入",
        "in",
        "cr",
        "c",
        "credit",
        "+",
        "贷记",
    )
)
GOING = frozenset(
    (
        "支",
        "付",
        "付方",
        "取",
        "出",
        "支出",
        "付款",
        "借",
        "借方",
        "转出",
        "支取",
        "出账",
        "往账",
        "已支出",
        "out",
        "dr",
        "d",
        "debit",
        "-",
        "借记",
    )
)
NEUTRAL = frozenset(("/", "不计收支", "中性交易", "中性", "其他", "--"))

REFUNDED = re.compile("退款|退回|退汇|refund", re.I)
PARTLY = re.compile(r"已退款\s*[（(]\s*[¥￥]?\s*([\d.,]+)")
FAILED = re.compile(
    "失败|关闭|撤销|取消|未支付|待付|等待|处理中|冻结|closed|revoked|fail|pending", re.I
)
DONE = re.compile(
    "成功|已收|已存|已到账|到账|已入账|入账|完成|正常|已支付|已转入|success|settled|complete|paid|booked",
    re.I,
)
# Who pays out in one sum what many paid by WeChat, Alipay or card.
AGENTS = re.compile(
    "财付通|支付宝[（(]?中国|银联商务|中国银联|拉卡拉|通联支付|网银在线|快钱支付|汇付|易宝支付|待清算"
)
# A bank's own entries; a note that says nothing else is not from a payer.
INTEREST = re.compile(
    "(?:批量|季度|活期|存款|单位|公司|自动)*(?:结息|利息|入息|付息)(?:收入|入账)?"
)
UNDONE = re.compile("冲正|冲账|抹账|红冲|撤销|退汇|退票|错账")

# Rows that are none: sums, page breaks, notes and what stands below a list.
_SUM = (
    r"(?:本页|本月|本期|本年|本日|当日|当月|累计|总)?(?:合计|小计|总计|累计|共计|发生额合计)|"
    r"承前页|过次页|上年结转|期初余额|上期余额|上日余额|期末余额|本期余额"
)
SUM = re.compile(_SUM)
TOTAL = re.compile(
    rf"{_SUM}|.{{1,8}}(?:合计|小计|总计)|总(?:交易|笔|金额|收入|支出).*|"
    r"(?:收入|支出|借方|贷方|中性交易|共)[:：]?.*(?:笔|元).*|total.*|balance.*forward.*|opening.*|closing.*",
    re.I,
)
RULE = re.compile(r"[-=_*#—\s]{3,}.*")
# Cells of exports: apostrophes, back ticks, ="0001".
WRAPPED = re.compile(r'^=?"(.*)"$')
