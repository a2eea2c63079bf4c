"""The only place that names sheets, tables, columns and the codes in their cells.

A table is an Excel table on a sheet of the same name. Chinese names are the
contract; English names are accepted on reading and used by `--lang en`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cuifei.domain.codes import (
    PHONE_CALL,
    Channel,
    ContactResult,
    DecisionKind,
    Delivery,
    Document,
    HoldReason,
    LetterResult,
    LetterState,
    OwnerType,
    UseType,
)
from cuifei.locale import language, languages, phrase, phrases


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `kind`: key, text, code, date, money, count, period, any.

    `ours` columns are computed and written by us, all others are typed by people.
    `codes`: those that its words stand for; rows are matched by them (task_words.py).
    `signed`: money that may be below zero, because the row takes another back.
    """

    field: str
    zh: str
    en: str
    kind: str = "text"
    required: bool = False
    ours: bool = False
    codes: str = ""
    width: float = 12
    also: tuple[str, ...] = ()
    signed: bool = False

    def called(self, lang: str) -> str:
        """Return the column's name in `lang`."""
        return phrase((self.zh, self.en), lang)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the column's name in every language."""
        return phrases((self.zh, self.en))


@dataclass(frozen=True, slots=True)
class Table:
    """One table. `key`: the fields that identify a row of ours from run to run.

    `ours` tables are rewritten by us; typed columns in them stay with their row's key.
    `needed` tables must be there for any run.
    """

    name: str
    zh: str
    en: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    ours: bool = False
    needed: bool = False

    def called(self, lang: str) -> str:
        """Return the table's name in `lang`, which its sheet has as well."""
        return phrase((self.zh, self.en), lang)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the table's name in every language."""
        return phrases((self.zh, self.en))

    def column(self, field: str) -> Column:
        """Return the column of that field; KeyError where there is none."""
        for column in self.columns:
            if column.field == field:
                return column
        raise KeyError(f"{self.name}.{field}")


Codes = Mapping[str, tuple[str, ...]]

# How the language of an owner is written; one that has a catalogue alone goes by its own name.
_LANGUAGES: Codes = {
    **{code: (language(code).name, language(code).name, code) for code in languages()},
    "zh": ("中文", "Chinese", "zh", "zh_CN"),
    "en": ("英文", "English", "en"),
}
# code -> (Chinese as written, English as written, other words accepted on reading)
CODES: Mapping[str, Codes] = MappingProxyType(
    {
        "use_type": {
            UseType.RESIDENTIAL: ("住宅", "Home", "住房", "公寓"),
            UseType.SHOP: ("商铺", "Shop", "店铺", "商业"),
            UseType.PARKING: ("车位", "Parking", "车库"),
            UseType.ENTRUSTED: ("托管房", "Entrusted", "托管"),
        },
        "owner_type": {
            OwnerType.UNDERSTANDING: ("理解型", "Understanding"),
            OwnerType.RESISTING: ("抵触型", "Resisting"),
            OwnerType.NEGLECTING: ("忽视型", "Neglecting"),
            OwnerType.EVADING: ("逃避型", "Evading"),
        },
        "reason": {
            "service": ("服务质量", "Service quality", "不满服务", "对服务不满", "物业服务"),
            "defects": (
                "房屋质量",
                "Building defects",
                "整改未完成",
                "质量问题",
                "漏水",
                "渗水",
                "房屋漏水",
            ),
            "hardship": ("经济困难", "Hardship", "困难"),
            "misunderstanding": ("误解", "Misunderstanding", "误会"),
            "neighbours": ("邻里纠纷", "Quarrel with neighbours"),
            "special": ("特殊情况", "Special circumstances", "外出", "生病"),
            "vacancy": ("长期空置", "Long vacancy", "空置", "空置房"),
            "shared_costs": ("公摊争议", "Unfair shared costs", "公摊"),
            "bad_experience": ("不愉快经历", "Bad experience"),
            "malicious": ("恶意拖欠", "Malicious", "恶意欠费", "恶意"),
            "none": ("无", "None of these", "无原因", "没有"),
        },
        "language": _LANGUAGES,
        "channel": {
            Channel.PHONE: ("电话", "Phone"),
            Channel.SMS: ("短信", "Text message"),
            Channel.WECHAT: ("微信", "WeChat"),
            Channel.VISIT: ("上门", "Visit"),
            Channel.COUNTER: ("前台", "Front desk", "岗位提醒"),
            Channel.POST: ("信函", "Post"),
            Channel.EMAIL: ("邮件", "Email"),
            Channel.OWNER_CALL: ("业主来电", "Owner called"),
            Channel.OWNER_VISIT: ("业主来访", "Owner came"),
        },
        "contact_by": {
            "visit": ("上门", "Visit", "老人", "高龄", "elderly"),
            "call": ("电话", "Call", "打电话"),
            "text": ("短信", "Text", "微信", "忙", "工作忙", "busy"),
        },
        "result": {
            ContactResult.PROMISED: ("承诺缴费", "Promised", "承诺", "答应缴费"),
            ContactResult.REFUSED: ("拒绝", "Refused", "拒缴", "拒付", "拒绝缴费", "拒绝付款"),
            ContactResult.NO_ANSWER: (
                "未接通",
                "No answer",
                "无人接听",
                "没接",
                "没人接",
                "打不通",
                "关机",
                "未接",
                "拒接",
                "占线",
            ),
            ContactResult.LEFT_MESSAGE: ("已留言", "Message left", "语音留言", "留言", "语音信箱"),
            ContactResult.UNREACHABLE: ("失联", "Unreachable", "空号", "停机"),
            ContactResult.DISPUTED: ("有异议", "Disputed", "异议", "有争议"),
            ContactResult.ACKNOWLEDGED: ("书面确认", "Acknowledged in writing"),
            ContactResult.SUED: (
                "已起诉",
                "Sued",
                "起诉",
                "仲裁",
                "诉讼",
                "已立案",
                "立案",
                "移交法院",
            ),
            ContactResult.EXPLAINED: ("已解释", "Explained", "解释", "解释清楚"),
            ContactResult.RECTIFIED: ("已整改", "Put right", "已维修", "已修复", "整改完成"),
            ContactResult.INSTALMENTS: ("已协商分期", "Instalments agreed", "协商分期", "同意分期"),
            ContactResult.TOLD: ("已预告", "Told beforehand", "预告", "私下告知", "已私下告知"),
            ContactResult.HEADS_UP_WAIVED: ("免预告", "Heads-up waived", "免于预告"),
            ContactResult.FOLLOWED_UP: ("已跟进", "Followed up"),
            ContactResult.PAID: (
                "已缴",
                "Paid",
                "已付",
                "已交",
                "已缴费",
                "已付款",
                "已缴清",
                "已付清",
            ),
            ContactResult.OTHER: ("其他", "Other"),
        },
        "hold_reason": {
            HoldReason.DISPUTE: ("争议", "Dispute", "投诉"),
            HoldReason.RECTIFICATION: ("整改", "Rectification"),
            HoldReason.HARDSHIP: ("困难", "Hardship", "经济困难"),
            HoldReason.SPECIAL: ("特殊情况", "Special circumstances"),
            HoldReason.LITIGATION: (
                "诉讼",
                "Litigation",
                "仲裁",
                "起诉",
                "已起诉",
                "立案",
                "已立案",
            ),
            HoldReason.DECEASED: ("业主去世", "Deceased"),
            HoldReason.SOLD: ("已过户", "Sold"),
            HoldReason.OTHER: ("其他", "Other"),
        },
        "decision": {
            DecisionKind.WAIVER: ("违约金减免", "Late-fee waiver"),
            DecisionKind.SETTLED_WAIVER: ("已清违约金减免", "Waiver of settled late fee"),
            DecisionKind.DISCOUNT: ("提前缴费优惠", "Early-payment discount", "优惠"),
            DecisionKind.POINTS: ("积分", "Points"),
            DecisionKind.GIFT: ("礼品", "Gift"),
        },
        "document": {
            Document.PAYMENT_NOTICE: ("收费通知书", "Payment notice"),
            Document.REMINDER_NOTICE: ("催费通知书", "Reminder notice"),
            Document.FINAL_NOTICE: ("限期缴费通知书", "Final notice"),
            Document.COLLECTION_LETTER: ("催费函", "Collection letter"),
            Document.LAWYER_LETTER: ("律师函", "Lawyer letter"),
            Document.INSTALMENT_AGREEMENT: ("分期协议", "Instalment agreement"),
            Document.STATEMENT: ("缴费明细", "Statement"),
        },
        "requirement": {
            Document.PAYMENT_NOTICE: ("收费通知书", "Payment notice"),
            Document.REMINDER_NOTICE: ("催费通知书", "Reminder notice"),
            Document.FINAL_NOTICE: ("限期缴费通知书", "Final notice"),
            Document.COLLECTION_LETTER: ("催费函", "Collection letter"),
            PHONE_CALL: ("电话通知", "Phone call", "电话"),
        },
        "letter_state": {
            LetterState.MADE: ("已生成", "Made"),
            LetterState.PRINTED: ("已打印", "Printed"),
            LetterState.SEALED: ("已盖章", "Sealed"),
            LetterState.SENT: ("已寄出", "Sent", "寄出", "已寄", "已邮寄", "已发出"),
            LetterState.SERVED: ("已送达", "Served", "送达", "已签收", "签收"),
            LetterState.REFUSED: ("拒收", "Refused", "已拒收"),
            LetterState.RETURNED: ("退回", "Returned", "已退回", "退件", "退信"),
            LetterState.VOIDED: ("已作废", "Voided", "作废"),
        },
        "delivery": {
            Delivery.HAND: ("直接送达", "By hand", "当面"),
            Delivery.EXPRESS: ("EMS邮寄", "Express mail", "EMS", "邮政EMS", "EMS特快专递"),
            Delivery.COURIER: ("普通快递", "Courier", "快递", "顺丰", "顺丰快递"),
            Delivery.POST: ("平信", "Letter post", "邮寄"),
            Delivery.DOOR: ("张贴", "On the door"),
            Delivery.WECHAT: ("微信", "WeChat"),
            Delivery.SMS: ("短信", "Text message"),
            Delivery.EMAIL: ("邮件", "Email"),
        },
        "letter_result": {
            LetterResult.PAID: ("已付清", "Paid", "付清", "已结清", "结清", "已缴清", "缴清"),
            LetterResult.PLAN: ("已签分期", "Plan signed", "已签分期协议", "签分期"),
            LetterResult.WITHDRAWN: ("已撤回", "Withdrawn", "撤回", "已撤函", "撤函"),
            LetterResult.FOLLOWED_UP: ("到期已跟进", "Followed up", "已跟进"),
            LetterResult.REFUSED: (
                "拒绝缴费",
                "Refused to pay",
                "拒缴",
                "拒付",
                "拒绝",
                "拒绝付款",
            ),
            LetterResult.SUIT: (
                "移交起诉",
                "Handed to counsel for suit",
                "起诉",
                "转律师起诉",
                "移交律师",
            ),
        },
        "ladder": {
            "residential": ("住宅长欠", "residential", "3/4/6/12个月"),
            "residential-monthly": ("住宅按月", "residential-monthly"),
            "shop": ("商铺按月", "shop", "商铺"),
            "nine-moves": ("九招", "nine-moves", "九招催费"),
            "express": ("电话加快递", "express", "快递"),
            "own": ("自定", "own", "自定义"),
        },
        "long_ladder": {
            "residential": ("住宅长欠", "residential", "3/4/6/12个月"),
            "nine-moves": ("九招", "nine-moves", "九招催费"),
        },
        "counts_from": {
            LetterState.SERVED: ("已送达", "Served"),
            LetterState.SENT: ("已寄出", "Sent"),
        },
        "yes": {"yes": ("是", "Yes", "可发"), "no": ("否", "No")},
        # 勾选 in 欠费; TRUE is what a check box of Excel 365 leaves in its cell.
        "tick": {"ticked": ("√", "√", "✓", "✔", "☑", "v", "1", "TRUE", "是", "yes", "y", "勾")},
        "payment_order": {
            "principal_first": ("先本金", "Principal first"),
            "civil_code_561": ("民法典561条", "Civil Code 561"),
        },
        "bucket": {
            "not due": ("未到期", "Not due"),
            "≤1": ("1个月以内", "≤1 month"),
            "1–3": ("1–3个月", "1–3 months"),
            "3–6": ("3–6个月", "3–6 months"),
            "6–12": ("6–12个月", "6–12 months"),
            "12–24": ("12–24个月", "12–24 months"),
            "24–36": ("24–36个月", "24–36 months"),
            ">36": ("36个月以上", ">36 months"),
        },
        "urgency": {
            "correct": ("待改", "To correct"),
            "urgent": ("紧急", "Urgent"),
            "today": ("今天", "Today"),
            "week": ("本周", "This week"),
        },
        "queue_state": {
            "live": ("进行中", "Live"),
            "next": ("下一封", "Next"),
            "waiting": ("等候", "Waiting"),
        },
    }
)

# setting key -> (Chinese name in 参数, English name)
SETTINGS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "company": ("公司名称", "Company name"),
        "company_phone": ("公司电话", "Company phone"),
        "contact_person": ("联系人", "Contact person"),
        "company_address": ("公司地址", "Company address"),
        "receipts_through": ("收款登记至", "Receipts recorded through"),
        "receipts_max_age": ("收款登记最多滞后天数", "Receipts at most days old"),
        "late_fee_rate": ("违约金日利率", "Late fee per day"),
        "late_fee_cap": ("违约金上限", "Late fee cap"),
        "late_fee_grace": ("违约金宽限天数", "Late fee grace days"),
        "late_fee_items": ("违约金科目", "Late fee items"),
        "payment_order": ("冲抵顺序", "Payment order"),
        "small_balance": ("小额不发函金额", "Small balance"),
        "lawyer_minimum": ("律师函最低金额", "Least for a lawyer letter"),
        "class_a_amount": ("A类金额", "Class A amount"),
        "class_a_months": ("A类逾期月数", "Class A months"),
        "class_b_amount": ("B类金额", "Class B amount"),
        "class_b_months": ("B类逾期月数", "Class B months"),
        "ladder_residential": ("住宅阶梯", "Ladder of homes"),
        "ladder_shop": ("商铺阶梯", "Ladder of shops"),
        "ladder_parking": ("车位阶梯", "Ladder of parking"),
        "ladder_entrusted": ("托管房阶梯", "Ladder of entrusted homes"),
        "ladder_after": ("后续阶梯", "Ladder that follows"),
        "counts_from": ("文书起算", "Letters count from"),
        "refused_is_served": ("拒收视为送达", "Refused is served"),
        "proof_deliveries": ("可证明送达的方式", "Deliveries that prove"),
        "stale_days": ("未寄出失效天数", "Unsent letter stale after days"),
        "min_interval": ("两次发函最少间隔天数", "Days between letters"),
        "contact_gap_days": ("两次联系最少间隔天数", "Days between contacts"),
        "contact_monthly_max": ("每月最多联系次数", "Contacts a month at most"),
        "merge_letters": ("合并发函", "One letter per owner"),
        "promise_threshold": ("承诺兑现比例", "Promise kept from share"),
        "promise_grace": ("承诺宽限天数", "Promise grace days"),
        "plan_grace": ("分期宽限天数", "Plan grace days"),
        "plan_late_fee": ("分期期间续计违约金", "Late fee runs on under a plan"),
        "plan_waiver_lapses": ("分期违约取消减免", "Waiver lapses on default"),
        "slots_per_cohort": ("每队上限", "Live lawyer letters per cohort"),
        "slot_gap_days": ("律师函间隔天数", "Days between lawyer letters"),
        "heads_up_days": ("预告提前天数", "Heads-up days"),
        "limitation_months": ("诉讼时效月数", "Limitation months"),
        "remind_before_days": ("到期前提醒天数", "Remind days before due"),
        "remind_after_days": ("到期后提醒天数", "Remind days after due"),
        "remind_from_day": ("每月提醒起始日", "Remind from day of month"),
        "visit_days": ("上门日", "Visiting days"),
        "days_off": ("休息日", "Days off"),
        "days_on": ("调休上班日", "Make-up workdays"),
        "target_arrears_rate": ("欠费率目标", "Target arrears rate"),
        "target_success_rate": ("清欠成功率目标", "Target success rate"),
        "law_firm": ("律师事务所", "Law firm"),
        "lawyer": ("承办律师", "Lawyer"),
        "lawyer_licence": ("律师执业证号", "Lawyer licence number"),
        "early_discount": ("提前缴费优惠比例", "Early-payment discount"),
        "contract": ("物业服务合同", "Property service contract"),
        "lawyer_fee": ("律师费", "Lawyer's fee"),
        "last_numbers": ("已用函号", "Letter numbers given"),
        "law_firm_address": ("律所地址", "Law firm address"),
        "law_firm_phone": ("律所电话", "Law firm phone"),
        "owned_communities": ("律师函负责小区", "Communities owned"),
        "frozen_communities": ("律师函停发小区", "Communities frozen"),
    }
)

# What stands before the workbook's own number, beside the letter numbers that it gave.
BOOK_ID: tuple[str, str] = ("台账编号", "Workbook id")

_UNIT = Column("unit", "房号", "Unit", "key", required=True, width=16, also=("房屋编号",))
# Beside a row below zero: the voucher of the row that it takes back.
_REVERSES = Column(
    "reverses",
    "冲红凭证",
    "Takes back",
    width=18,
    also=("冲红", "红字", "冲销凭证", "原凭证号", "退款凭证"),
)

UNITS = Table(
    "units",
    "房产",
    "Units",
    (
        _UNIT,
        Column("community", "小区", "Community", width=14, also=("项目",)),
        Column("building", "楼栋", "Building", width=8),
        Column("use_type", "业态", "Use type", "code", codes="use_type", width=9),
        Column("area", "建筑面积", "Area", "any", width=10),
        Column("price", "单价", "Price", "any", width=8),
        Column("owner", "业主", "Owner", required=True, width=14, also=("业主姓名",)),
        Column("salutation", "称呼", "Salutation", width=11),
        Column("phone", "手机", "Phone", width=14, also=("联系电话",)),
        Column("address", "通讯地址", "Address", width=34),
        Column("language", "语言", "Language", "code", codes="language", width=9),
        Column("owner_type", "业主类型", "Owner type", "code", codes="owner_type", width=10),
        Column("reason", "欠费原因", "Reason", "code", codes="reason", width=12),
        Column("cohort", "共同体", "Cohort", width=12),
        Column("steward", "责任人", "Steward", width=10),
        Column("note", "备注", "Note", width=24),
        Column("debit", "代扣账户", "Direct debit", width=14, also=("代扣",)),
        Column("contact_by", "联系方式", "Contact by", "code", codes="contact_by", width=9),
        Column("owner_until", "过户日期", "Owner until", "date", width=12),
        Column("payer", "付款人", "Payer", width=12, also=("租户", "租客")),
        Column("payer_phone", "付款人手机", "Payer's phone", width=14, also=("租户电话",)),
        Column("payer_copy", "抄送付款人", "Copy to payer", "code", codes="yes", width=10),
    ),
    key=("unit",),
    needed=True,
)
CHARGES = Table(
    "charges",
    "应收",
    "Charges",
    (
        _UNIT,
        Column("item", "费用项目", "Item", width=14),
        Column("period", "账期", "Period", "period", required=True, width=11),
        Column("amount", "应收金额", "Amount", "money", required=True, width=13, signed=True),
        Column("due", "到期日", "Due date", "date", required=True, width=12),
        Column("note", "备注", "Note", width=24),
        Column("unpaid", "未收金额", "Unpaid", "money", ours=True, width=13),
        Column("months", "逾期月数", "Months overdue", "count", ours=True, width=10),
        Column("bucket", "账龄", "Ageing", ours=True, width=12),
        Column("late_fee", "违约金", "Late fee", "money", ours=True, width=12),
        _REVERSES,
    ),
    key=("unit", "item", "period"),
    needed=True,
)
PAYMENTS = Table(
    "payments",
    "收款",
    "Payments",
    (
        Column("date", "收款日期", "Payment date", "date", required=True, width=12),
        _UNIT,
        Column(
            "amount",
            "金额",
            "Amount",
            "money",
            required=True,
            width=13,
            also=("收款金额",),
            signed=True,
        ),
        Column("channel", "方式", "Channel", width=12),
        Column("period", "指定账期", "For period", "period", width=11),
        Column("voucher", "凭证号", "Voucher", width=18),
        Column("note", "备注", "Note", width=24),
        _REVERSES,
    ),
    needed=True,
)
# Money of a statement whose unit nobody knows for sure; people type the unit beside it.
UNDECIDED = Table(
    "undecided",
    "待定收款",
    "Undecided_receipts",
    (
        Column("date", "收款日期", "Payment date", "date", ours=True, required=True, width=12),
        Column("amount", "金额", "Amount", "money", ours=True, required=True, width=12),
        Column("payer", "付款人", "Payer", ours=True, width=14),
        Column("note", "附言", "Payer's note", ours=True, width=28),
        Column("candidates", "可能的房号", "Possible units", ours=True, width=26),
        Column("why", "待定原因", "Why it waits", ours=True, width=42),
        Column("unit", "填房号或“不是”", "Type unit or “no”", "key", width=16),
        Column("channel", "方式", "Channel", ours=True, width=13),
        Column("id", "凭证号", "Voucher", ours=True, required=True, width=32),
        Column("place", "来源", "From", ours=True, width=24),
    ),
    key=("id",),
    ours=True,
)
# What is typed there for money that is no property fee: the row stays, and is asked no more.
NOT_OURS: tuple[str, ...] = ("不是", "no", "否", "非物业费", "不是物业费", "无关", "not")
# How the note of a payment begins that was taken from a statement.
FROM_STATEMENT: tuple[str, str] = ("对账单：", "Statement: ")
CONTACTS = Table(
    "contacts",
    "跟催",
    "Contacts",
    (
        Column("date", "日期", "Date", "date", required=True, width=12),
        _UNIT,
        Column("channel", "渠道", "Channel", "code", codes="channel", width=10),
        Column("result", "结果", "Result", "code", codes="result", width=12),
        Column("promise_date", "承诺日期", "Promised date", "date", width=12),
        Column("promise_amount", "承诺金额", "Promised amount", "money", width=13),
        Column("by", "经办人", "By", width=10),
        Column("content", "内容", "Content", width=40),
        Column("next_date", "下次日期", "Next date", "date", width=12),
        Column("score", "满意度", "Satisfaction", "count", width=13, also=("评分",)),
    ),
)
HOLDS = Table(
    "holds",
    "暂缓",
    "Holds",
    (
        _UNIT,
        Column("reason", "原因", "Reason", "code", required=True, codes="hold_reason", width=12),
        Column("since", "起", "From", "date", required=True, width=12),
        Column("until", "止", "Until", "date", width=12),
        Column("note", "说明", "Explanation", width=40),
        Column("item", "费用项目", "Item", width=14),
    ),
)
INSTALMENTS = Table(
    "instalments",
    "分期",
    "Instalments",
    (
        _UNIT,
        Column("number", "期次", "Part", width=8),
        Column("due", "应付日期", "Due date", "date", required=True, width=12),
        Column("amount", "应付金额", "Amount", "money", required=True, width=13),
        Column("agreed", "协议日期", "Agreed on", "date", width=12),
    ),
)
DECISIONS = Table(
    "decisions",
    "减免",
    "Decisions",
    (
        _UNIT,
        Column("date", "日期", "Date", "date", required=True, width=12),
        Column("kind", "类别", "Kind", "code", required=True, codes="decision", width=14),
        Column("amount", "金额", "Amount", "money", required=True, width=13),
        Column("by", "批准人", "Approved by", required=True, width=12),
        Column("reason", "理由", "Why", required=True, width=40),
    ),
)
ACCOUNTS = Table(
    "accounts",
    "账户",
    "Accounts",
    (
        Column("community", "小区", "Community", width=14),
        Column("holder", "户名", "Account holder", required=True, width=30),
        Column("bank", "开户行", "Bank", required=True, width=30),
        Column("number", "账号", "Account number", required=True, width=24, also=("帐号",)),
        Column("link", "收款链接", "Payment link", width=30),
        Column("counter", "缴费地点", "Counter", width=26),
        Column("hours", "服务时间", "Hours", width=20),
        Column("contact", "联系人", "Contact", width=10),
        Column("phone", "联系电话", "Phone", width=16),
    ),
)
PARAMETERS = Table(
    "settings",
    "参数",
    "Settings",
    (
        Column("name", "参数", "Setting", required=True, width=24),
        Column("value", "值", "Value", "any", width=30),
        Column("source", "依据", "Source", width=34),
        Column("note", "说明", "Explanation", width=60),
    ),
    key=("name",),
    needed=True,
)
LADDER = Table(
    "ladder",
    "阶梯",
    "Ladder",
    (
        Column("use_type", "业态", "Use type", "code", required=True, codes="use_type", width=9),
        Column("level", "级别", "Level", "count", required=True, width=7),
        Column("document", "文书", "Document", "code", required=True, codes="document", width=16),
        Column("trigger", "触发条件", "Trigger", required=True, width=18),
        Column("silence_days", "静默天数", "Silence days", "count", width=10),
        Column("last_date_days", "期限天数", "Days to last date", "count", width=10),
        Column("requires", "前置文书", "Requires", "code", codes="requirement", width=16),
        Column("requires_state", "前置状态", "In state", "code", codes="counts_from", width=10),
        Column("requires_count", "前置份数", "How many", "count", width=10),
        Column("source", "依据", "Source", width=26),
    ),
)
ARREARS = Table(
    "arrears",
    "欠费",
    "Arrears",
    (
        Column("unit", "房号", "Unit", "key", required=True, ours=True, width=16),
        Column("community", "小区", "Community", ours=True, width=12),
        Column("owner", "业主", "Owner", ours=True, width=12),
        Column("phone", "手机", "Phone", ours=True, width=14),
        Column("owed", "欠费合计", "Owed", "money", ours=True, width=13),
        Column("unpaid_periods", "欠费期数", "Unpaid periods", "count", ours=True, width=9),
        Column("oldest_due", "最早到期日", "Oldest due", "date", ours=True, width=12),
        Column("months_overdue", "逾期月数", "Months overdue", "count", ours=True, width=9),
        Column("bucket", "账龄", "Ageing", ours=True, width=13),
        Column("late_fee", "违约金", "Late fee", "money", ours=True, width=12),
        Column("class_", "等级", "Class", ours=True, width=6),
        Column("last_document", "上次文书", "Last document", ours=True, width=15),
        Column("next_document", "下一步", "Next step", ours=True, width=15),
        Column("may_send", "今天可发", "May go today", ours=True, width=9),
        Column("blockers", "不可发原因", "Why not", ours=True, width=46),
        Column("earliest", "最早可发日", "Earliest day", "date", ours=True, width=12),
        Column("limitation", "时效到期", "Limitation ends", "date", ours=True, width=12),
        Column("moves", "推荐招式", "Suggested move", ours=True, width=40),
        Column(
            "settled_fee",
            "已清欠费违约金",
            "Late fee of settled charges",
            "money",
            ours=True,
            width=14,
        ),
        Column("note", "备注", "Note", width=24),
        # The last one: formulas of people that name our columns by letters stay right.
        Column("tick", "勾选", "Tick", "code", codes="tick", width=10),
    ),
    key=("unit",),
    ours=True,
)
REGISTER = Table(
    "register",
    "发函",
    "Letters",
    (
        Column("number", "函号", "Number", "text", required=True, width=22),
        Column("document", "文书", "Document", "code", codes="document", width=15),
        _UNIT,
        Column("date", "函日期", "Letter date", "date", width=12),
        Column("as_of", "截至日", "As of", "date", width=12),
        Column("last_date", "最后期限", "Last date", "date", width=12),
        Column("amount", "金额", "Amount", "money", width=13),
        Column("state", "状态", "State", "code", codes="letter_state", width=9),
        Column("sent", "寄出日期", "Sent on", "date", width=12),
        Column("delivery", "送达方式", "Delivery", "code", codes="delivery", width=11),
        Column("waybill", "快递单号", "Waybill", width=18),
        Column("served", "送达日期", "Served on", "date", width=12),
        Column("result", "结果", "Result", "code", codes="letter_result", width=12),
        Column("file", "文件", "File", width=44),
        Column("digest", "摘要", "Digest", width=18),
        Column("level", "级别", "Level", "count", width=7),
        Column("approved_by", "审定人", "Approved by", width=12),
        Column("note", "备注", "Note", width=24),
    ),
    key=("number", "unit"),
)
QUEUE = Table(
    "queue",
    "队列",
    "Queue",
    (
        Column("priority", "优先", "Priority", "count", width=9),
        Column("unit", "房号", "Unit", "key", required=True, ours=True, width=16),
        Column("cohort", "共同体", "Cohort", ours=True, width=14),
        Column("owner", "业主", "Owner", ours=True, width=12),
        Column("position", "顺位", "Position", "count", ours=True, width=9),
        Column("state", "状态", "State", ours=True, width=9),
        Column("planned", "计划日期", "Planned for", "date", ours=True, width=12),
        Column("owed", "欠费合计", "Owed", "money", ours=True, width=13),
        Column("why", "原因", "Why", ours=True, width=50),
        Column("limitation", "时效到期", "Limitation ends", "date", ours=True, width=12),
        Column("limitation_risk", "时效风险", "Limitation risk", ours=True, width=40),
        # Going to court weighed (R9.4); for counsel, after what the queue is about.
        Column("claim", "诉讼请求额", "Claim", "money", ours=True, width=11),
        Column("costs", "诉讼成本", "Costs of a suit", ours=True, width=22),
        Column("proofs", "缺少的证据", "Evidence missing", ours=True, width=18),
        Column("weighed", "起诉权衡", "Suit weighed", ours=True, width=20),
    ),
    key=("unit",),
    ours=True,
)
# What each collector was to recover in a span, typed, beside what came of it (R8.2).
GOALS = Table(
    "goals",
    "目标",
    "Goals",
    (
        Column("period", "期间", "Period", "period", ours=True, required=True, width=11),
        Column("collector", "责任人", "Collector", ours=True, width=12),
        Column("goal", "目标金额", "Goal", "money", width=13),
        Column("recovered", "收回欠费", "Recovered", "money", ours=True, width=13),
        Column("done", "完成率", "Done", ours=True, width=9),
        Column("collection_rate", "收缴率", "Collection rate", ours=True, width=11),
        Column("old_debt_rate", "清欠率", "Old-debt rate", ours=True, width=9),
        Column("contacts", "联系次数", "Contacts", "count", ours=True, width=9),
        Column("reached", "联系上", "Reached", "count", ours=True, width=9),
        Column("on_day", "今天联系", "Today", "count", ours=True, width=9),
        Column("score", "满意度", "Satisfaction", ours=True, width=13),
        Column("note", "备注", "Note", width=24),
    ),
    key=("period", "collector"),
    ours=True,
)
EVERYBODY: tuple[str, str] = ("全部", "All")
# What letters, channels and people brought in (R8.4), and the rates with their definitions.
EFFECTS = Table(
    "effects",
    "成效",
    "Effects",
    (
        Column("part", "类别", "Kind", ours=True, width=12),
        Column("name", "名称", "Name", ours=True, width=22),
        Column("rate", "比率", "Rate", ours=True, width=10),
        Column("count", "次数", "Count", "count", ours=True, width=8),
        Column("reached", "联系上", "Reached", "count", ours=True, width=9),
        Column("judged", "可评价", "Judged", "count", ours=True, width=9),
        Column("succeeded", "见效", "Succeeded", "count", ours=True, width=9),
        Column("brought_in", "带来金额", "Brought in", "money", ours=True, width=13),
        Column("meaning", "怎么算", "Definition", ours=True, width=60),
    ),
    key=("part", "name"),
    ours=True,
)
# What is to do, and beside it what came of it: the typed columns become rows of 跟催.
WORKLIST = Table(
    "worklist",
    "待办",
    "Worklist",
    (
        Column("urgency", "急缓", "Urgency", ours=True, width=8),
        Column("unit", "房号", "Unit", "key", ours=True, width=16),
        Column("owner", "业主", "Owner", ours=True, width=12),
        Column("phone", "手机", "Phone", ours=True, width=13),
        Column("collector", "责任人", "Collector", ours=True, width=9),
        Column("due", "日期", "Day", "date", ours=True, width=12),
        Column("task", "事项", "Task", ours=True, codes="task", width=16),
        Column("why", "原因", "Why", ours=True, width=34),
        Column("how", "怎么做", "How", ours=True, width=28),
        Column("script", "话术", "What to say", ours=True, width=58),
        Column("last", "上次联系", "Last contact", ours=True, width=16),
        Column("result", "结果", "Result", "code", codes="result", width=12),
        Column("channel", "渠道", "Channel", "code", codes="channel", width=10),
        Column("done", "完成日期", "Done on", "date", width=12),
        Column("promise_date", "承诺日期", "Promised date", "date", width=12),
        Column("promise_amount", "承诺金额", "Promised amount", "money", width=13),
        Column("by", "经办人", "By", width=10),
        Column("content", "内容", "Content", width=34),
        Column("letter", "打开文书", "Open letter", "any", ours=True, width=18),
        Column("row", "查看", "Look up", "any", ours=True, width=9),
        Column("slot", "跟催箱", "Slot", ours=True, width=8),
        Column("next_date", "下次日期", "Next date", "date", width=12),
        Column("amount", "欠费金额", "Amount owed", "money", ours=True, width=13),
        Column("chance", "收回把握", "Likelihood", ours=True, width=11),
        Column("basis", "排序依据", "Why here", ours=True, width=40),
        Column("units", "全部房号", "All units", ours=True, width=20),
    ),
    key=("unit", "task"),
    ours=True,
)
# The collector's box as a calendar page: two rows for each week, days and what is in them.
TICKLER = Table(
    "tickler",
    "跟催箱",
    "Tickler",
    (
        Column("line", "周次", "Week", ours=True, width=9),
        *(
            Column(f"day{n}", zh, en, ours=True, width=20)
            for n, (zh, en) in enumerate(
                (
                    ("星期一", "Monday"),
                    ("星期二", "Tuesday"),
                    ("星期三", "Wednesday"),
                    ("星期四", "Thursday"),
                    ("星期五", "Friday"),
                    ("星期六", "Saturday"),
                    ("星期日", "Sunday"),
                ),
                1,
            )
        ),
    ),
    key=("line",),
    ours=True,
)
PROBLEMS = Table(
    "problems",
    "问题",
    "Problems",
    (
        Column("where", "位置", "Where", ours=True, width=20),
        Column("what", "问题", "What is wrong", ours=True, width=60),
        Column("remedy", "怎么办", "What to do", ours=True, width=60),
    ),
    ours=True,
)

MEMORY = Table(
    "memory",
    "备忘",
    "Memory",
    (
        Column("table", "表", "Table", ours=True, width=12),
        Column("key", "房号", "Unit", "key", ours=True, width=16),
        Column("column", "列", "Column", ours=True, width=14),
        Column("content", "内容", "Content", ours=True, width=60),
    ),
    ours=True,
)

# The line of key figures on top of the dashboard: what is, what changed, what was to be.
DASHBOARD = Table(
    "dashboard",
    "看板",
    "Dashboard",
    (
        Column("line", "关键指标", "Key figures", ours=True, width=22),
        Column("as_of", "截至日", "As of", "any", ours=True, width=22),
        Column("owed", "欠费合计（元）", "Arrears (yuan)", "any", ours=True, width=22),
        Column("units", "欠费户数", "Units in arrears", "any", ours=True, width=22),
        Column("arrears_rate", "近12月欠费率", "Arrears rate, 12 m", "any", ours=True, width=22),
        Column("success_rate", "清欠成功率", "Collection success", "any", ours=True, width=22),
        Column("kept_rate", "承诺兑现率", "Promises kept", "any", ours=True, width=22),
        Column("received", "本月收款（元）", "Received this month", "any", ours=True, width=22),
    ),
    key=("line",),
    ours=True,
)
_VALUES = (
    *(("数值1", "Value 1"), ("数值2", "Value 2"), ("数值3", "Value 3"), ("数值4", "Value 4")),
    *(("数值5", "Value 5"), ("数值6", "Value 6"), ("数值7", "Value 7")),
)
# What the dashboard's charts draw, one block of rows for each chart.
DASHBOARD_DATA = Table(
    "dashboard_data",
    "看板数据",
    "Dashboard_data",
    (
        Column("chart", "图表", "Chart", ours=True, width=18),
        Column("place", "序", "Place", "count", ours=True, width=7),
        Column("name", "名称", "Name", "any", ours=True, width=34),
        *(
            Column(f"value{n}", *names, "any", ours=True, width=16)
            for n, names in enumerate(_VALUES, 1)
        ),
    ),
    key=("chart", "place"),
    ours=True,
)

# What to click for which task, and what each word of the sheets means.
GUIDE = Table(
    "guide",
    "使用说明",
    "Guide",
    (
        Column("section", "部分", "Part", ours=True, width=20),
        Column("topic", "事项", "Topic", ours=True, width=24),
        Column("meaning", "说明", "Explanation", ours=True, width=92),
        Column("click", "点哪里", "Click", ours=True, width=28),
        Column("command", "命令", "Command", ours=True, width=34),
    ),
    key=("section", "topic"),
    ours=True,
)

# How the office's own workbook is read, once it was adopted; no sheet of a new ledger.
MAPPING = Table(
    "mapping",
    "映射",
    "Mapping",
    (
        Column("key", "项目", "Entry", ours=True, width=26),
        Column("value", "内容", "Value", ours=True, width=40),
        Column("samples", "样例", "Samples", ours=True, width=46),
        Column("note", "说明", "Explanation", ours=True, width=70),
    ),
    key=("key",),
    ours=True,
)

# The first look in the morning: figures, what to do, what changed, problems.
HOME = Table(
    "home",
    "首页",
    "Home",
    (
        Column("part", "部分", "Part", ours=True, width=20),
        Column("topic", "事项", "Topic", "any", ours=True, width=70),
        Column("value", "数字", "Figure", ours=True, width=16),
        Column("change", "变化", "Change", ours=True, width=18),
        Column("open", "打开", "Open", "any", ours=True, width=14),
    ),
    key=("part", "topic"),
    ours=True,
)

# In the order of the sheets of a new ledger.
TABLES: tuple[Table, ...] = (
    HOME,
    ARREARS,
    WORKLIST,
    TICKLER,
    DASHBOARD,
    GOALS,
    EFFECTS,
    QUEUE,
    REGISTER,
    UNITS,
    CHARGES,
    PAYMENTS,
    UNDECIDED,
    CONTACTS,
    HOLDS,
    INSTALMENTS,
    DECISIONS,
    ACCOUNTS,
    PARAMETERS,
    LADDER,
    GUIDE,
    PROBLEMS,
    MEMORY,
    DASHBOARD_DATA,
)
# What charts draw, and what waits for its row: nothing that people look at every day.
HIDDEN: tuple[Table, ...] = (MEMORY, DASHBOARD_DATA)
BY_NAME: Mapping[str, Table] = MappingProxyType({table.name: table for table in (*TABLES, MAPPING)})


def word(codes: str, code: str, lang: str) -> str:
    """Return how a code is written in a cell: shop is 商铺 in zh; blank stays blank."""
    return phrase(CODES[codes][code], lang) if code else ""
