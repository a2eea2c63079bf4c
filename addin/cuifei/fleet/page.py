"""How does collection go in the whole group? One HTML page that loads nothing. (R8, R9.3)"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from fractions import Fraction
from html import escape
from pathlib import Path

from cuifei.commands.html_report import svg
from cuifei.commands.html_report.figures import table
from cuifei.commands.html_report.page import document
from cuifei.commands.html_report.svg import Picture, Series
from cuifei.commands.kpi_html import ensure_free, write
from cuifei.domain import money
from cuifei.domain.account.arrears import BUCKET_NAMES
from cuifei.domain.figures.effects import ratio
from cuifei.domain.figures.kpi_data import percent
from cuifei.domain.problems import Message, listed, say
from cuifei.fleet.result import Result
from cuifei.fleet.shared import Shared
from cuifei.locale import Say, translator
from cuifei.newbook.dashboard import looks
from cuifei.ooxml.values import Cell

__all__ = ["ensure_free", "page", "write"]
MOST_BARS = 12  # more books are one bar, “others”


def page(
    results: Sequence[Result], shared: Sequence[Shared], as_of: date, lang: str, root: Path
) -> str:
    """Return the group's page: sums, the books that owe most, ages, and every book in a table."""
    tell = translator(lang)
    totals, done = Counter[str](), [result for result in results if result.done]
    for result in done:
        totals.update(result.counts)
    body = (
        f'<section class="cards">{_cards(totals, len(done), tell)}</section>'
        f'<section class="charts">{_owed(done, root, tell)}{_rates(done, root, tell)}'
        f"{_ages(done, tell)}</section>"
        f"{_books(done, root, tell)}{_open(results, shared, root, tell)}"
    )
    when = say("{n} workbooks, as of {day}", n=len(done), day=as_of)
    foot = say("Made by cuifei from the workbooks. It names no owner; please keep it inside.")
    title = say("Property-fee collection of the group")
    return document(tell(title), str(as_of), tell(when), body, tell(foot), lang)


def _percent(value: Fraction | None) -> str:
    return "–" if value is None else percent(value)


def _cards(totals: Counter[str], books: int, tell: Say) -> str:
    recent = ratio(totals["recent_owed"], totals["recent_due"])
    cards: tuple[tuple[Message, object, str], ...] = (
        (say("Workbooks"), books, str(books)),
        (say("Units"), totals["units"], f"{totals['units']:,}"),
        (say("Units in arrears"), totals["units_in_arrears"], f"{totals['units_in_arrears']:,}"),
        (say("Owed"), money.plain(totals["owed"]), money.text(totals["owed"])),
        (say("Arrears rate, 12 months"), recent, _percent(recent)),
        (
            say("Received this month"),
            money.plain(totals["received_month"]),
            money.text(totals["received_month"]),
        ),
        *_success(totals),
    )
    return "".join(
        f'<div class="card" data-value="{"" if value is None else escape(str(value))}">'
        f"<span>{escape(tell(name))}</span><b>{escape(shown)}</b></div>"
        for name, value, shown in cards
    )


def _success(totals: Counter[str]) -> Iterable[tuple[Message, object, str]]:
    rate = ratio(totals["succeeded"], totals["judged"])
    yield say("Collection success"), rate, _percent(rate)
    kept_rate = ratio(totals["promises_kept"], totals["promises_judged"])
    yield say("Promises kept"), kept_rate, _percent(kept_rate)


def _name(result: Result, root: Path) -> str:
    path = Path(result.book)
    return (
        (path.relative_to(root) if path.is_relative_to(root) else path).with_suffix("").as_posix()
    )


def _owed(done: Sequence[Result], root: Path, tell: Say) -> str:
    most = sorted(done, key=lambda r: -r.counts["owed"])
    bars = [(_name(r, root), r.counts["owed"] / 100) for r in most[:MOST_BARS]]
    if unshown := most[MOST_BARS:]:
        others = tell(say("{n} others", n=len(unshown)))
        bars.append((others, sum(r.counts["owed"] for r in unshown) / 100))
    return _figure(svg.lying, bars, tell(say("Owed, by workbook")), "{:,.0f}", labels=True)


def _rates(done: Sequence[Result], root: Path, tell: Say) -> str:
    rates = [(r, ratio(r.counts["recent_owed"], r.counts["recent_due"])) for r in done]
    worst = sorted(
        ((_name(r, root), float(rate)) for r, rate in rates if rate is not None),
        key=lambda bar: -bar[1],
    )
    title = tell(say("Arrears rate of 12 months, the highest"))
    return _figure(svg.lying, worst[:MOST_BARS], title, "{:.0%}", labels=True)


def _ages(done: Sequence[Result], tell: Say) -> str:
    ages = Counter[str]()
    for result in done:
        ages.update(result.ages)
    bars = [(name, ages[name] / 100) for name in BUCKET_NAMES[1:]]
    return _figure(svg.standing, bars, tell(say("Owed, by age")), "{:,.0f}")


def _figure(
    draw: Callable[[Picture], str],
    bars: Sequence[tuple[str, float]],
    title: str,
    written: str,
    labels: bool = False,
) -> str:
    series = Series(title, looks.DARK, [value for _, value in bars])
    picture = Picture([name for name, _ in bars], [series], written, labels=labels)
    return f"<figure><figcaption>{escape(title)}</figcaption>{draw(picture)}</figure>"


def _books(done: Sequence[Result], root: Path, tell: Say) -> str:
    head = [
        tell(text)
        for text in (
            say("Workbook"),
            say("Units"),
            say("Units in arrears"),
            say("Owed"),
            say("Arrears rate, 12 months"),
            say("Received this month"),
            say("Collection success"),
        )
    ]
    rows: list[tuple[str, list[tuple[str, Cell]]]] = []
    for result in done:
        counts = result.counts
        recent = ratio(counts["recent_owed"], counts["recent_due"])
        success = ratio(counts["succeeded"], counts["judged"])
        rows.append(
            (
                _name(result, root),
                [
                    (f"{counts['units']:,}", counts["units"]),
                    (f"{counts['units_in_arrears']:,}", counts["units_in_arrears"]),
                    (money.text(counts["owed"]), money.plain(counts["owed"])),
                    (_percent(recent), _percent(recent)),
                    (money.text(counts["received_month"]), money.plain(counts["received_month"])),
                    (_percent(success), _percent(success)),
                ],
            )
        )
    return f'<section class="books">{table(head, rows)}</section>'


def _open(results: Sequence[Result], shared: Sequence[Shared], root: Path, tell: Say) -> str:
    """Return what the page does not count, and what only a person can decide."""
    lines = [f"{_name(result, root)}: {result.error['what']}" for result in results if result.error]
    for common in shared:
        books = listed(Path(book).stem for book in common.books)
        if common.owner:
            owner = Path(common.owner).stem
            sentence = say(
                "{cohort}: in {books}; owned by {owner}",
                cohort=common.cohort,
                books=books,
                owner=owner,
            )
        else:
            sentence = say(
                "{cohort}: in {books}; nobody owns it", cohort=common.cohort, books=books
            )
        lines.append(tell(sentence))
    if not lines:
        return ""
    entries = "".join(f"<li>{escape(line)}</li>" for line in lines)
    title = tell(say("Needs a look"))
    return f"<h2>{escape(title)}</h2><ul>{entries}</ul>"
