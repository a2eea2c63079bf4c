"""What comes back of one book: small, plain, the same from every engine, and fit for a file."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any

from cuifei.domain.language import DEFAULT
from cuifei.domain.problems import CuifeiError, Problem, say
from cuifei.locale import Say

Told = Mapping[str, str]
FIRST = 3  # so many Problems of a book travel, beside their number


@dataclass(frozen=True, slots=True)
class Survey:
    """The cohorts of a book, and what it says of them itself; all of it plain text.

    `owned`, `frozen`: as typed in 参数; `beside`: the books that have the frozen ones too.
    `live`: the numbers of live lawyer letters by cohort. `number`: the book's own (book_id.py).
    """

    cohorts: tuple[str, ...]
    owned: tuple[str, ...] = ()
    frozen: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    live: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    number: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """One book's part of a run: everything that a worker needs, and no row of it.

    `moment` names backups and journals; `tries`: which attempt this is. `cohorts`, `beside`: of
    a freeze (shared.py). `document`, `pack`, `pdf`: of letters.
    """

    command: str
    book: str
    as_of: date
    moment: datetime
    lang: str = DEFAULT
    dry_run: bool = False
    document: str = ""
    pack: bool = False
    pdf: bool = False
    cohorts: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    tries: int = 1

    def again(self) -> "Task":
        """Return the task for another attempt."""
        return replace(self, tries=self.tries + 1)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one book. `exit` as of the command on it alone; `counts` in fen or pieces.

    `problems` is their number, `first` the first of them in words; `error`: why it was not done.
    `survey` None: it could not be read. `stamp`: size and time of the file afterwards.
    """

    book: str
    exit: int
    counts: Mapping[str, int] = field(default_factory=dict)
    ages: Mapping[str, int] = field(default_factory=dict)
    problems: int = 0
    first: tuple[Told, ...] = ()
    error: Told | None = None
    survey: Survey | None = None
    stamp: tuple[int, ...] = ()
    tries: int = 1
    resumed: bool = False

    @property
    def done(self) -> bool:
        """Whether the command did its work, with or without Problems."""
        return self.exit in (0, 1) and self.error is None

    def plain(self) -> dict[str, Any]:
        """Return it as a file of JSON holds it."""
        return asdict(self)


def restored(data: Mapping[str, Any]) -> Result:
    """Return the result that `plain` put down."""
    typed = dict(data)
    if survey := typed["survey"]:
        cohorts, owned, frozen, beside = (
            tuple(survey[name]) for name in ("cohorts", "owned", "frozen", "beside")
        )
        live = {name: tuple(numbers) for name, numbers in survey["live"].items()}
        typed["survey"] = Survey(cohorts, owned, frozen, beside, live, survey["number"])
    typed["first"], typed["stamp"] = tuple(typed["first"]), tuple(typed["stamp"])
    return Result(**typed)


def told(problem: Problem | CuifeiError, tell: Say) -> Told:
    """Return a Problem or an error in words."""
    return {
        "where": problem.where,
        "what": tell(problem.what),
        "remedy": tell(problem.remedy),
    }


def retold(problem: Told, where: str) -> Problem:
    """Return what a worker told as a Problem, with the book before its place."""
    place = f"{where} {problem['where']}".strip() if problem["where"] not in where else where
    what, remedy = (say("{told}", told=problem[key]) for key in ("what", "remedy"))
    return Problem(place, what, remedy)


def failed(task: Task, error: CuifeiError, tell: Say) -> Result:
    """Return the result of a book that was not done, for a reason outside of it."""
    return Result(task.book, 2, error=told(error, tell), tries=task.tries)
