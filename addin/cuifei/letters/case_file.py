"""What do a unit's papers have in common: its records, its words, its tables?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date as Day

from cuifei.domain.account.dossier import Dossier
from cuifei.domain.ladder.cases import Case
from cuifei.domain.policy import Policy
from cuifei.domain.records import PayAccount
from cuifei.letters import plain_sheet as page
from cuifei.letters.evidence.words import WORDS
from cuifei.letters.plain_sheet import Column
from cuifei.letters.wording import WORDINGS

# What a code is called in the workbook's language: ("channel", "phone") -> 电话.
Word = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class File:
    """All that the papers say about one unit. `terms`: name, value and source of settings."""

    case: Case
    rows: Dossier
    policy: Policy
    through: Day | None
    terms: tuple[tuple[str, str, str], ...]
    accounts: tuple[PayAccount, ...]
    word: Word
    lang: str

    def said(self, key: str, **values: object) -> str:
        """Return one of the papers' own words."""
        return WORDS[self.lang][key].format(**values)

    def columns(self, key: str, widths: Sequence[int], aligned: str) -> list[Column]:
        """Return a table's columns; `aligned`: l, c or r for each."""
        sides = {"l": "left", "c": "centre", "r": "right"}
        heads = WORDS[self.lang][key].split(",")
        return [
            Column(head, width, sides[side])
            for head, width, side in zip(heads, widths, aligned, strict=True)
        ]

    def sheet(self, key: str, more: str = "") -> object:
        """Return an empty paper under its title."""
        head = f"{self.policy.company}　{self.case.unit.unit} {self.case.unit.owner}"
        return page.sheet(self.said(key) + more, head, self.lang)


def iso(day: Day | None) -> str:
    """Return a day as tables write it; a dash where there is none."""
    return day.isoformat() if day else "—"


def long(file: File, day: Day | None) -> str:
    """Return a day as sentences write it; a dash where there is none."""
    return WORDINGS[file.lang].day(day) if day else "—"


def listing(
    file: File,
    paper: object,
    columns: list[Column],
    rows: Sequence[Sequence[str]],
    sums: Sequence[Sequence[str]] = (),
) -> None:
    """Add a table; where it would have no rows, say so."""
    if rows:
        page.table(paper, columns, rows, sums)
    else:
        page.text(paper, file.said("none"))
