"""Which unit of the demo estate plays which part? The cast, as data, and who was chosen for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random

from cuifei.commands.estate.units import COMMUNITIES
from cuifei.domain.codes import UseType
from cuifei.domain.language import DEFAULT
from cuifei.domain.records import Unit


@dataclass(frozen=True, slots=True)
class Role:
    """How a unit pays, and which tale it has.

    `habit`: a key of habits.HABITS. `months`: how many months before
    the current one the habit began (stopped 3: the charge of three months ago
    is the oldest unpaid). `tale`: what else happens to it; `type_`, `reason`:
    the owner type and the reason for the arrears as the steward noted them.
    """

    habit: str
    months: int = 0
    tale: str = ""
    type_: str = ""
    reason: str = ""


def _stopped(months: int, tale: str = "", type_: str = "", reason: str = "") -> Role:
    return Role("stopped", months, tale, type_, reason)


def _late(*tales: str) -> tuple[Role, ...]:
    return tuple(Role("late", tale=tale, type_="neglecting") for tale in tales)


_WILLING = ("understanding", "hardship")
_UNHAPPY = ("resisting", "service")
_HIDING = ("evading", "malicious")
_CARELESS = ("neglecting", "none")

# Homes of each community, in the order of COMMUNITIES.
HOMES: tuple[tuple[Role, ...], ...] = (
    (
        _stopped(19, "live", *_HIDING),
        _stopped(26, "qualified", *_HIDING),
        _stopped(21, "qualified", "resisting", "malicious"),
        _stopped(17, "qualified", *_CARELESS),
        _stopped(14, "qualified", "neglecting", "malicious"),
        _stopped(12, "qualified", *_UNHAPPY),
        _stopped(10, "qualified", *_HIDING),
        _stopped(1),
        _stopped(2, "", *_CARELESS),
        _stopped(4, "promise_open", *_WILLING),
        _stopped(5, "", "understanding", "special"),
        _stopped(7, "hold_rectification", "resisting", "defects"),
        _stopped(11, "promise_broken_twice", *_CARELESS),
        Role("token", 15, "", "resisting", "shared_costs"),
        Role("short", 10, "", *_WILLING),
        *_late("promise_kept", "promise_kept", ""),
        Role("cured", 23, "cured"),
        Role("cured", 20, "cured"),
        Role("slipping"),
        Role("ahead", tale="discount", type_="understanding"),
    ),
    (
        _stopped(24, "qualified", *_HIDING),
        _stopped(18, "qualified", "resisting", "malicious"),
        _stopped(13, "qualified", *_CARELESS),
        _stopped(10, "qualified", "evading", "vacancy"),
        _stopped(7, "sent", *_UNHAPPY),
        _stopped(16, "returned", "evading", "none"),
        _stopped(1),
        _stopped(3, "", "understanding", "misunderstanding"),
        _stopped(4, "", "resisting", "neighbours"),
        _stopped(6, "promise_broken", *_CARELESS),
        _stopped(9, "hold_dispute", "resisting", "shared_costs"),
        Role("token", 14, "", "neglecting", "vacancy"),
        _stopped(22, "unreachable", "evading", "vacancy"),
        Role("plan", 11, "plan_kept", *_WILLING),
        Role("plan", 9, "plan_broken", "neglecting", "hardship"),
        Role("short", 8, "promise_partly", *_WILLING),
        *_late("promise_kept", "", ""),
        Role("cured", 14, "cured"),
        Role("cured_by_lawyer", 21, "cured_by_lawyer", *_HIDING),
        Role("slipping"),
    ),
    (
        _stopped(8, "one_letter", "neglecting", "malicious"),
        _stopped(11, "one_letter", "resisting", "bad_experience"),
        _stopped(6, "stale", *_CARELESS),
        _stopped(6, "voided", "understanding", "misunderstanding"),
        _stopped(2),
        _stopped(4, "", "neglecting", "special"),
        _stopped(5, "", *_UNHAPPY),
        _stopped(8, "hold_hardship", *_WILLING),
        _stopped(12, "promise_broken", "evading", "none"),
        _stopped(20, "unreachable", "evading", "none"),
        _stopped(27, "", "neglecting", "vacancy"),
        _stopped(29, "opening_acknowledged", "resisting", "shared_costs"),
        _stopped(29, "opening", "evading", "vacancy"),
        Role("short", 12, "", *_WILLING),
        Role("yearly", 11, "", "understanding", "special"),
        *_late("promise_kept", "", ""),
        Role("cured", 17, "cured"),
        Role("slipping"),
    ),
)
SHOPS: tuple[tuple[Role, ...], ...] = (
    (_stopped(3, "notices_3", *_UNHAPPY), _stopped(6, "", *_CARELESS), _stopped(0)),
    (_stopped(2, "notices_2", *_CARELESS), _stopped(1)),
    (_stopped(4, "hold_item", "resisting", "shared_costs"),),
)
PARKING: tuple[tuple[Role, ...], ...] = (
    (_stopped(0), _stopped(12, "no_address", *_CARELESS)),
    (_stopped(4),),
    (_stopped(2), _stopped(5, "", *_CARELESS)),
)
ENTRUSTED: tuple[tuple[Role, ...], ...] = (
    (_stopped(5, "", "neglecting", "vacancy"), _stopped(13, "", "evading", "vacancy")),
    (_stopped(7, "", *_WILLING),),
    (_stopped(4),),
)
CAST = {
    UseType.RESIDENTIAL: HOMES,
    UseType.SHOP: SHOPS,
    UseType.PARKING: PARKING,
    UseType.ENTRUSTED: ENTRUSTED,
}

# How everybody else pays, the more often the more usual.
EVERYDAY = ("on_time", "on_time", "on_time", "on_time", "in_two", "ahead", "named")


def cast(units: Iterable[Unit], rng: Random) -> dict[str, Role]:
    """Return the role of every unit; who is in the cast is drawn among owners of one unit.

    One owner of a home and a parking space in the second community has
    stopped paying for both; all others with several units pay them together.
    """
    everybody = tuple(units)
    owned: dict[str, list[Unit]] = {}
    for unit in everybody:
        owned.setdefault(unit.owner, []).append(unit)
    roles: dict[str, Role] = {}
    for unit in next(_pairs(owned, COMMUNITIES[1].name)):
        roles[unit.unit] = _stopped(5, "", *_CARELESS)
    for unit in everybody:
        if len(owned[unit.owner]) > 1:
            roles.setdefault(unit.unit, Role("together"))
    for number, community in enumerate(COMMUNITIES):
        for use_type, parts in CAST.items():
            free = [u for u in _of(everybody, community.name, use_type) if u.unit not in roles]
            roles.update(_draw(free, parts[number], rng))
    for unit in everybody:
        habits = (
            EVERYDAY if unit.use_type == UseType.RESIDENTIAL else ("on_time", "in_two", "named")
        )
        roles.setdefault(unit.unit, Role(rng.choice(habits)))
    return roles


def _of(units: Iterable[Unit], community: str, use_type: str) -> Iterator[Unit]:
    return (u for u in units if u.community == community and u.use_type == use_type)


def _pairs(owned: dict[str, list[Unit]], community: str) -> Iterator[list[Unit]]:
    """Yield the home and parking space of each owner of just these two."""
    for group in owned.values():
        types = [unit.use_type for unit in group]
        if types == [UseType.RESIDENTIAL, UseType.PARKING] and group[0].community == community:
            yield group


def _draw(free: list[Unit], parts: tuple[Role, ...], rng: Random) -> dict[str, Role]:
    """Give each part to a unit; the first without a tale goes to an owner who reads English."""
    foreign = [u for u in free if u.language != DEFAULT]
    others = rng.sample([u for u in free if u.language == DEFAULT], len(parts))
    chosen = {unit.unit: role for unit, role in zip(others, parts, strict=True)}
    plain = [name for name, role in chosen.items() if role.habit == "stopped" and not role.tale]
    for name, unit in zip(plain[:1], foreign, strict=False):
        chosen[unit.unit] = chosen.pop(name)
    return chosen
