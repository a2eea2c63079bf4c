"""What does a formula give for a cell, or for a whole range of them?

Every function takes grids (rows of cells) and gives a grid of the same shape;
a single cell is a grid of one. They are pure: the day is an argument, the
workbook is never touched. A blank stays blank, and a cell that cannot be
understood gives a text with # in front, in its own place only.

>>> months_overdue([[date(2026, 1, 31)], ["soon"]], [[date(2026, 3, 1)]], [["en"]])
[[1], ['#“soon” is not a date']]
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeAlias

from cuifei.domain import dates, money
from cuifei.domain.account import arrears, late_fee, limitation
from cuifei.domain.codes import UseType
from cuifei.domain.ladder import triggers
from cuifei.domain.language import DEFAULT
from cuifei.domain.problems import Message, Unreadable, say
from cuifei.domain.records import Charge, Rung
from cuifei.locale import known, translator
from cuifei.tables.cells import blank, read_code, read_count, read_share
from cuifei.tables.faults import fault
from cuifei.tables.layout import word
from cuifei.tables.presets import NEW_LEDGER, PRESETS

Value: TypeAlias = "str | int | float | date | bool | None"
Grid: TypeAlias = Sequence[Sequence[Value]]
Cells: TypeAlias = "list[list[Value]]"

# Civil Code 188 knows no period beyond 20 years.
LONGEST_PERIOD = 240
_UNEQUAL = say("the ranges are not of the same size")
_BLANK = say("an argument is blank")
NOTHING: Grid = ((None,),)
USUAL: Grid = ((DEFAULT,),)


def months_overdue(due: Grid, as_of: Grid, lang: Grid = USUAL) -> Cells:
    """Return whole months overdue; blank before the due date (Civil Code 201, 202)."""

    def months_of(day: Value, today: Value) -> Value:
        start, end = _day(day), _day(today)
        return dates.whole_months(start, end) if start <= end else ""

    return _spread(months_of, (due, as_of), lang)


def ageing(due: Grid, as_of: Grid, lang: Grid = USUAL) -> Cells:
    """Return the ageing bucket (账龄) in the words of the workbook."""

    def bucket_of(day: Value, today: Value) -> Value:
        return word("bucket", arrears.bucket(_day(day), _day(today)), _lang(lang))

    return _spread(bucket_of, (due, as_of), lang)


def late_fees(
    amount: Grid,
    due: Grid,
    as_of: Grid,
    rate: Grid,
    cap: Grid,
    grace: Grid = ((0,),),
    lang: Grid = USUAL,
) -> Cells:
    """Return the late fee in yuan of an amount that nothing was paid on (Civil Code 585).

    `rate`: share per day; `cap`: share of the amount; `grace`: days.
    """

    def fee_of(
        yuan: Value, day: Value, today: Value, daily: Value, most: Value, free: Value
    ) -> Value:
        terms = late_fee.Terms(read_share(daily), read_share(most), read_count(free)[0])
        charge = Charge("", "", "", money.read_fen(yuan)[0], _day(day))
        return float(money.yuan(late_fee.late_fee(charge, (), _day(today), terms)))

    return _spread(fee_of, (amount, due, as_of, rate, cap, _or_zero(grace)), lang)


def capitals(amount: Grid, lang: Grid = USUAL) -> Cells:
    """Return the amount in capitals (大写)."""
    return _spread(lambda yuan: money.capitals(money.read_fen(yuan)[0]), (amount,), lang)


def limitation_ends(
    due: Grid, restarted: Grid = NOTHING, months: Grid = ((36,),), lang: Grid = USUAL
) -> Cells:
    """Return the last day of the limitation period; `restarted` may be blank (CC 188, 195)."""

    def last_day_of(day: Value, restart: Value, length: Value) -> Value:
        start = _day(day)
        restarts = [] if blank(restart) else [_day(restart)]
        count = 36 if blank(length) else _months(length)
        return limitation.last_days(start, [r for r in restarts if r > start], count)[-1]

    return _spread(last_day_of, (due, restarted, months), lang, optional=2)


def next_document(
    due: Grid,
    as_of: Grid,
    last: Grid = NOTHING,
    preset: Grid = (("residential",),),
    lang: Grid = USUAL,
) -> Cells:
    """Return the document whose day has come on the ladder, blank where none (R2).

    `last`: the last document served, or its level. Whether it may go is more
    than a ladder (R4, R5, R6): the arrears sheet says.
    """

    def document_of(day: Value, today: Value, before: Value, name: Value) -> Value:
        rungs = _rungs(name, _lang(lang))
        level = _level(before, rungs, _lang(lang))
        rung = next((r for r in rungs if r.level > level), None)
        start, end = _day(day), _day(today)
        if rung is None or triggers.trigger_day(rung, rungs, start) > end:
            return ""
        return word("document", rung.document, _lang(lang))

    return _spread(document_of, (due, as_of, last, preset), lang, optional=2)


def _spread(
    function: Callable[..., Value], args: tuple[Grid, ...], lang: Grid, optional: int = 0
) -> Cells:
    """Apply `function` to each place of the grids; a grid of one cell serves every place.

    Ledgers repeat their dates and amounts, so each combination is worked out once.
    """
    tell = translator(_lang(lang))
    shapes = {(len(grid), len(grid[0])) for grid in args} - {(1, 1)}
    if len(shapes) > 1:
        return [[f"#{tell(_UNEQUAL)}"]]
    height, width = shapes.pop() if shapes else (1, 1)
    columns = [_flat(grid, height * width) for grid in args]
    answered: dict[object, Value] = {}
    answers: list[Value] = []
    needed = len(args) - optional
    for values in zip(*columns, strict=True):
        # 1, 1.0 and TRUE are equal in Python, and not the same in a cell.
        key = tuple((value.__class__, value) for value in values)
        if key not in answered:
            answered[key] = _answer(function, values, needed, tell)
        answers.append(answered[key])
    return [answers[row * width : (row + 1) * width] for row in range(height)]


def _flat(grid: Grid, size: int) -> Sequence[Value]:
    if len(grid) == 1 and len(grid[0]) == 1:
        return [grid[0][0]] * size
    return [value for row in grid for value in row]


def _answer(
    function: Callable[..., Value],
    values: tuple[Value, ...],
    needed: int,
    tell: Callable[[Message], str],
) -> Value:
    for value in values:
        # What Excel itself puts into a cell that went wrong is handed on as it is.
        if error := fault(value):
            return error
    if blank(values[0]):
        return ""
    if any(blank(value) for value in values[1:needed]):
        return f"#{tell(_BLANK)}"
    try:
        return function(*values)
    except Unreadable as error:
        return f"#{tell(error.what)}"


def _day(value: Value) -> date:
    return dates.read_date(value)[0]


def _months(value: Value) -> int:
    months = read_count(value)[0]
    if months > LONGEST_PERIOD:
        raise Unreadable(
            say("“{value}” is too long for a limitation period", value=str(value)),
            say("Type the months, such as 36"),
        )
    return months


def _lang(lang: Grid) -> str:
    return known(str(lang[0][0]))


def _or_zero(grid: Grid) -> Grid:
    return [[0 if blank(value) else value for value in row] for row in grid]


def _rungs(name: Value, lang: str) -> tuple[Rung, ...]:
    if blank(name):
        return PRESETS[NEW_LEDGER[UseType.RESIDENTIAL]]
    preset = str(name).strip().lower()
    return PRESETS.get(preset) or PRESETS[NEW_LEDGER[UseType(read_code("use_type", name, lang))]]


def _level(last: Value, rungs: Sequence[Rung], lang: str) -> int:
    """Return the level of the last document; a name stands for its lowest rung."""
    if blank(last):
        return 0
    if isinstance(last, (int, float)):
        return read_count(last)[0]
    document = read_code("document", last, lang)
    levels = [rung.level for rung in rungs if rung.document == document]
    if not levels:
        raise Unreadable(
            say("“{value}” is not on this ladder", value=str(last)),
            say("Choose the ladder of the unit's use type"),
        )
    return levels[0]
