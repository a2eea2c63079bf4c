"""What does each English letter say? Letters in their own right, not the Chinese word for word.

Amounts are printed with the currency's code, CNY 1,234.50, and once in Chinese
capitals, which is what a bank in China reads. Nothing is threatened that the
law does not provide (R9.1, R9.3).
"""

from typing import Any

from cuifei.letters.frames import (
    closing,
    company_header,
    firm_header,
    footer,
    return_slip,
    right_tab,
    signed,
)
from cuifei.letters.paper import add
from cuifei.letters.tables import accounts, charges, codes, earlier

_PAID = "If you have already paid, please disregard this letter."
_CONTACT = ("Letter Line", "Contact: «联系人», telephone «公司电话»")
_ENCLOSED = ("Letter Line", "Enclosure: statement of account")
_REFERENCE = "Please give “«房屋»” as the payment reference, so that we can match your payment."
_AS_OF = "As at «截至日» (receipts recorded up to «收款登记至»)"
_MADE_UP = "The total payable is **CNY «总额»**«款项构成», made up as follows:"
_OLDEST = "the oldest fell due on «最早到期日»."
_BY = "by **«最后期限»** (that day included)"


def _opening(document: Any, title: str) -> None:
    company_header(document)
    footer(document, "Number: «函号»", "en")
    add(document, "Letter Title", title)
    right_tab(add(document, "Letter Line", "To: «尊称»\tNumber: «函号»"))
    right_tab(add(document, "Letter Line", "Property: «房屋»\tDate: «函日期»"))
    add(document, "Letter Line", "«地址句»")
    add(document, "Letter Greeting", "Dear «尊称»,")


def _charges(document: Any, gentle: bool = False) -> None:
    charges(document, gentle, "en")
    add(document, "Letter Text", "«违约金说明句»«违约金协商句»")


def _pay(document: Any, demand: str) -> None:
    add(document, "Letter Text", demand, keep=True)
    accounts(document, "en")
    add(document, "Letter Line", "«工作日句»")
    add(document, "Letter Line", _REFERENCE)
    add(document, "Letter Line", "«线上缴费句»")
    codes(document, "en")
    add(document, "Letter Line", "«现场缴费句»")
    add(document, "Letter Gap", "")


def _ending(document: Any, *texts: str, enclosed: bool = False) -> None:
    left = [("Letter Text", text) for text in texts]
    left += [("Letter Line", "«公司地址句»"), _CONTACT, *([_ENCLOSED] if enclosed else [])]
    closing(document, left, signed("«公司»", above="Yours sincerely,", date="", lang="en"))
    return_slip(document, "«公司»", lang="en")


def payment_notice(document: Any) -> None:
    """Say what is payable now, politely."""
    _opening(document, "Payment Notice")
    add(
        document,
        "Letter Text",
        f"Thank you for your support of our work on the estate. {_AS_OF}, charges for"
        f" «账期数词» are payable on your «房屋类». {_MADE_UP}",
    )
    _charges(document, gentle=True)
    _pay(document, f"Please pay {_BY} in one of these ways:")
    _ending(
        document,
        f"{_PAID} If anything in this account is not clear to you, please ask us; we are glad"
        " to go through it with you item by item.",
    )


def reminder_notice(document: Any) -> None:
    """Make the first written demand, friendly and exact."""
    _opening(document, "Reminder")
    add(
        document,
        "Letter Text",
        f"{_AS_OF}, our records show charges for «账期数词» on your «房屋类» that are past their"
        f" due date and have not been paid in full; {_OLDEST} {_MADE_UP}",
    )
    _charges(document)
    _pay(
        document,
        "This may simply have escaped your attention. We would be grateful if you could settle"
        f" the amount {_BY} in one of these ways:",
    )
    _ending(
        document,
        f"{_PAID} If you disagree with a charge or with our service, or find it difficult to"
        " pay, please talk to us before that day; we will look into it at once and seek a"
        " solution with you.",
    )


def final_notice(document: Any) -> None:
    """Make a written demand with a last date (Civil Code 944)."""
    _opening(document, "Final Notice")
    add(
        document,
        "Letter Text",
        f"{_AS_OF}, charges for «账期数词» on your «房屋类» remain unpaid after their due date;"
        f" {_OLDEST} {_MADE_UP}",
    )
    _charges(document)
    _pay(
        document,
        "Under Article 944 of the Civil Code of the People’s Republic of China, owners pay"
        " property fees as agreed; where an owner does not pay when due, the property service"
        " provider may demand payment within a reasonable period. We hereby ask you to pay the"
        f" amount above in full {_BY}:",
    )
    _ending(
        document,
        "If by then the amount has not been paid and nothing has been agreed in writing, we may"
        " bring an action or apply for arbitration. We would rather settle the matter with you: if"
        " you dispute a charge or find it difficult to pay, please contact us before that day."
        f" {_PAID}",
    )


def collection_letter(document: Any) -> None:
    """Write the company's formal letter, with what was sent before."""
    _opening(document, "Letter of Demand")
    add(
        document,
        "Letter Text",
        f"{_AS_OF}, charges for «账期数词» on your «房屋类» are overdue; {_OLDEST} {_MADE_UP}",
    )
    _charges(document)
    earlier(document, "We have written to you about these charges before:", "en")
    _pay(
        document,
        "Under Articles 509 and 944 of the Civil Code of the People’s Republic of China, contracts"
        " are performed in full and owners pay property fees as agreed. We hereby ask you to pay"
        f" the amount above {_BY}:",
    )
    _ending(
        document,
        "If you object, or need to pay by instalments, please write to us before that day; we"
        " will answer in writing. If by then you have neither paid nor agreed in writing, we may"
        f" instruct a lawyer, and bring an action or apply for arbitration. {_PAID}",
        enclosed=True,
    )


def lawyer_letter(document: Any) -> None:
    """Draft the lawyer's letter, for counsel to check, number, sign and seal."""
    firm_header(document, "en")
    mark = "{Draft Mark: (draft, not to be sent before it is approved)}"
    footer(document, "Our reference: «函号»" + mark, "en")
    add(document, "Letter Title", "Lawyer’s Letter{Draft Mark: (DRAFT)}")
    right_tab(
        add(document, "Letter Line", "To: «尊称»\tNo. {Firm Number:________________________}")
    )
    add(document, "Letter Line", "Property: «房屋»")
    add(document, "Letter Line", "«地址句»")
    add(document, "Letter Line", "Date: «函日期»")
    add(document, "Letter Greeting", "Dear «尊称»,")
    add(
        document,
        "Letter Text",
        "{Law Firm:«律所»} (“this firm”) acts for «公司» (“our client”) and has assigned"
        " {Lawyer:«律师»}, attorney at law (licence number {Lawyer Licence:«执业证号»}), to write"
        " to you about the charges on the «房屋类» above.",
    )
    _facts_and_law(document)
    _lawyers_demand(document)
    _lawyers_ending(document)


def _facts_and_law(document: Any) -> None:
    add(document, "Letter Heading", "1. Facts", keep=True)
    add(
        document,
        "Letter Text",
        "According to the property service contract and the records of charges and receipts"
        " that our client has given us, our client provides property services to the estate of"
        f" which the «房屋类» is part. {_AS_OF}, charges for «账期数词» are overdue and have not"
        f" been paid; {_OLDEST} The total payable is **CNY «总额»** («总额大写»)«款项构成», made"
        " up as follows:",
    )
    charges(document, lang="en")
    add(document, "Letter Text", "«违约金说明句»")
    earlier(document, "Our client has written to you about these charges before:", "en")
    add(document, "Letter Heading", "2. Law", keep=True)
    add(
        document,
        "Letter Text",
        "Civil Code of the People’s Republic of China, in translation (the Chinese text is"
        " authoritative). Article 509, first paragraph: the parties shall perform their"
        " obligations in full as agreed. Article 577: a party who does not perform its"
        " obligations, or does not perform them as agreed, bears liability for breach, such as"
        " continued performance, remedial measures, or compensation for losses. Article 944:"
        " owners shall pay property fees as agreed; where an owner does not pay when due, the"
        " property service provider may demand payment within a reasonable period, and where"
        " it is still not paid after that period, may bring an action or apply for arbitration.",
    )
    add(document, "Letter Text", "«违约金法条句»")


def _lawyers_demand(document: Any) -> None:
    add(document, "Letter Heading", "3. Demand", keep=True)
    _pay(
        document,
        "On our client’s behalf we ask you to pay **CNY «总额»** to the account of our client"
        f" below {_BY}.",
    )
    add(document, "Letter Heading", "4. If payment is not made", keep=True)
    add(
        document,
        "Letter Text",
        "If the amount has not been paid in full by that day, and nothing has been agreed with"
        " our client in writing, our client may bring an action before the competent People’s"
        " Court, or apply for arbitration where the contract so provides, and claim the amount"
        " above; the court decides who bears the court fees. We advise you to pay within the"
        " period, or to agree instalments with our client.",
    )
    add(
        document,
        "Letter Text",
        f"{_PAID} If you dispute the facts or the amount, please say so in writing within the"
        " period and enclose your documents, so that they can be checked.",
    )


def _lawyers_ending(document: Any) -> None:
    left = [
        ("Letter Heading", "Enclosures"),
        ("Letter Line", "1. Power of attorney (copy)"),
        ("Letter Line", "2. Property service contract (copy)"),
        ("Letter Line", "3. Statement of account"),
        ("Letter Line", "«前函附件句»"),
        ("Letter Line", "«委托人地址句»"),
        ("Letter Line", "Our client’s contact: «联系人», telephone «公司电话»"),
    ]
    right = signed(
        "{Law Firm:«律所»}",
        "Attorney at law: ________________",
        above="Yours faithfully,",
        date="",
        lang="en",
    )
    closing(document, left, right, width=3700)
    return_slip(document, "{Law Firm:«律所»}", "{Firm Number:________________}", "en")
