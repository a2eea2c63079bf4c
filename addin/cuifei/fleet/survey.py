"""What must a fleet know of a book, so that one letter at a time holds across books? (R5.8)"""

from datetime import date

from cuifei.commands import book_id
from cuifei.commands.opened import Opened
from cuifei.domain.ladder.cases import Docket
from cuifei.domain.ladder.situation import cohort_of
from cuifei.fleet.result import Survey

LISTED = "、"
# Between paths: no file of Windows has it in its name.
BESIDE = " | "


def survey(opened: Opened, as_of: date, docket: Docket | None = None) -> Survey:
    """Return what a book that was read says; it is decided only where it has lawyer letters."""
    ledger, policy = opened.ledger, opened.policy
    cohorts = sorted({cohort_of(unit) for unit in ledger.units.values()} - {""})
    if any(letter.document == "lawyer_letter" for letter in (*ledger.letters, *ledger.missing)):
        docket = docket or opened.docket(as_of)
        live = {name: tuple(x.number for x in letters) for name, letters in docket.live.items()}
    else:
        live = {}
    return Survey(
        tuple(cohorts),
        policy.owned_communities,
        policy.frozen_communities,
        _beside(opened),
        live,
        book_id.written(policy.last_numbers),
    )


def _beside(opened: Opened) -> tuple[str, ...]:
    """Return the paths that stand beside 律师函停发小区, as they are from here."""
    typed = (s.source for s in opened.ledger.settings if s.key == "frozen_communities")
    names = (name.strip() for source in typed for name in source.split(BESIDE.strip()))
    folder = opened.store.path.resolve().parent
    return tuple(str((folder / name).resolve()) for name in names if name)
