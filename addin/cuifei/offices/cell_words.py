"""Which words stand in cells below a header? States, nothing, totals, signatures, settled notes."""

import re

PAID_WORDS = frozenset(
    [
        "已缴",
        "已交",
        "已收",
        "已付",
        "已缴费",
        "已交费",
        "缴清",
        "付清",
        "结清",
        "已结清",
        "已缴清",
        "已付清",
        "已交清",
        "是",
        "√",
        "✓",
        "✔",
        "y",
        "yes",
        "paid",
        "settled",
    ]
)
# These say it even where an amount would stand; a mark or 是 might say anything.
SETTLED_WORDS = PAID_WORDS - {"是", "√", "✓", "✔", "y", "yes"}
UNPAID_WORDS = frozenset(
    [
        "未缴",
        "未交",
        "未收",
        "未付",
        "未缴费",
        "未交费",
        "欠费",
        "欠",
        "欠缴",
        "否",
        "×",
        "x",
        "✗",
        "n",
        "no",
        "unpaid",
        "overdue",
        "outstanding",
        "open",
        "拖欠",
    ]
)
# The same said in other words: 已缴纳, 未支付, 还没交费.
# 已交付 is a flat that was handed over.
_PAY = r"(?:缴|交(?!付)|付|收|支付|结|清)(?:费|款|清|讫|完|齐|纳|付|取|租)*"
SAYS_PAID = re.compile(r"(?:已|已经|全部|全额)" + _PAY + "了?")
SAYS_UNPAID = re.compile(r"(?:未|没|没有|尚未|还未|还没|还没有|仍未|待)" + _PAY)
NOTHING = frozenset(("", "-", "--", "—", "——", "/", "无", "0", "nil", "none"))

TOTAL_ROW = re.compile(
    r"(?:本页|本月|本期|本年|全部|整栋|.{0,8}?)(?:合计|总计|小计|共计|总合计|累计)(?:金额)?[:：]?(?:\(元\))?"
    r"|过次页|承前页|转下页|接上页|(?:grand|sub)?-?totals?(?:due)?:?"
)
SIGNATURE = re.compile(
    r"(?:制表|编制|审核|复核|填表|填报|经办|会计|出纳|主管|负责|批准|盖章|签字|签名|收款|财务|经理|打印|"
    r"注|备注|说明|preparedby|approvedby|checkedby|signature|note)(?:人|员|部|日期|时间)?[:：]"
)
# The same words alone in their cells: 制表人 | 张三样例 | 审核人 | 李四样例.
SIGNED = re.compile(
    r"(?:制表|编制|审核|复核|审批|填表|填报|经办|批准|负责)(?:人|员|部门)?|(?:制表|填表|打印|导出|审核)(?:日期|时间)|"
    r"(?:财务|物业|项目)?(?:经理|主管|负责人|会计|出纳)|财务(?:部|专员)?|盖章|签字|签名|单位盖章"
)
# A note that says that money came in: are the amounts beside it still owed?
SURELY_SETTLED = re.compile(r"(?<![未没不应待])已(?:经)?(?:缴|交|付|收|结清|还清|转账|汇款)")
SAYS_SETTLED = re.compile(
    r"(?:缴|交|付|结|还)(?:清|讫|齐|完)|(?:缴|交|付|收)(?:到|至)|预(?:缴|交|存)|"
    r"(?:部分|先)(?:缴|交|付|还)|\bpaid\b|\bsettled\b",
    re.I,
)
# What is promised, refused or asked for has not come in.
NOT_SETTLED = re.compile(
    r"未|没|不|拒|承诺|答应|准备|计划|打算|预计|将|后再|才|若|如果|需|催|协商|"
    r"unpaid|notpaid|promise|willpay|tobepaid",
    re.I,
)
