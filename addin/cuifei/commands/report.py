"""What does a command hand back to its door? A result, Problems and sentences, not translated."""

from collections.abc import Mapping, Sequence
from dataclasses import Field, dataclass, fields, is_dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Generic, TypeAlias, TypeVar

from cuifei.domain import money
from cuifei.domain.ladder.readiness import Blocker
from cuifei.domain.money import Fen
from cuifei.domain.problems import CuifeiError, Message, Problem
from cuifei.locale import Say

Data: TypeAlias = Mapping[str, object]
R_co = TypeVar("R_co", covariant=True)

# What is said of a field of a result: it comes behind the problems in the JSON document.
BEHIND = MappingProxyType({"behind": True})


@dataclass(frozen=True, slots=True)
class Report(Generic[R_co]):
    """What a command comes to.

    `result` is the command's own record, which other commands and doors read by
    name; `said` tells a person what was done, what was set aside, where the files
    are and what to do next. `refused`: the task was understood and declined,
    nothing was written.
    """

    result: R_co
    problems: tuple[Problem, ...] = ()
    said: tuple[Message, ...] = ()
    refused: bool = False

    @property
    def exit_code(self) -> int:
        """0 done, 1 done with Problems, 2 not done."""
        return 2 if self.refused else int(bool(self.problems))

    @property
    def data(self) -> Data:
        """The JSON document of DESIGN.md, with messages, dates and problems in it as they are.

        It is for what leaves the program: code reads `result`.
        """
        if isinstance(self.result, Mapping):
            return {**self.result, "problems": self.problems}
        own = fields(self.result)  # type: ignore[arg-type]
        first = _record(self.result, [x for x in own if not x.metadata])
        behind = _record(self.result, [x for x in own if x.metadata == BEHIND])
        return {**first, "problems": self.problems, **behind}


def _record(record: object, own: Sequence[Field[Any]]) -> dict[str, object]:
    """Return fields of a record for JSON; one that is None where it need not be is left out.

    The underscore of a name that Python keeps for itself (class_) is not said.
    """
    values = {x.name.rstrip("_"): _value(getattr(record, x.name), x.type) for x in own}
    optional = {x.name for x in own if x.default is None}
    return {k: v for k, v in values.items() if v is not None or k not in optional}


def _value(value: object, kind: object = None) -> object:
    """Return a value of a record for JSON: money in yuan, records as mappings."""
    match value:
        case int() if kind in (Fen, Fen | None):
            return money.plain(value)
        case Report():
            return value.data
        case Message() | Problem() | Blocker():
            return value
        case list():
            return [_value(item) for item in value]
        case tuple():
            return tuple(_value(item) for item in value)
    if is_dataclass(value):
        return _record(value, fields(value))
    return value


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
