"""What do the drafts for a court say: 民事起诉状 and 支付令申请书, for counsel to complete? (R9.4)

Drafts only (R9.3): the word stands over and across every page, and what the workbook does not
know is a line to fill in. They are not among the office's own templates: counsel edits the draft.
List 证据: what the workbook has as proof.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cuifei.domain.keys import sold_unit
from cuifei.domain.money import capitals, text
from cuifei.domain.papers.demand import Demand
from cuifei.letters import print_letter
from cuifei.letters.fields import Fields, Lists, fields
from cuifei.letters.wording import BLANK, WORDINGS
from cuifei.locale import Both, language

CLAIM, ORDER = "court_claim", "court_order"
# A payment order is for a sum that is due and certain: its late fee ends (民诉法解释 427).
_LATE_FEE = {
    ORDER: Both(
        "2．督促其给付违约金 {fee} 元（计至{day}，以未付本金为基数、按每日{rate}计{cap}）；",
        "2. and for a late fee of CNY {fee} (to {day}, at {rate} a day of the unpaid"
        " principal{cap});",
    ),
    CLAIM: Both(
        "2．请求判令{debtor}支付违约金 {fee} 元（暂计至{day}），并以未付本金为基数、"
        "按每日{rate}另计至"
        "实际付清之日止{cap}；",
        "2. to order the {debtor} to pay a late fee of CNY {fee} (to {day}), and {rate} a day of"
        " the unpaid principal until it is paid{cap};",
    ),
}
_CAP = Both("，每笔以应收金额的{cap}为限", ", of each charge at most {cap} of its amount")
_DEBTOR = {CLAIM: Both("被告", "defendant"), ORDER: Both("被申请人", "debtor")}
_OWNER = Both(
    ("是该{home}的业主", "时为该{home}的业主（该{home}已于{day}过户）"),
    ("owns that {home}", "owned that {home} until it was sold on {day}"),
)
_MISSING = Both("待律师补充：{names}", "For counsel to add: {names}")


@dataclass(frozen=True, slots=True)
class Filing:
    """What a draft for a court is made of. `demand`: what is asked for; fees in fen.

    `late_fee`: less what is waived; `cap`: its limit as a share, as it is said; `proofs`: what
    is filed with it, `missing`: what is not at hand, in the draft's language.
    """

    demand: Demand
    contract: str
    late_fee: int
    cap: str
    fee: int
    summary_fee: int
    order_fee: int
    proofs: Sequence[str]
    missing: Sequence[str]


def draft(filing: Filing, document: str, lang: str) -> bytes:
    """Return a draft as the bytes of a .docx. `document`: CLAIM or ORDER."""
    values, lists = _content(filing, document, lang)
    return print_letter.find(document, lang).render(values, lists)


def _content(filing: Filing, document: str, lang: str) -> tuple[Fields, Lists]:
    demand, mark = filing.demand, language(lang).comma
    unit = demand.unit
    if base := sold_unit(unit.unit):  # the row of who sold it names a unit that no court knows
        demand = replace(demand, unit=replace(unit, unit=base))
    values, lists = fields(demand, lang)
    sold = WORDINGS[lang].day(unit.owner_until) if unit.owner_until else ""
    cap = _CAP[lang].format(cap=filing.cap) if filing.cap else ""
    claimed = _LATE_FEE[document][lang].format(
        debtor=_DEBTOR[document][lang],
        fee=text(filing.late_fee),
        day=values["截至日"],
        rate=demand.rate_text,
        cap=cap,
    )
    values |= {
        "手机": demand.unit.phone or BLANK,
        "住所": demand.sender.address or BLANK,
        "住址": demand.address or demand.unit.address or BLANK,
        "业主身份": _OWNER[lang][bool(sold)].format(home=values["房屋类"], day=sold),
        "合同": filing.contract or BLANK,
        "本金": text(demand.principal),
        "本金大写": capitals(demand.principal),
        "违约金请求句": claimed if filing.late_fee else "",
        "费用号": "3" if filing.late_fee else "2",
        "受理费": text(filing.fee),
        "简易受理费": text(filing.summary_fee),
        "支付令费": text(filing.order_fee),
        "待补句": _MISSING[lang].format(names=mark.join(filing.missing)) if filing.missing else "",
    }
    lists["证据"] = [{"序号": str(n), "名称": name} for n, name in enumerate(filing.proofs, 1)]
    return values, lists
