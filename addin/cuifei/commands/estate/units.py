"""Who lives in the demo estate, in what, and what does it cost a month? All invented.

Names carry 样 (owners) or 演 (staff), phones are 1300000xxxx, places are 示例市:
nobody can take a letter of the demo for a real one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from cuifei.domain.codes import UseType
from cuifei.domain.language import DEFAULT
from cuifei.domain.records import Unit

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张"
NUMERALS = "一二三四五六七八九十"
FLOORS = (3, 5, 7, 8, 10, 12, 15)
COHORT = "样例商街四户"
ENTRUSTED_PERCENT = 70  # R2: entrusted homes are billed at 70 %


@dataclass(frozen=True, slots=True)
class Community:
    """One invented estate. Prices in fen per square metre and month, parking in fen per month."""

    name: str
    short: str
    english: str
    road: str
    home_price: int
    shop_price: int
    parking_price: int
    homes: int
    shops: int
    parking: int
    entrusted: int
    stewards: tuple[str, ...]


COMMUNITIES: tuple[Community, ...] = (
    Community(
        "样例花园", "样例", "Sample Garden", "样例路1号", 220, 650, 8000, 63, 7, 7, 4,
        ("林演一", "何演二", "高演三"),
    ),
    Community(
        "示范家园", "示范", "Model Homes", "示范路22号", 265, 720, 10000, 63, 7, 7, 3,
        ("罗演四", "梁演五", "宋演六"),
    ),
    Community(
        "演示里", "演示", "Demo Lane", "演示路333号", 185, 580, 6000, 64, 6, 6, 3,
        ("唐演七", "邓演八", "曹演九"),
    ),
)  # fmt: skip

# (owner, salutation): the homes of these owners get their letters in English.
ENGLISH_OWNERS = (
    ("Alex Sample", "Mr"),
    ("Robin Example", "Ms"),
    ("Kim Specimen", "Ms"),
    ("Lee Placeholder", "Mr"),
    ("Sam Fictitious", "Mr"),
    ("Jo Invented", "Ms"),
)
FIRMS = ("样例便利店（虚构）", "示范烘焙坊（虚构）", "演示洗衣店（虚构）", "样例药房（虚构）")


@dataclass(frozen=True, slots=True)
class Owner:
    """Who owes, and where letters go. Several units may share one."""

    name: str
    salutation: str
    phone: str
    address: str = ""
    language: str = DEFAULT


def monthly_fee(unit: Unit) -> int:
    """Return a unit's property or parking fee of one month in fen, half up.

    >>> monthly_fee(Unit("a", "甲一", area="89.37", price="2.20"))
    19661
    >>> monthly_fee(Unit("b", "甲一", use_type="entrusted", area="100.00", price="2.00"))
    14000
    """
    price = _hundredths(unit.price)
    if unit.use_type == UseType.PARKING:
        return price
    percent = ENTRUSTED_PERCENT if unit.use_type == UseType.ENTRUSTED else 100
    return (_hundredths(unit.area) * price * percent + 5_000) // 10_000


def _hundredths(typed: str) -> int:
    return int(typed.replace(".", ""))


def _typed(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def units(rng: Random) -> tuple[Unit, ...]:
    """Return the estate's 240 units, community by community, homes first."""
    people = _people(rng)
    out: list[Unit] = []
    for number, community in enumerate(COMMUNITIES):
        homes = [_home(community, place, people, rng) for place in _home_places(community)]
        homes = _with_english(homes, community, number)
        spare = rng.sample([h for h in homes if h.language == DEFAULT], 4)
        parking = [_parking(community, i, spare, people) for i in range(community.parking)]
        shops = [_shop(community, i, spare, people, rng, number) for i in range(community.shops)]
        entrusted = [
            replace(_home(community, (2, 18, i + 1), people, rng), use_type=UseType.ENTRUSTED)
            for i in range(community.entrusted)
        ]
        out += [*homes, *entrusted, *shops, *parking]
    return tuple(out)


def _people(rng: Random) -> Iterator[Owner]:
    for number in range(len(SURNAMES) * len(NUMERALS)):
        round_, surname = divmod(number, len(SURNAMES))
        yield Owner(
            f"{SURNAMES[surname]}样{NUMERALS[round_]}",
            rng.choice(("先生", "女士")),
            f"1300000{number + 1:04d}",
        )


def _home_places(community: Community) -> list[tuple[int, int, int]]:
    grid = [(b, f, r) for b in (1, 2, 3) for f in FLOORS for r in (1, 2, 3)]
    return [*grid, (3, 16, 1)][: community.homes]


def _home(
    community: Community, place: tuple[int, int, int], people: Iterator[Owner], rng: Random
) -> Unit:
    building, floor, room = place
    owner = next(people)
    number = f"{floor}{room:02d}"
    return Unit(
        unit=f"{community.short}-{building}-{number}",
        owner=owner.name,
        community=community.name,
        building=f"{building}栋",
        area=_typed(rng.randrange(6_200, 14_400)),
        price=_typed(community.home_price),
        salutation=owner.salutation,
        phone=owner.phone,
        address=f"示例市样例区{community.road} {community.name}{building}栋{number}室",
        steward=community.stewards[building - 1],
    )


def _with_english(homes: list[Unit], community: Community, number: int) -> list[Unit]:
    """Give two homes of each community to owners who read English."""
    for place, (name, salutation) in zip(
        (4, 40), ENGLISH_OWNERS[number * 2 : number * 2 + 2], strict=True
    ):
        home = homes[place]
        _, building, room = home.unit.split("-")
        homes[place] = replace(
            home,
            owner=name,
            salutation=salutation,
            language="en",
            address=f"Room {room}, Building {building}, {community.english}, Demo City",
        )
    return homes


def _parking(community: Community, i: int, spare: list[Unit], people: Iterator[Owner]) -> Unit:
    """Four spaces belong to owners of homes, the others to people from elsewhere."""
    if i < len(spare):
        home = spare[i]
        owner = Owner(home.owner, home.salutation, home.phone, home.address)
    else:
        owner = replace(next(people), address=f"示例市示范区外环路{i + 80}号")
    return Unit(
        unit=f"{community.short}-车-{i * 7 + 1:03d}",
        owner=owner.name,
        community=community.name,
        building="地下车库",
        use_type=UseType.PARKING,
        price=_typed(community.parking_price),
        salutation=owner.salutation,
        phone=owner.phone,
        address=owner.address,
        steward=community.stewards[2],
    )


def _shop(
    community: Community,
    i: int,
    spare: list[Unit],
    people: Iterator[Owner],
    rng: Random,
    number: int,
) -> Unit:
    """The first shop belongs to an owner of a home and a space, the second to a firm."""
    person = next(people)
    if i == 0:
        home = spare[0]
        person = Owner(home.owner, home.salutation, home.phone)
    elif i == 1:
        person = Owner(FIRMS[number], "", person.phone)
    shop = Unit(
        unit=f"{community.short}-S-{i + 1:02d}",
        owner=person.name,
        community=community.name,
        building="商铺",
        use_type=UseType.SHOP,
        area=_typed(rng.randrange(3_500, 16_000)),
        price=_typed(community.shop_price),
        salutation=person.salutation,
        phone=person.phone,
        address=f"示例市样例区{community.road} {community.name}商铺{i + 1:02d}号",
        steward=community.stewards[1],
    )
    # Four neighbours in one street who act together: a letter to one is read by all (R5.2).
    return replace(shop, cohort=COHORT) if number == 0 and 2 <= i <= 5 else shop
