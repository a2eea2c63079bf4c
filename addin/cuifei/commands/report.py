"""What does a command hand back to its door? Data, Problems and sentences, not yet translated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

from cuifei.domain.ladder.readiness import Blocker
from cuifei.domain.problems import CuifeiError, Message, Problem
from cuifei.locale import Say

Data: TypeAlias = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a command.

    `data` is the JSON document of DESIGN.md, with messages, dates and problems
    in it as they are; `said` tells a person what was done, what was set aside,
    where the files are and what to do next. `refused`: the task was understood
    and declined, nothing was written.
    """

    data: Data
    problems: tuple[Problem, ...] = ()
    said: tuple[Message, ...] = ()
    refused: bool = False

    @property
    def exit_code(self) -> int:
        """0 done, 1 done with Problems, 2 not done."""
        return 2 if self.refused else int(bool(self.problems))


def plain(value: object, tell: Say) -> object:
    """Return `value` as JSON can say it: messages told, dates ISO, paths as text."""
    match value:
        case Message():
            return tell(value)
        case date():
            return value.isoformat()
        case Path():
            return str(value)
        case Problem():
            return {
                "where": value.where,
                "what": tell(value.what),
                "remedy": tell(value.remedy),
            }
        case Blocker():
            return {"code": value.code, "until": plain(value.until, tell), "text": tell(value.told)}
        case Mapping():
            return {str(key): plain(item, tell) for key, item in value.items()}
        case str() | int() | float() | None:
            return value
        case Sequence():
            return [plain(item, tell) for item in value]
    assert not is_dataclass(value), f"{type(value).__name__} has no JSON shape"
    raise TypeError(f"no JSON shape for {value!r}")


def error_data(error: CuifeiError) -> Data:
    """Return the JSON document of a task that could not be done."""
    return {"error": Problem(error.where, error.what, error.remedy)}
