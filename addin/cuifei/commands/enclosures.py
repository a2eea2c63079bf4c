"""Which papers go along with a letter? The payment record, with every formal letter (R3.2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from cuifei.commands import batch
from cuifei.commands.numbers import enclosure_number
from cuifei.commands.opened import known_receipts
from cuifei.domain.account.dossier import Dossier, dossiers
from cuifei.domain.codes import Document
from cuifei.domain.ladder.cases import Case, Docket
from cuifei.domain.papers.demand import Demand
from cuifei.domain.papers.statement import Statement, first_day, statement, together
from cuifei.domain.problems import CuifeiError, Problem
from cuifei.domain.records import Ledger
from cuifei.letters import files, print_letter
from cuifei.tables.layout import word

STATEMENT = Document.STATEMENT
WITH_STATEMENT = frozenset({Document.COLLECTION_LETTER, Document.LAWYER_LETTER})


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes along with a letter: its line in the manifest, and its bytes."""

    file: batch.Enclosed
    content: bytes


@dataclass(frozen=True)
class Statements:
    """Statements of account of a day; the ledger's rows are grouped by unit once, when needed.

    `templates`: the folder of the office's own.
    """

    ledger: Ledger
    docket: Docket
    templates: Path | None = None

    @cached_property
    def _rows(self) -> Mapping[str, Dossier]:
        return dossiers(self.ledger)

    def with_letter(
        self, cases: Sequence[Case], demand: Demand
    ) -> tuple[tuple[Enclosure, ...], tuple[Problem, ...]]:
        """Return what goes along with a letter, and what is wrong with it: then none may go.

        A letter about several units has one statement of all of them.
        """
        if demand.document not in WITH_STATEMENT:
            return (), ()
        since, number = min(first_day(case) for case in cases), enclosure_number(demand.number)
        record = together([self.of(case, number, since) for case in cases])
        assert record.total == demand.total, f"statement and letter {demand.number} differ"
        content, wrong = printed(record, self.templates)
        return ((enclosed(record, content),), ()) if not wrong else ((), wrong)

    def of(self, case: Case, number: str, since: date | None = None) -> Statement:
        """Return a unit's statement. CuifeiError where nobody knows how far receipts are typed."""
        through = known_receipts(self.docket)
        rows = self._rows[case.unit.unit]
        return statement(case, rows, number, through, self.docket.policy, since)


def printed(record: Statement, templates: Path | None = None) -> tuple[bytes, tuple[Problem, ...]]:
    """Return a statement and what is wrong with it; an unusable template is one of these."""
    try:
        return print_letter.print_statement(record, record.unit.language, templates)
    except CuifeiError as error:
        return b"", print_letter.unusable(error, f"{record.unit.unit} {record.number}")


def enclosed(record: Statement, content: bytes) -> Enclosure:
    """Return a printed statement as a file of a batch."""
    unit, units = record.unit, files.several([part.unit.unit for part in record.each])
    name = files.name(record.number, units, unit.owner, word("document", STATEMENT, unit.language))
    digest = batch.digest(content)
    return Enclosure(batch.Enclosed(name, digest, STATEMENT, record.number), content)
