"""The only place that names the columns of the lists that go out and come back."""

from collections.abc import Mapping
from types import MappingProxyType

from cuifei.domain.codes import LetterState
from cuifei.locale import phrase

# field -> (Chinese as written, English as written, other headings accepted on reading)
POSTING: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "number": ("我方编号", "Our number", "函号", "客户单号", "订单号"),
        "name": ("收件人", "Addressee", "收件人姓名"),
        "phone": ("电话", "Phone", "收件人电话", "联系电话"),
        "address": ("地址", "Address", "收件人地址", "详细地址"),
        "content": ("内件品名", "Content", "物品名称"),
        "waybill": ("快递单号", "Waybill", "运单号", "邮件号", "物流单号"),
        "sent": ("寄出日期", "Sent on", "收寄日期", "寄件日期", "揽收日期"),
        "day": ("签收日期", "Signed on", "妥投日期", "签收时间", "退回日期"),
        "state": ("状态", "State", "邮件状态", "物流状态"),
    }
)
# What a carrier is told; what comes back beside it.
TOLD = ("name", "phone", "address", "content", "number")
COMES_BACK = ("waybill", "sent", "day", "state")
# What a waybill says is inside: the name that proves in court that the demand was in it.
CONTENT = "物业费催缴函"

# What carriers write for the states of a letter's life.
CARRIER_WORDS: Mapping[LetterState, tuple[str, ...]] = MappingProxyType(
    {
        LetterState.SENT: (
            "已寄出",
            "已收寄",
            "收寄",
            "已揽收",
            "运输中",
            "在途",
            "派送中",
            "Sent",
            "In transit",
        ),
        LetterState.SERVED: (
            "已送达",
            "已签收",
            "签收",
            "妥投",
            "已妥投",
            "本人签收",
            "他人签收",
            "Served",
            "Delivered",
        ),
        LetterState.REFUSED: ("拒收", "拒签", "已拒收", "Refused"),
        LetterState.RETURNED: ("退回", "已退回", "退件", "已退件", "Returned"),
    }
)

TEXTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "phone": ("手机", "Phone"),
        "owner": ("业主", "Owner"),
        "units": ("房号", "Unit"),
        "amount": ("金额", "Amount"),
        "due": ("到期日", "Due date"),
        "stage": ("阶段", "Stage"),
        "text": ("短信内容", "Text"),
        "sent": ("已发送", "Sent"),
        "characters": ("字数", "Characters"),
        "parts": ("条数", "Messages"),
        "wechat": ("微信内容", "WeChat"),
    }
)
# Who asks for the lists of all collectors.
EVERYBODY: tuple[str, str] = ("全部", "all")
# What gate and front desk get: whom to ask to come by, and nothing of money.
WATCH: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "unit": ("房号", "Unit"),
        "owner": ("业主", "Owner"),
        "say": ("请转告", "Please say"),
        "done": ("转告日期和经手人", "Said on, by"),
    }
)
# What the bank is asked to collect, and below what comes back; the first column finds the line.
DEBITS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "id": ("我方编号", "Our number"),
        "unit": ("房号", "Unit"),
        "owner": ("户名", "Name"),
        "account": ("代扣账户", "Account"),
        "amount": ("金额", "Amount"),
        "periods": ("账期", "Periods"),
        "result": ("扣款结果", "Result", "结果", "状态"),
        "day": ("扣款日期", "Collected on", "日期"),
        "paid": ("实扣金额", "Collected", "成功金额"),
        "why": ("失败原因", "Why not", "原因"),
    }
)
# How money that was collected is named in 收款.
DEBIT: tuple[str, str] = ("代扣", "Direct debit")
# What banks write as the result; a word that is in none of these is asked about.
COLLECTED = (
    *("成功", "扣款成功", "代扣成功", "扣费成功", "支付成功", "交易成功", "处理成功", "全部成功"),
    *("已扣款", "已扣", "success", "successful", "succeeded", "collected", "paid", "ok"),
)
SUCCESS = ("成功", "success")  # what has this in it is no failure for its reason alone
PARTLY = ("部分成功", "部分扣款", "部分扣款成功", "partly collected", "partial", "partly")
FAILED = (
    *("失败", "扣款失败", "代扣失败", "扣费失败", "支付失败", "交易失败", "处理失败", "不成功"),
    *("未成功", "未扣款", "未扣", "余额不足", "账户余额不足", "拒绝", "已拒绝", "账户不存在"),
    *("账号错误", "户名不符", "已销户", "failed", "failure", "rejected", "declined"),
    *("insufficient funds", "not collected"),
)
# Who pays well: for the desk, to thank them (R8.5).
GOOD_PAYERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "unit": ("房号", "Unit"),
        "owner": ("业主", "Owner"),
        "periods": ("按时账期", "Periods in time"),
        "year": ("全年费用", "A year's fee"),
        "discount": ("预缴优惠", "Discount"),
        "then": ("优惠后", "After it"),
        "rewarded": ("一年内已给奖励", "Rewarded this year"),
    }
)


def heading(columns: Mapping[str, tuple[str, ...]], field: str, lang: str) -> str:
    """Return the heading of a field as written in `lang` (zh, en)."""
    return phrase(columns[field], lang)
