"""Does the office keep what was paid in its own sheets? Then 收款 would count it twice."""

from cuifei.offices import in_place
from cuifei.tables.port import Book

_NET = {"unpaid", "paid"}


def kept_in(book: Book) -> tuple[str, ...]:
    """Return the office's sheets that already say what is unpaid or paid; none for our own ledger.

    In an adopted workbook amounts that are net of payments, a column of
    payments, a paid or unpaid status, or a list of payments all say so.
    """
    chart = in_place.chart_of(book)
    if chart is None:
        return ()
    net = (
        block.sheet
        for block in chart.blocks
        if block.kind == "payments"
        or (
            block.kind == "charges"
            and (_NET & {amount.role for amount in block.amounts} or "status" in block.columns)
        )
    )
    return tuple(dict.fromkeys(net))
