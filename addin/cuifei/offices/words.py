"""Which words do offices write over their columns? Data only, Chinese and English.

Words are compared by `cells.normal`, without what stands in brackets.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

# field -> (its name in the sheet 映射, in English, the words that offices use)
FIELDS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "unit": (
            "房号",
            "Unit",
            "房号 房间号 房间 房屋编号 房屋编码 房产编号 房屋"
            " 房屋号 单元房号 户号 门牌号 门牌 商铺号"
            " 商铺 铺位号 铺位 铺号 车位号 车位编号 室号 房间编号 资源编号 房源 unit unitno"
            " 单元名称 房产名称 房屋名称 unitnumber room roomno roomnumber suite"
            " suiteno apt aptno aptnumber"
            " apartment apartmentno flat flatno flatnumber lot lotno lotnumber"
            " houseno doorno unitid",
        ),
        "building": (
            "楼栋",
            "Building",
            "楼栋 楼栋号 栋号 楼号 幢号 栋 幢 楼 座 座号 楼宇 楼座 building bldg block tower",
        ),
        "entrance": ("单元", "Entrance", "单元 单元号 梯 entrance stair"),
        "community": (
            "小区",
            "Community",
            "小区 小区名称 项目 项目名称 园区 楼盘 community property project site",
        ),
        "owner": (
            "业主",
            "Owner",
            "业主 业主姓名 业主名称 公司名称 单位名称 企业名称 商户 商户名称"
            " 户主 户主姓名 姓名 客户 客户名称 客户姓名 租户 租户名称 承租人"
            " 住户 住户姓名 产权人 缴费人 业户 业户名称 业主信息 用户名称 用户姓名"
            " owner ownername tenant"
            " tenantname homeowner homeownername residentname leaseholder lessee"
            " customer customername resident name",
        ),
        "phone": (
            "手机",
            "Phone",
            "手机 手机号 手机号码 电话 电话号码 联系电话 联系方式 业主电话"
            " 业主手机 催费电话 phone mobile"
            " tel telephone phno phoneno phonenumber contact contactno",
        ),
        "area": (
            "建筑面积",
            "Area",
            "建筑面积 面积 收费面积 计费面积 房屋面积 套内面积 area sqm size"
            " sqft squarefeet squarefootage sqmt sqmeters sqmetres squaremeters floorarea",
        ),
        "price": (
            "单价",
            "Price",
            "单价 收费标准 物业费单价 物业费标准 标准 费率 收费单价 price rate unitprice",
        ),
        "address": (
            "通讯地址",
            "Address",
            "通讯地址 地址 联系地址 邮寄地址 房屋地址 用户地址 房产地址 address",
        ),
        "use_type": ("业态", "Use type", "业态 房屋类型 物业类型 房屋性质 房屋用途 用途 usetype"),
        "item": (
            "费用项目",
            "Item",
            "费用项目 收费项目 费用名称 科目 费项 费用类型 费用类别 收费科目 款项 收费类型 费用科目"
            " item feeitem chargetype feetype chargeitem description",
        ),
        "period": (
            "账期",
            "Period",
            "账期 帐期 欠费时段 欠费时间 欠费起止时间"
            " 费用起止时间 起止时间 欠费区间 费用月份 所属期 所属月份 费用所属期 收费月份"
            " 计费月份 计费周期 费用期间 欠费期间 年月"
            " 月份 欠费月份 收费期间 计费期间 缴费期间 费用周期 应收月份"
            " period month billingperiod",
        ),
        "from": (
            "费用起",
            "Period from",
            "费用起 起始日期 开始日期 费用开始日期 费用起始日期"
            " 欠费起始日期 计费开始日期 计费起始日期 计费起始 计费开始"
            " 计费开始时间 开始时间 起始时间"
            " 起始日 起日期"
            " 欠费起始 periodfrom startdate fromdate from",
        ),
        "to": (
            "费用止",
            "Period to",
            "费用止 结束日期 终止日期 费用结束日期 费用终止日期"
            " 欠费终止日期 计费结束日期 计费终止日期 计费结束 计费终止"
            " 计费结束时间 结束时间 终止时间"
            " 截止日 止日期"
            " 欠费截止 periodto enddate todate to",
        ),
        "due": (
            "到期日",
            "Due date",
            "到期日 到期日期 应缴日期 应交日期 应付日期 缴费期限 缴款期限 缴费截止日 缴费截止日期"
            " 缴费截止 最后缴费日 应收日期 付款期限 最早到期日 应缴费日期 交费期限 截止日期 duedate"
            " due paymentdue oldestdue",
        ),
        "pay_date": (
            "收款日期",
            "Payment date",
            "收款日期 缴费日期 交费日期 付款日期 到账日期 实收日期 收费日期 缴款日期 交款日期"
            " 缴费时间 收款时间 缴纳日期 paymentdate paidon datepaid paiddate",
        ),
        "status": (
            "缴费状态",
            "Status",
            "缴费状态 是否缴费 状态 是否缴清 收费状态 缴费情况 交费情况 是否已缴 是否交费 交费状态"
            " 缴纳情况 收款状态 status paidstatus paymentstatus",
        ),
        "channel": ("方式", "Channel", "方式 收款方式 支付方式 缴费方式 付款方式 channel method"),
        "voucher": (
            "凭证号",
            "Voucher",
            "凭证号 收据号 票据号 单据编号 单据号 单号 流水号 收据编号 发票号"
            " voucher receiptno receipt",
        ),
        "note": ("备注", "Note", "备注 说明 备注说明 note notes remark remarks comment comments"),
        "serial": ("序号", "Serial", "序号 编号 行号 序 no no. # serial sn"),
        "other": (
            "其他",
            "Other",
            "楼层 层 账号 帐号 开户行 身份证号 身份证号码"
            " 证件号码 车牌号 欠费月数 逾期天数 逾期月数"
            " 欠费原因 原因 责任人 管家 催收人 经办人 收费员 入住日期 交房日期 收楼日期 合同编号"
            " 身份 住户类型 人员类型 客户类型 与房屋关系"
            " 人口 户型 账龄 数量 用量 上期读数 本期读数 floor id idno steward reason daysoverdue"
            " monthsoverdue ageing",
        ),
    }
)

# What names the account where no column of rooms does; a room, where there is one, is surer.
ACCOUNTS = [
    "用户编号",
    "客户编号",
    "业主编号",
    "户编号",
    "accountno",
    "account",
    "accountnumber",
    "customerno",
    "customerid",
]

# role -> (its name in the sheet 映射, in English, the words that offices use)
ROLES: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "unpaid": (
            "欠费",
            "Unpaid",
            "欠费金额 欠缴金额 未收金额 未缴金额 未交金额 欠款金额 待缴金额 欠费额 欠费 欠缴 未收"
            " 未缴 未交 欠款 欠交 尚欠 结欠 余额 未付金额 未付 拖欠金额 拖欠 余欠"
            " 余欠金额 挂账金额 挂账"
            " 应收未收 应收未收金额 应缴未缴 应交未交 尚欠金额 结欠金额"
            " outstanding balance unpaid arrears"
            " owed overdue pastdue balancedue amountowed currentbalance"
            " closingbalance endingbalance"
            " outstandingbalance amountoutstanding",
        ),
        "charge": (
            "应收",
            "Charged",
            "应收金额 应缴金额 应交金额 应付金额 应收款 应收费用 应收 应缴 应交 应付 金额 费用 小计"
            " 费用金额 应计金额 应计 amountdue assessments charges charge charged"
            " billed amount fee receivable receivables amountreceivable assessment"
            " invoiced amountinvoiced amountbilled amountcharged",
        ),
        "paid": (
            "实收",
            "Paid",
            "实收金额 已收金额 已缴金额 已交金额 实缴金额"
            " 收款金额 缴费金额 交费金额 付款金额 到账金额"
            " 实收款 实收 已收 已缴 已交 实缴 实交 已付 收回 收款 amountpaid"
            " paidamount received receipts"
            " payments paid",
        ),
        "fee": (
            "滞纳金",
            "Late fee",
            "应收滞纳金 滞纳金金额 违约金金额 滞纳金 违约金 latefees latefee penalty interest",
        ),
        "total": (
            "合计",
            "Total",
            "总欠费 累计欠费 欠费总额 欠费合计 应收合计 总金额 合计金额 总合计 合计 总计 共计 总额"
            " 欠款总额 totalbalance totaloutstanding totalowed totaldue"
            " totalarrears grandtotal total",
        ),
        "waived": (
            "减免",
            "Waived",
            "减免金额 减免 优惠金额 优惠 折让 折让金额 豁免 核销 waived waiver discount credits",
        ),
        "detail": ("明细", "Part of it", ""),
        "ignore": ("不用", "Not used", ""),
    }
)

PREVIOUS = [
    "前期结转",
    "上期结转",
    "往期",
    "前期",
    "上期",
    "上月",
    "以前年度",
    "以前",
    "往年",
    "历年",
    "历史",
    "上年",
    "期初",
    "结转",
    "陈欠",
    "previous",
    "prior",
    "opening",
    "beginning",
    "broughtforward",
    "balanceforward",
]
CURRENT = ["本期", "本月", "当月", "当期", "本次", "本年度", "本年", "本季度", "本季", "current"]
# What stands at the end of a period holds the earlier arrears too: 截止本期欠费, 本月末欠费.
CLOSING = re.compile(
    r"^(?:(?:截止|截至|至)(?:本期|本月|本年|目前|当前|今)?末?|(?:本期|本月|本年|当期|当月)末|期末|月末|年末|年底)"
)
# What a header may add to a role without saying another thing: 欠费余额, 累计未交, 欠费本金.
FILLER = re.compile(
    r"^(?:累计|合计|总|共|结转|当前|目前|余额|结余|金额|本金|总额|小计|数额|数|款|额|月|元|人民币"
    r"|the|total|amount|balance|new|outstanding)+$"
)
# A balance may fall below zero: then something was paid in advance.
BALANCE = re.compile(r"余额|结余|结[欠存]|期末|本期欠费|月末|balance")
# How much one month or one square metre costs, and no debt: 每月物业费, Market Rent.
RATE = re.compile(
    r"(?:每月?|月均?|每年|每季度?)(?:应[收缴交]|物业(?:管理)?费|收费|费用?|租金?)(?:金额|标准)?"
    r"|(?:market|actual|monthly|lease|base|scheduled|contract|asking)(?:rent|fee|dues|charge)s?"
)
# The stems of roles inside of longer words: 欠物业费, 未交水费.
STEMS = (
    ("unpaid", re.compile(r"尚?欠[缴交]?|拖欠|未[收缴交付]")),
    ("charge", re.compile(r"应[收缴交付计]")),
    ("paid", re.compile(r"[实已][收缴交付]")),
)
# In a title or a sheet's name these say what bare amounts mean.
SAYS_UNPAID = re.compile(
    r"欠|未收|未缴|未交|催缴|催费|催收|arrears|outstanding|overdue|unpaid|aged|ageing", re.I
)
SAYS_PAID = re.compile(r"实收|收款|已收|已缴|收费明细|缴费明细|receipts|payments|collected", re.I)
# A header with one of these is no amount, whatever else it says.
NO_AMOUNT = re.compile(
    r"单价|标准|面积|日期|时间|期限|状态|方式|单号|编号|次数|月数|天数|个月|比例|率|数量|用量|读数|"
    r"原因|员|人$|号$|是否|账龄|排名|名次|系数|折扣|户数|人数|年限|date|days|months|rate|ratio"
)
# A column of an ageing report: it says how old a part of the balance is, and not which period.
BUCKET = re.compile(
    r"(?:账龄)?(?:\d{1,3}(?:-|~|至|to)\d{1,3}|[<>≤≥]\d+|\d+\+|(?:over|under)\d+|\d+(?:以上|以内|以下))"
    r"(?:days?|天|日|个月|年|months?)?(?:以上|以内|以下|\+)?"
    r"|\d+(?:天|日|个月|年)(?:以上|以内|以下)|(?:一|二|两|三|半|六)(?:个月|年)(?:以上|以内|以下)",
    re.I,
)
# What a fee's name may end in: 欠租金额 is the rent.
AMOUNT_END = re.compile(r"(?:金额|总额|余额|数额|额|款)$")
ITEM = re.compile(
    r"租|.{1,10}?(费|费用|租金|水电|维修基金|公摊|房租|分摊)|物业|车位|(?:\w+)?(?:fee|rent|water|dues)",
    re.I,
)

BUILDING_NAME = re.compile(
    r"(?:[A-Za-z]|\d{1,3}|[一二三四五六七八九十]{1,3})(?:栋|幢|号楼|座|#楼|#|楼|号院)?"
    r"|(?:building|block|tower|bldg)\.?[A-Za-z0-9]{1,3}",
    re.I,
)
# What offices leave out of the count: sheets that sum up others.
SUMMARY = re.compile(r"汇总|总表|统计|封面|目录|说明|summary|cover|index", re.I)

OTHER_TITLE = re.compile(r"日期|时间|制表|打印|导出|date|printed|exported", re.I)
PREVIOUS_PERIOD = "前期"
DEFAULT_ITEM = "物业费"
PREVIOUS_ITEM = "前期欠费"
