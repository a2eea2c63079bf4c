"""What does each setting mean, in a clerk's words? The text of 说明 in a new ledger."""

from collections.abc import Mapping
from types import MappingProxyType

from cuifei.locale import phrase

# setting key -> (Chinese, English)
EXPLANATIONS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "company": ("函件落款和盖章的公司全称", "Full name of the company that signs and seals"),
        "company_phone": ("业主可以打来的电话", "Phone that owners may call"),
        "contact_person": ("函件上写明的联系人", "Person named in the letters"),
        "company_address": ("业主可以上门缴费或寄信的地址", "Where owners may come or write to"),
        "receipts_through": (
            "收款已全部登记到哪一天。没有填写就不能发函，以免向已缴费的业主发函",
            "Day through which all receipts are recorded. Without it no letter may go out",
        ),
        "receipts_max_age": (
            "收款登记比今天落后超过这个天数，就不能发函",
            "No letters where receipts are recorded further back than this",
        ),
        "late_fee_rate": (
            "合同约定的每日比例，如 0.05%（即万分之五）。依据栏必须写明合同条款;"
            "合同没有约定的填 0;空着不计违约金",
            "Share per day from the contract, such as 0.05%, with its clause under Source; "
            "0 if the contract has none; blank: no late fee is claimed",
        ),
        "late_fee_cap": (
            "违约金最多不超过欠费本金的比例，如 30%。依据栏必须写明出处",
            "Late fee at most this share of the principal, such as 30%, with its source",
        ),
        "late_fee_grace": (
            "到期后多少天之内缴清不计违约金",
            "Days after the due date without late fee",
        ),
        "late_fee_items": (
            "应收里属于违约金的费用项目，用顿号隔开;它们本身不再计违约金",
            "Charges of these items are late fees themselves and bear none, commas between",
        ),
        "payment_order": (
            "一笔收款先抵本金，还是按民法典561条先抵费用和利息",
            "Whether a payment covers the principal first, or goes by Civil Code 561",
        ),
        "small_balance": (
            "欠费少于这个金额（元）不发函，只做提醒",
            "Below this amount (yuan) no letter, only reminders",
        ),
        "lawyer_minimum": (
            "欠费少于这个金额（元）不发律师函，费用不值得",
            "Below this amount (yuan) no lawyer letter: it is not worth the cost",
        ),
        "class_a_amount": ("欠费达到这个金额（元）为 A 类", "Class A from this amount (yuan)"),
        "class_a_months": (
            "逾期达到这个月数、且金额达到 B 类，也为 A 类",
            "Class A from so many months, too, if the amount is that of class B",
        ),
        "class_b_amount": ("欠费达到这个金额（元）为 B 类", "Class B from this amount (yuan)"),
        "class_b_months": (
            "逾期达到这个月数、且不少于律师函最低金额，也为 B 类",
            "Class B from so many months, too, if a lawyer letter would be worth it",
        ),
        "ladder_residential": (
            "住宅走哪套阶梯：住宅长欠（3、4、6、12个月）、住宅按月、商铺按月、九招、电话加快递；"
            "填“自定”就按「阶梯」表里自己写的走",
            "Ladder of homes: residential (3, 4, 6, 12 months), residential-monthly, shop,"
            " nine-moves, express; own is what stands in Ladder",
        ),
        "ladder_shop": ("商铺走哪套阶梯，可填的同上", "Ladder of shops, named as above"),
        "ladder_parking": ("车位走哪套阶梯，可填的同上", "Ladder of parking, named as above"),
        "ladder_entrusted": (
            "托管房走哪套阶梯，可填的同上",
            "Ladder of entrusted homes, named as above",
        ),
        "ladder_after": (
            "按月阶梯和电话加快递走完还没缴清，接着走哪套阶梯直到律师函：住宅长欠或九招",
            "What follows the monthly ladders and express, up to the lawyer letter:"
            " residential or nine-moves",
        ),
        "counts_from": (
            "下一份文书和静默期从寄出起算，还是从送达起算",
            "Whether the next letter and the silence count from sending or from service",
        ),
        "refused_is_served": (
            "业主拒收的函件是否算作送达",
            "Whether a letter that the owner refused counts as served",
        ),
        "proof_deliveries": (
            "能证明送达、可使诉讼时效重新计算的方式，用顿号隔开",
            "Kinds of delivery that prove service and restart limitation, with commas between",
        ),
        "stale_days": (
            "生成后超过这个天数还没寄出的函件要重新生成",
            "A letter not sent within these days must be made anew",
        ),
        "min_interval": (
            "给同一业主的两份函件之间至少间隔的天数",
            "At least so many days between two letters to one owner",
        ),
        "contact_gap_days": (
            "同一业主的两次联系（短信、电话、上门合计，不论谁联系）之间至少间隔的天数",
            "At least so many days between two contacts with one owner: texts, calls and visits"
            " together, whoever makes them",
        ),
        "contact_monthly_max": (
            "同一业主每月最多联系几次，短信、电话、上门合计；填 0 不限",
            "One owner is contacted at most so often a month, texts, calls and visits together;"
            " 0: no limit",
        ),
        "merge_letters": (
            "是：同一小区里业主和手机都相同的几套房合写一封函，一个函号、一个总额;"
            "否：每套房各写一封",
            "Yes: one letter, with one number and one total, for all units of a community that"
            " have the same owner and phone; no: a letter for each unit",
        ),
        "promise_threshold": (
            "实缴达到承诺金额的这个比例，就算守约",
            "A promise is kept from this share of the promised amount",
        ),
        "promise_grace": (
            "过了承诺日期再等几天才算失约",
            "Days to wait after the promised date before it counts as broken",
        ),
        "plan_grace": (
            "分期过了应付日期再等几天才算违约",
            "Days to wait after an instalment's date before it counts as broken",
        ),
        "plan_late_fee": (
            "分期协议里写明:分期期间违约金是否继续计算。空着的，有违约金的分期协议做不出来",
            "Whether an instalment agreement lets the late fee run on meanwhile; blank: no"
            " agreement about charges that bear one",
        ),
        "plan_waiver_lapses": (
            "分期协议里写明:业主违约时，已减免的违约金是否恢复收取。空着的，有减免的分期协议做不出来",
            "Whether an agreement revives a waived late fee on default; blank: no agreement with"
            " a waiver",
        ),
        "slots_per_cohort": (
            "同一小区（或共同体）里同时进行的律师函最多几封",
            "At most so many lawyer letters in progress in one community (or cohort)",
        ),
        "slot_gap_days": (
            "上一封律师函了结之后，再等几天发下一封",
            "Days to wait after one lawyer letter is settled before the next",
        ),
        "heads_up_days": (
            "发律师函之前几天，由管家先私下告知业主",
            "Days before a lawyer letter on which the steward tells the owner",
        ),
        "limitation_months": (
            "诉讼时效的月数（民法典188条：三年）",
            "Months of the limitation period (Civil Code 188: three years)",
        ),
        "remind_before_days": (
            "到期日前几天第一次提醒",
            "First reminder, days before the due date",
        ),
        "remind_after_days": ("到期日后几天第二次提醒", "Second reminder, days after the due date"),
        "remind_from_day": ("每月从几号开始提醒未缴业主", "Day of the month from which to remind"),
        "visit_days": (
            "上门安排在星期几，如 周六、周日；填一个固定的日子（如 周三）就是定期法。"
            "空着按工作日安排",
            "Weekdays for visits, such as Sat, Sun; a single one is the fixed round of each week;"
            " blank: any workday",
        ),
        "days_off": (
            "工作日中的放假日，如2027-01-01、2027-02-05至2027-02-11；新一年的放假通知未收录时填写",
            "Holidays on weekdays, such as 2027-01-01, 2027-02-05~2027-02-11, where a year's"
            " notice is not known yet",
        ),
        "days_on": (
            "调休上班的周末，写法同上",
            "Weekend days on which people work, written like the days off",
        ),
        "target_arrears_rate": (
            "看板上的目标：欠费率不高于",
            "Target on the dashboard: arrears rate at most",
        ),
        "target_success_rate": (
            "看板上的目标：清欠成功率不低于",
            "Target on the dashboard: share of arrears collected at least",
        ),
        "early_discount": (
            "一次预缴全年的优惠比例，5%至10%；空着不算优惠。每一户的优惠由负责人决定，记在“减免”",
            "Discount for paying a year ahead, 5 to 10%; blank: none is reckoned. Each is the"
            " manager's decision, recorded in Decisions",
        ),
        "contract": (
            "合同名称、签订日期和存放处，如《前期物业服务合同》2020-05-01；起诉状草稿照此写明",
            "Name and day of the contract and where it is kept; drafts for counsel name it",
        ),
        "lawyer_fee": (
            "一件案子的律师费（元）；空着的，起诉成本里不含律师费",
            "Fee of a lawyer for one case (yuan); blank: costs of a suit are told without it",
        ),
        "last_numbers": (
            "每年已用到的最大函号，由系统填写，请勿改动：函号不重复使用，撤销后也不重复",
            "The highest letter number given each year; kept by the program, do not change it:"
            " no number is used twice, not even after undo",
        ),
        "law_firm": (
            "在律师函上签署的律师事务所全称，没有就不能起草律师函",
            "Full name of the law firm that will sign; without it no lawyer letter is drafted",
        ),
        "lawyer": ("承办律师姓名", "Name of the lawyer in charge"),
        "lawyer_licence": ("承办律师的执业证号", "The lawyer's licence number"),
        "law_firm_address": (
            "律师函函头上律师事务所的地址;空着的，由律师事务所在草稿上补",
            "The law firm's address at the head of its letter; blank: the firm adds it",
        ),
        "law_firm_phone": (
            "律师函函头上律师事务所的电话;空着的，由律师事务所在草稿上补",
            "The law firm's phone at the head of its letter; blank: the firm adds it",
        ),
        "owned_communities": (
            "同一小区（共同体）在几本台账里都有时，只在其中一本填它的名称：律师函只从这一本发出",
            "Where several workbooks have a community (or cohort), type its name in one of them:"
            " its lawyer letters go out from there alone",
        ),
        "frozen_communities": (
            "别的台账里也有、律师函不从本台账发出的小区，由系统（cuifei fleet）填写",
            "Communities that other workbooks have too, and whose lawyer letters do not go out"
            " from here; kept by the program (cuifei fleet)",
        ),
    }
)


def preset_source(source: str, lang: str) -> str:
    """Return where a preset comes from, as written in 依据.

    >>> preset_source("CC 188", "zh"), preset_source("R8.1", "en")
    ('民法典第188条', 'Preset, rule R8.1')
    """
    if source.startswith("CC "):
        article = source.removeprefix("CC ")
        return phrase(("民法典第{article}条", "Civil Code {article}"), lang).format(article=article)
    if source.startswith("R"):
        return phrase(("预设，规则 {rule}", "Preset, rule {rule}"), lang).format(rule=source)
    return phrase(("预设", "Preset"), lang)
