"""Why does a command hold off the search for cycles? Nearly all that it makes, it keeps."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Hold off the search for cycles: records have none, and nearly all that grows is kept.

    Visiting a growing ledger again and again makes each unit cost more than the last: a fifth of
    a command's time. The few cycles of a run (lists that openpyxl makes, about 1 MB each) wait
    until its end.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
