"""One command on many workbooks: flag, letters, kpi, check; one at a time holds across. (R5.8)"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from cuifei.commands.issue import Progress, silent
from cuifei.commands.report import Report
from cuifei.commands.stopping import Stopped
from cuifei.domain.problems import CuifeiError, Message, Problem, Step, say, say_n
from cuifei.fleet import books, engines, freezing, page, summary
from cuifei.fleet import shared as sharing
from cuifei.fleet.freezing import Written
from cuifei.fleet.result import Result, Task, retold
from cuifei.fleet.shared import Freeze
from cuifei.fleet.state import State
from cuifei.fleet.summary import Summary
from cuifei.locale import translator

COMMANDS = ("flag", "letters", "kpi", "check")
_WRITING = frozenset({"flag", "letters"})


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for: `each` of every book of the pattern (its `book` is blank).

    `workers` 0: as many as processors; `scheduler` "": on this machine. `xlsx`, `out`: where the
    summary and the group's page go.
    """

    each: Task
    pattern: str
    workers: int = 0
    scheduler: str = ""
    resume: bool = False
    xlsx: Path | None = None
    out: Path | None = None


def fleet(order: Order, progress: Progress = silent) -> Report[Summary]:
    """Run a command on every workbook of a pattern and sum it up.

    A book that fails is named with its reason, and the others go on. Raises CuifeiError, with
    no book touched, where the pattern names none, there is nothing to resume, the scheduler
    does not answer, or a worker does not see the books.
    """
    if order.xlsx:
        summary.ensure_free(order.xlsx)
    matched = books.find(order.pattern)
    asked = order.each
    tasks = [replace(asked, book=str(path)) for path in matched.books]
    page_at = order.out or matched.root / f"fleet-kpi-{asked.as_of}.html"
    if asked.command == "kpi":
        page.ensure_free(page_at)
    with _engine(order, matched.root) as engine:
        state = State(matched.root, tasks[0])
        results = _results(order, state, tasks, engine, progress)
        written = Written({r.book: r.survey for r in results if r.survey}, {})
        if asked.command in _WRITING and not asked.dry_run:
            written = freezing.write(written.surveys, partial(_freeze, asked), engine)
    if all(result.done for result in results) and not written.failed:
        state.end()
    return _reported(order, matched.root, results, written, page_at)


@contextmanager
def _engine(order: Order, root: Path) -> Iterator[engines.Engine]:
    if not order.scheduler:
        yield engines.pool_of(order.workers)
        return
    # Dask takes a second to load, and few have it.
    from cuifei.fleet import cluster

    with cluster.on(order.scheduler, root) as engine:
        yield engine


def _results(
    order: Order,
    state: State,
    tasks: Sequence[Task],
    engine: engines.Engine,
    progress: Progress,
) -> tuple[Result, ...]:
    """Return what became of each book, in the order of the tasks."""
    known = state.known() if order.resume else {}
    got = {t.book: replace(known[t.book], resumed=True) for t in tasks if t.book in known}
    state.begin(got.values())
    progress(len(got), len(tasks))
    try:
        for result in engine([task for task in tasks if task.book not in got]):
            got[result.book] = result
            state.add(result)
            progress(len(got), len(tasks))
    except KeyboardInterrupt as stop:
        raise Stopped(
            CuifeiError(
                say("stopped by you; {n} of {all} workbooks are done", n=len(got), all=len(tasks)),
                say("None is half done; --resume goes on with the others"),
            )
        ) from stop
    return tuple(got[task.book] for task in tasks)


def _freeze(asked: Task, book: str, wanted: Freeze) -> Task:
    return replace(asked, book=book, command="freeze", cohorts=wanted.cohorts, beside=wanted.beside)


def _unfrozen(failed: Mapping[str, str], name: Callable[[str], str]) -> Iterator[Problem]:
    """Yield the books in which what is frozen could not be written."""
    for book, why in failed.items():
        yield Problem(
            name(book),
            say(
                "what is frozen could not be written there: {why}",
                why=say("{told}", told=why),
            ),
            say("Draft no lawyer letter from it before the run was made again"),
        )


def short(root: Path, book: str) -> str:
    """Return a book's path as it is from where the pattern begins."""
    path = Path(book)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else book


def _reported(
    order: Order,
    root: Path,
    results: Sequence[Result],
    written: Written,
    page_at: Path,
) -> Report[Summary]:
    def name(book: str) -> str:
        return short(root, book)

    shared = sharing.shared(written.surveys)
    problems = (
        *_of_books(results, name),
        *sharing.problems(shared, written.surveys, name),
        *sharing.doubles(written.surveys, name),
        *_unfrozen(written.failed, name),
    )
    totals = Counter[str]()
    for result in results:
        totals.update(result.counts)
    asked = order.each
    total = summary.summary(asked.command, asked.as_of, results, shared, totals)
    sentences = [*_sentences(asked, results, totals, bool(written.failed))]
    done = any(result.done for result in results)
    if asked.command == "kpi" and not asked.dry_run and done:
        text = page.page(results, shared, asked.as_of, asked.lang, root)
        page.write(page_at, text)
        total = replace(total, html=page_at.absolute())
        sentences.append(say("The group's page is {file}.", file=str(page_at.absolute())))
    if order.xlsx and not asked.dry_run:
        summary.write(order.xlsx, total, root, translator(asked.lang))
        total = replace(total, xlsx=order.xlsx.absolute())
        sentences.append(say("The summary is {file}.", file=str(order.xlsx.absolute())))
    return Report(total, problems, tuple(sentences), refused=not done)


def _of_books(results: Sequence[Result], name: Callable[[str], str]) -> Iterator[Problem]:
    """Yield one line for each book that failed, or has Problems."""
    for result in results:
        where = name(result.book)
        if result.error:
            yield retold(result.error, where)
        elif result.problems:
            first = result.first[0]
            yield Problem(
                where,
                say_n(
                    "{n} place needs a look: {first}",
                    "{n} places need a look, the first: {first}",
                    result.problems,
                    first=f"{first['where']} {first['what']}".strip(),
                ),
                say("To see all of it: {step}", step=Step(f'check "{result.book}"')),
            )


def _sentences(
    asked: Task, results: Sequence[Result], totals: Mapping[str, int], unfrozen: bool
) -> Iterator[Message]:
    failed = sum(not result.done for result in results)
    resumed = sum(result.resumed for result in results)
    yield say_n(
        "{n} workbook: {done} done, {failed} not.",
        "{n} workbooks: {done} done, {failed} not.",
        len(results),
        done=len(results) - failed,
        failed=failed,
    )
    if resumed:
        yield say_n(
            "{n} of them was done before, and has not changed since.",
            "{n} of them were done before, and have not changed since.",
            resumed,
        )
    if asked.dry_run:
        yield say("Dry run: nothing was written.")
    yield from summary.sentences(asked.command, totals)
    if (failed or unfrozen) and not asked.dry_run and asked.command != "check":
        yield say("When that is put right, run the same with --resume: only what is open is done.")
