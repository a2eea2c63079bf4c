"""Which words fill the papers for the owners' committee? They are always ours, never own templates.

List 名单: the units to be urged; list 收入: the items of what is published.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Day

from cuifei.domain.money import text
from cuifei.domain.papers.committee import Income, Urged
from cuifei.domain.papers.demand import Sender
from cuifei.letters import print_letter
from cuifei.letters.fields import Fields
from cuifei.letters.wording import BLANK, WORDINGS
from cuifei.locale import Both

LETTER, PUBLICATION = "committee_letter", "publication"
TITLES = {
    LETTER: Both("提请督促缴费的函", "Request to the owners’ committee"),
    PUBLICATION: Both("物业费收支公示", "Fees and their use"),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What both papers of one community need. `last`: the day by which owners are to pay.

    `since`, `until`: the span of what is published.
    """

    community: str
    sender: Sender
    since: Day
    until: Day
    as_of: Day
    through: Day
    last: Day
    urged: Sequence[Urged]
    income: Sequence[Income]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The papers that have something to say."""
        letter = (LETTER,) if self.urged else ()
        return (*letter, PUBLICATION) if self.income else letter


def paper(sheet: Sheet, kind: str, lang: str) -> bytes:
    """Return LETTER or PUBLICATION as the bytes of a .docx."""
    words, sender = WORDINGS[lang], sheet.sender
    values: Fields = {
        "小区": sheet.community or BLANK,
        "文书": TITLES[kind][lang],
        "公司": sender.company,
        "公司电话": sender.phone,
        "联系人": sender.person or BLANK,
        "函日期": words.day(sheet.as_of),
        "截至日": words.day(sheet.until if kind == PUBLICATION else sheet.as_of),
        "起始日": words.day(sheet.since),
        "收款登记至": words.day(sheet.through),
        "期限": words.day(sheet.last),
        "户数": str(len(sheet.urged)),
        "总额": text(sum(debtor.amount for debtor in sheet.urged)),
    }
    lists = {
        "名单": [
            {
                "序号": str(number),
                "房号": debtor.unit,
                "账期数": str(debtor.periods),
                "最早到期日": words.short_day(debtor.oldest_due),
                "本金": text(debtor.amount),
            }
            for number, debtor in enumerate(sheet.urged, 1)
        ],
        "收入": [
            {
                "费用项目": words.item(income.item),
                "户数": str(income.units),
                "应收": text(income.charged),
                "已收": text(income.paid),
                "收缴率": _share(income.paid, income.charged),
            }
            for income in sheet.income
        ],
    }
    return print_letter.find(kind, lang).render(values, lists)


def _share(part: int, whole: int) -> str:
    """Return part / whole with one decimal, rounded down: nothing is made to look better.

    >>> _share(999, 1000), _share(1, 0)
    ('99.9%', '—')
    """
    tenths = part * 1000 // whole if whole > 0 else None
    return "—" if tenths is None else f"{tenths // 10}.{tenths % 10}%"
