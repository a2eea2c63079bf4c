"""Would the office's own templates print a letter that may go out? Each is tried with a sample.

The sample is invented; what is wrong is said of the template, one finding for each fault, with
the words around it.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from cuifei.commands import template_problems
from cuifei.domain.account.delivery import DEMANDS
from cuifei.domain.papers.demand import Demand, DemandLine, Sender
from cuifei.domain.problems import CuifeiError, Problem
from cuifei.domain.records import PayAccount, Unit
from cuifei.letters import own_templates, print_letter
from cuifei.letters.wording import WORDINGS

_DAY, _DUE, _LAST = date(2026, 11, 20), date(2026, 6, 30), date(2026, 12, 4)
_RATE, _CLAUSE = "0.05%", "《样例物业服务合同》第一条"


def problems(folder: Path) -> tuple[Problem, ...]:
    """Return what is wrong with the templates in `folder`, each fault once."""
    found = list(own_templates.strangers(folder))
    for lang, words in WORDINGS.items():
        for document in words.documents:
            found += _tried(document, lang, folder)
        found += template_problems.printed_alone(((d, lang) for d in words.documents), folder)
    return tuple(dict.fromkeys(found))


def _tried(document: str, lang: str, folder: Path) -> Iterator[Problem]:
    place = folder.name
    try:
        path = own_templates.own(folder, document, lang)
        if path is None:
            return
        place = f"{folder.name}/{path.name}"
        template = print_letter.find(document, lang, folder)
        wrong = tuple(Problem(place, what, remedy) for what, remedy in template.left)
        if document in DEMANDS:
            late_fee = 7_250 if "违约金明细" in template.lists else 0
            wrong = print_letter.print_letter(_sample(document, lang, late_fee), lang, folder)[1]
    except CuifeiError as error:
        wrong = print_letter.unusable(error, "")
    yield from (replace(problem, where=place) for problem in wrong)


def _sample(document: str, lang: str, late_fee: int) -> Demand:
    """Return an invented demand over two periods; `late_fee` in fen."""
    fees = (late_fee - late_fee // 2, late_fee // 2)
    days = (_DAY - _DUE).days
    lines = tuple(
        DemandLine("物业费", period, _DUE, amount, paid, amount - paid, days, fee)
        for period, amount, paid, fee in zip(
            ("2026-05", "2026-06"), (123_456, 98_765), (10_000, 0), fees, strict=True
        )
    )
    principal = sum(line.unpaid for line in lines)
    return Demand(
        number="样函〔2026〕1号",
        document=document,
        unit=Unit("样例-1-101", "样一例", community="样例花园", salutation="女士", language=lang),
        sender=Sender("样例物业服务有限公司", "000-00000000", "样二例", "样例路1号"),
        accounts=(PayAccount("样例物业服务有限公司", "样例银行", "0000 1111 2222 3333"),),
        lines=lines,
        principal=principal,
        late_fee=late_fee,
        waived=0,
        total=principal + late_fee,
        date=_DAY,
        as_of=_DAY,
        receipts_through=_DAY,
        last_date=_LAST,
        rate_text=_RATE if late_fee else "",
        rate_clause=_CLAUSE if late_fee else "",
    )
