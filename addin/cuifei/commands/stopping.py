"""How does Ctrl+C end a run? At once, but what is written as a whole is finished first."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from cuifei.domain.problems import CuifeiError, say
from cuifei.workbook import run_log


class Stopped(KeyboardInterrupt):
    """Ctrl+C, with what it means for the task as a whole."""

    def __init__(self, error: CuifeiError) -> None:
        super().__init__()
        self.error = error


@contextmanager
def stoppable() -> Iterator[None]:
    """Let Ctrl+C wait for the blocks of `run_log.whole` within; a second one waits for nothing.

    Where another program handles the signal, or this is not the main thread, nothing changes.
    """
    ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if not ours or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        log = run_log.current()
        if log is None or not log.depth or log.asked:
            raise KeyboardInterrupt
        log.asked = True
        log.tell(say("stopping as soon as what is being written is whole"))

    signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
