"""Write the freezes of a fleet: first each that grows, then each that may shrink. (R5.8)

So there is no moment, and no write that fails, at which a second book is set free for a cohort.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cuifei.domain.ladder.slots import pieces
from cuifei.fleet import shared as sharing
from cuifei.fleet.engines import Engine
from cuifei.fleet.result import Survey, Task
from cuifei.fleet.shared import Freeze, Surveys

Ask = Callable[[str, Freeze], Task]


@dataclass(frozen=True, slots=True)
class Written:
    """What the books say now, as read after the writes; why it could not be written, by book."""

    surveys: Surveys
    failed: Mapping[str, str]


def write(surveys: Surveys, ask: Ask, engine: Engine) -> Written:
    """Let each book say where its lawyer letters are frozen, and read what each says then.

    A freeze is lifted only where every other book of its cohort says that it is frozen there.
    """
    now, failed = dict(surveys), dict[str, str]()
    for wanted in (_growing, _exact):
        tasks = [ask(book, freeze) for book, freeze in wanted(now)]
        for result in engine(tasks):
            if result.survey:
                now[result.book] = result.survey
            failed.pop(result.book, None)
            if result.error:
                failed[result.book] = result.error["what"]
    return Written(now, failed)


def _growing(surveys: Surveys) -> Iterator[tuple[str, Freeze]]:
    """Yield the books in which more is to be frozen, with all that they have frozen already."""
    shared_cohorts = sharing.shared(surveys)
    for book, survey in surveys.items():
        wanted = sharing.freeze(book, surveys, shared_cohorts, _gone)
        if not pieces(wanted.cohorts) <= pieces(survey.frozen):
            yield book, sharing.joined(wanted, survey)


def _exact(surveys: Surveys) -> Iterator[tuple[str, Freeze]]:
    """Yield the books that do not say yet what they shall."""
    shared_cohorts = sharing.shared(surveys)
    for book, survey in surveys.items():
        wanted = sharing.freeze(book, surveys, shared_cohorts, _gone, sure=True)
        if not _says(survey, wanted):
            yield book, wanted


def _says(survey: Survey, wanted: Freeze) -> bool:
    same = pieces(wanted.cohorts) == pieces(survey.frozen)
    return same and (not wanted.cohorts or set(wanted.beside) == set(survey.beside))


def _gone(path: str) -> bool:
    """Return whether a book is no longer there, though its folder is."""
    return not Path(path).exists() and Path(path).parent.is_dir()
