"""What does each Chinese letter say? The wording that an editor may change in Word afterwards.

Polite first, firm later; plain, dated, exact (R3.3). Nothing is threatened
that the law does not provide (R9.1, R9.3); Civil Code 944, 509, 577 are cited
as they read.
"""

from typing import Any

from cuifei.letters.frames import (
    company_header,
    firm_header,
    footer,
    return_slip,
    right_tab,
    seal,
)
from cuifei.letters.paper import add
from cuifei.letters.tables import accounts, charges, codes, earlier

_PAID = "如您在收到本函前已缴纳，请以收款记录为准，无需理会。"
_CONTACT = "联系人：«联系人»　　联系电话：«公司电话»"
_REMARK = "转账时请在附言中注明“«房屋»”，以便及时核对入账。"
_AS_OF = "截至«截至日»（收款登记至«收款登记至»）"


def _opening(document: Any, title: str) -> None:
    company_header(document)
    footer(document)
    add(document, "Letter Title", title)
    right_tab(add(document, "Letter Line", "业　主：«业主»　«称呼»\t函号：«函号»"))
    add(document, "Letter Line", "房　屋：«房屋»")
    add(document, "Letter Line", "«地址句»")


def _pay(document: Any, remark: str = _REMARK) -> None:
    add(document, "Letter Text", "«工作日句»", keep=True)
    accounts(document)
    add(document, "Letter Line", remark)
    add(document, "Letter Line", "«线上缴费句»")
    codes(document)
    add(document, "Letter Line", "«现场缴费句»")


def _ending(document: Any) -> None:
    seal(document, "«公司»")
    return_slip(document, "«公司»")


def payment_notice(document: Any) -> None:
    """收费通知书: what is payable now, politely."""
    _opening(document, "收费通知书")
    add(document, "Letter Greeting", "尊敬的业主«业主»«称呼»：您好！")
    add(
        document,
        "Letter Text",
        "感谢您对物业服务工作的支持。" + _AS_OF + "，您的房屋共有«账期数»个账期的费用待缴，"
        "应付总额为人民币 **«总额»** 元，明细如下：",
    )
    charges(document, gentle=True)
    add(document, "Letter Text", "«违约金说明句»")
    add(
        document,
        "Letter Text",
        "请您于 **«最后期限»**（含当日）前，通过下列任一方式缴纳。",
        keep=True,
    )
    _pay(document)
    add(
        document,
        "Letter Text",
        _PAID + "如对费用有疑问，请随时与我们联系，我们将为您逐项核对。顺祝生活愉快！",
        keep=True,
    )
    add(document, "Letter Line", _CONTACT, keep=True)
    _ending(document)


def reminder_notice(document: Any) -> None:
    """催费通知书: the first written demand, friendly and exact."""
    _opening(document, "催费通知书")
    add(document, "Letter Greeting", "尊敬的业主«业主»«称呼»：")
    add(
        document,
        "Letter Text",
        "经核对，" + _AS_OF + "，您的房屋有«账期数»个账期的费用已过到期日而尚未缴清，"
        "其中最早一期于«最早到期日»到期，应付总额为人民币 **«总额»** 元，明细如下：",
    )
    charges(document)
    add(document, "Letter Text", "«违约金说明句»")
    add(
        document,
        "Letter Text",
        "或因事务繁忙未及办理，特此提醒，请您于 **«最后期限»**（含当日）前，"
        "通过下列任一方式缴清上述款项。",
        keep=True,
    )
    _pay(document)
    add(
        document,
        "Letter Text",
        _PAID + "如您对费用或服务有不同意见，或缴费有实际困难，请在上述日期前与我们联系，"
        "我们将及时核实，并与您协商解决。",
        keep=True,
    )
    add(document, "Letter Line", _CONTACT, keep=True)
    _ending(document)


def final_notice(document: Any) -> None:
    """限期缴费通知书: a written demand with a last date (Civil Code 944)."""
    _opening(document, "限期缴费通知书")
    add(document, "Letter Greeting", "«业主»«称呼»：")
    add(
        document,
        "Letter Text",
        _AS_OF + "，您的房屋有«账期数»个账期的费用逾期未缴清，其中最早一期于«最早到期日»到期，"
        "应付总额为人民币 **«总额»** 元，明细如下：",
    )
    charges(document)
    add(document, "Letter Text", "«违约金说明句»")
    add(
        document,
        "Letter Text",
        "根据物业服务合同和《中华人民共和国民法典》第九百四十四条，业主应当按照约定支付物业费；"
        "逾期不支付的，物业服务人可以催告其在合理期限内支付。现正式催告您于 **«最后期限»**"
        "（含当日）前，通过下列任一方式付清上述款项：",
        keep=True,
    )
    _pay(document)
    add(
        document,
        "Letter Text",
        "上述期限届满仍未付清，也未与我司达成书面缴费安排的，我司可以依法提起诉讼或者申请仲裁。"
        "我们仍希望与您协商解决；如您对费用有异议，或缴费有实际困难，请在期限内与我们联系。"
        + _PAID,
        keep=True,
    )
    add(document, "Letter Line", _CONTACT, keep=True)
    _ending(document)


def collection_letter(document: Any) -> None:
    """催费函: the company's formal letter, with what was sent before."""
    _opening(document, "催费函")
    add(document, "Letter Greeting", "«业主»«称呼»：")
    add(
        document,
        "Letter Text",
        _AS_OF + "，您的房屋有«账期数»个账期的物业服务费用逾期未付清，"
        "其中最早一期于«最早到期日»到期，应付总额为人民币 **«总额»** 元，明细如下：",
    )
    charges(document)
    add(document, "Letter Text", "«违约金说明句»")
    earlier(document, "就上述费用，我司此前已发出下列文书：")
    add(
        document,
        "Letter Text",
        "根据《中华人民共和国民法典》第五百零九条、第九百四十四条，当事人应当按照约定全面履行自己的"
        "义务，业主应当按照约定支付物业费。现我司就上述款项向您提出履行请求，请您于 **«最后期限»**"
        "（含当日）前，通过下列任一方式付清：",
        keep=True,
    )
    _pay(document)
    add(document, "Letter Text", "«违约金协商句»")
    add(
        document,
        "Letter Text",
        "如您有异议，请在上述期限内书面提出，我司将核实并书面答复；需要分期支付的，请与我司协商并签订"
        "书面协议。期限届满仍未付清，也未达成书面安排的，我司可以委托律师处理，并可以依法提起诉讼"
        "或者申请仲裁。" + _PAID,
        keep=True,
    )
    add(document, "Letter Line", _CONTACT, keep=True)
    add(document, "Letter Line", "«公司地址句»", keep=True)
    _ending(document)


def lawyer_letter(document: Any) -> None:
    """律师函（草稿）: for counsel to check, number, sign and seal; never sent as it is."""
    firm_header(document)
    footer(document, "内部编号：«函号»{Draft Mark:（草稿，审定前不得发出）}")
    add(document, "Letter Title", "律师函{Draft Mark:（草稿）}")
    number = "{Firm Number:（　　　　）律函字〔　　　　〕第　　　　号}"
    add(document, "Letter Small Right", number)
    add(document, "Letter Line", "致：«业主»　«称呼»")
    add(document, "Letter Line", "房　屋：«房屋»")
    add(document, "Letter Line", "«地址句»")
    add(
        document,
        "Letter Text",
        "{Law Firm:«律所»}（以下称“本所”）接受«公司»（以下称“委托人”）的委托，"
        "指派{Lawyer:«律师»}律师（执业证号：{Lawyer Licence:«执业证号»}），"
        "就上述房屋的物业服务费用事宜，向您致函如下：",
    )
    _facts_and_law(document)
    _lawyers_demand(document)
    seal(document, "{Law Firm:«律所»}", "承办律师（签名）：________________　　«函日期»")
    return_slip(document, "{Law Firm:«律所»}", "{Firm Number:________________}")


def _facts_and_law(document: Any) -> None:
    add(document, "Letter Heading", "一、基本事实", keep=True)
    add(
        document,
        "Letter Text",
        "根据委托人提供的物业服务合同、应收和收款记录：委托人为该房屋所在小区提供物业服务；"
        + _AS_OF
        + "，您有«账期数»个账期的费用逾期未付清，其中最早一期于«最早到期日»到期，"
        "应付总额为人民币 **«总额»** 元（大写：«总额大写»），明细如下：",
    )
    charges(document)
    add(document, "Letter Text", "«违约金说明句»")
    earlier(document, "就上述费用，委托人此前已发出下列文书：")
    add(document, "Letter Heading", "二、法律依据", keep=True)
    for text in (
        "《中华人民共和国民法典》第五百零九条第一款：“当事人应当按照约定全面履行自己的义务。”",
        "第五百七十七条：“当事人一方不履行合同义务或者履行合同义务不符合约定的，"
        "应当承担继续履行、采取补救措施或者赔偿损失等违约责任。”",
        "第九百四十四条：业主应当按照约定向物业服务人支付物业费；逾期不支付的，"
        "物业服务人可以催告其在合理期限内支付；合理期限届满仍不支付的，"
        "物业服务人可以提起诉讼或者申请仲裁。",
    ):
        add(document, "Letter Text", text)


def _lawyers_demand(document: Any) -> None:
    add(document, "Letter Heading", "三、付款要求", keep=True)
    add(
        document,
        "Letter Text",
        "请您于 **«最后期限»**（含当日）前，将上述款项人民币 **«总额»** 元付至委托人的下列账户：",
        keep=True,
    )
    _pay(document)
    add(document, "Letter Heading", "四、逾期未付的后果", keep=True)
    add(
        document,
        "Letter Text",
        "上述期限届满仍未付清，也未与委托人达成书面安排的，委托人可以向有管辖权的人民法院"
        "提起诉讼，或者按照合同约定申请仲裁，请求您支付上述款项；诉讼费用由人民法院依法决定负担。"
        "本所建议您在期限内付清，或者与委托人协商分期支付。",
    )
    add(
        document,
        "Letter Text",
        _PAID + "如您对上述事实或金额有异议，请在期限内书面提出并附相关材料，以便核实。",
    )
    add(document, "Letter Line", "委托人" + _CONTACT)
    add(document, "Letter Line", "«公司地址句»")
    add(document, "Letter Heading", "附件：", keep=True)
    for text in (
        "1．授权委托书（复印件）",
        "2．物业服务合同（复印件）",
        "3．应收、收款明细",
        "«前函附件句»",
    ):
        add(document, "Letter Line", text)
