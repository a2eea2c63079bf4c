"""Does the office keep what was paid in its own sheets? Then 收款 would count it twice."""

from cuifei.workbook.adopt import mapping
from cuifei.workbook.port import Book

_NET = {"unpaid", "paid"}


def kept_in(book: Book) -> tuple[str, ...]:
    """Return the office's sheets that already say what is unpaid or paid; none for our own ledger.

    In an adopted workbook amounts that are net of payments, a column of
    payments, a paid or unpaid status, or a list of payments all say so.
    """
    stored = book.tables.get("mapping")
    if not book.adopted or stored is None:
        return ()
    pairs = ((row.get("key"), row.get("value")) for row in stored.rows.values())
    chart = mapping.parse(mapping.answers((str(k), str(v)) for k, v in pairs if k and v))
    net = (
        block.sheet
        for block in chart.blocks
        if block.kind == "payments"
        or (
            block.kind == "charges"
            and (_NET & {one.role for one in block.amounts} or "status" in block.columns)
        )
    )
    return tuple(dict.fromkeys(net))
