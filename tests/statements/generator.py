"""Random estates and statements with the truth beside them: who paid for which unit.

The truth is decided first and the text is written from it; nothing here asks
the matcher. `make(seed)` mixes everything; `make(seed, traits={...})` one thing alone.
Of the receipts about nine in ten are ordinary: the owner, a tenant or a spouse
pays a whole sum and says which room, or an owner pays without a word. The rest
are TRAPS: what a clerk could not decide either, and what looks decided and is not.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from cuifei.domain.policy import Policy
from cuifei.domain.records import Charge, Ledger, Letter, PayAccount, Payment, Unit

AS_OF = date(2026, 3, 31)
COMPANY = "样例物业服务有限公司"
SURNAMES, SECOND, THIRD = (
    "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳",
    "一二三四五六七八九十",
    "样例示范演试虚构",
)
STRANGERS = ("过路样", "租客示例", "亲属演样", "代办虚构", "样例财务公司")
STYLES = ("building-room", "entrance", "spelt", "estates", "short", "letters")
ORDINARY = (
    "owner_room",
    "owner_silent",
    "tenant_room",
    "owner_name_in_note",
    "letter_number",
    "phone_in_note",
    "owner_part_payment",
    "owner_pays_ahead",
    "two_rooms",
    "home_and_parking",
)
TRAPS = (
    "stranger_silent",
    "stranger_odd_amount",
    "wrong_room_for_owner",
    "unknown_room",
    "short_room",
    "namesake_silent",
    "row_of_rooms",
    "deposit",
    "for_a_neighbour",
    "entered_by_hand",
    "went_back",
    "partly_refunded",
    "masked_silent",
    "same_amount_homes",
    "two_rooms_odd",
    "refund_word",
)
_WEIGHTS = (34, 18, 14, 4, 3, 3, 4, 3, 2, 5)


@dataclass
class Event:
    """One line of a statement. `truth`: unit -> fen, {}: nobody's; None: no receipt at all."""

    day: date
    amount: int
    payer: str
    note: str
    truth: dict[str, int] | None
    trait: str
    time: str = "10:00:00"
    serial: str = ""
    state: str = ""
    kind: str = ""
    account: str = ""
    refund: int = 0

    @property
    def incoming(self):
        return self.amount > 0


@dataclass
class Made:
    """An estate, what came in, and the lines in the order of the file."""

    seed: int
    ledger: Ledger
    events: list[Event]
    policy: Policy = field(default_factory=lambda: Policy(company=COMPANY))


def make(seed, size=40, traits=None):
    """Return an estate and about `size` lines; `traits` limits what happens."""
    rng = Random(seed)
    world = _World(rng)
    for _ in range(size):
        if traits:
            trait = rng.choice(sorted(traits))
        elif rng.random() < 0.93:
            trait = rng.choices(ORDINARY, _WEIGHTS)[0]
        else:
            trait = rng.choice(TRAPS)
        world.happen(trait)
    if not traits:
        for _ in range(rng.randint(1, 6)):
            world.happen(rng.choice(("outgoing", "fee", "interest", "own_transfer")))
    return world.made(seed)


class _World:
    def __init__(self, rng):
        self.rng = rng
        self.style = rng.choice(STYLES)
        self.names = [a + b + c for a in SURNAMES for b in SECOND for c in THIRD]
        rng.shuffle(self.names)
        self.units: dict[str, Unit] = {}
        self.parking: dict[str, str] = {}
        self._homes()
        self._parking()
        self.charges: dict[str, list[Charge]] = {}
        self.open: dict[str, list[int]] = {}
        self._charge()
        self.payments: list[Payment] = []
        self.letters = self._letters()
        self.events: list[Event] = []
        self.day = date(2026, 3, 1)
        self.serials = 0
        self.used: set[str] = set()

    # -- the estate ---------------------------------------------------------------------------

    def _homes(self):
        rng = self.rng
        estates = ("样园", "范园") if self.style == "estates" else ("样例花园",)
        for estate in estates:
            for building in range(1, rng.randint(3, 14)):
                for room in range(rng.randint(2, 5)):
                    floor = rng.choice((1, 2, 3, 10, 11, 13))
                    entrance = rng.randint(1, 3)
                    number = f"{floor}{room + 1:02d}"
                    key = self._key(estate, building, entrance, number)
                    if key not in self.units:
                        self._unit(key, self._owner(), estate, f"{building}栋")

    def _key(self, estate, building, entrance, number):
        return {
            "building-room": f"{building}-{number}",
            "entrance": f"{building}-{entrance}-{number}",
            "spelt": f"{building}栋{entrance}单元{number.rjust(4, '0')}",
            "estates": f"{estate}-{building}-{number}",
            "short": f"{building}-{number}",
            "letters": f"{chr(64 + building)}-{number}",
        }[self.style]

    def _owner(self):
        """Return a new owner, sometimes one who has a home already, or one with the same name."""
        known = [u for u in self.units.values() if u.use_type == "residential"]
        draw = self.rng.random()
        if known and draw < 0.06:
            other = self.rng.choice(known)
            return other.owner, other.phone
        if known and draw < 0.09:
            return self.rng.choice(known).owner, self._phone()
        return self.names.pop(), self._phone()

    def _phone(self):
        return f"130{self.rng.randint(0, 99_999_999):08d}"

    def _unit(self, key, owner, estate, building, use="residential"):
        name, phone = owner
        self.units[key] = Unit(key, name, estate, building, use, phone=phone)

    def _parking(self):
        homes = list(self.units.values())
        for number, home in enumerate(self.rng.sample(homes, len(homes) // 6), 1):
            lead = f"{home.community}-" if self.style == "estates" else ""
            key = f"{lead}车-{number:03d}"
            self._unit(key, (home.owner, home.phone), home.community, "地下车库", "parking")
            self.parking[home.unit] = key

    def _charge(self):
        kinds = [self.rng.randint(12_000, 60_000) for _ in range(4)]
        months = self.rng.randint(2, 9)
        seen: dict[tuple[str, str], int] = {}
        for key, unit in self.units.items():
            fee = 8_000 if unit.use_type == "parking" else self.rng.choice(kinds)
            if unit.use_type != "parking" and self.rng.random() < 0.5:
                fee = self.rng.randint(12_000, 60_000)
            same = seen.get((unit.owner, unit.phone))
            if same and unit.use_type != "parking" and self.rng.random() < 0.6:
                fee = same
            elif unit.use_type != "parking":
                seen[unit.owner, unit.phone] = fee
            item = "车位管理费" if unit.use_type == "parking" else "物业费"
            own = self.rng.randint(1, months)
            rows = []
            for back in range(own):
                month = 3 - back
                year, month = (2026, month) if month > 0 else (2025, month + 12)
                due = date(year, month, 1)
                rows.append(Charge(key, item, f"{year}-{month:02d}", fee, due))
            self.charges[key] = rows[::-1]
            self.open[key] = [fee] * own

    def _letters(self):
        homes = [key for key, unit in self.units.items() if unit.use_type == "residential"]
        chosen = self.rng.sample(homes, min(5, len(homes)))
        return [
            Letter(f"催函〔2026〕{n:04d}号", "payment_notice", unit, date(2026, 2, 20))
            for n, unit in enumerate(chosen, 1)
        ]

    # -- what is written into notes -----------------------------------------------------------

    def _room(self, key):
        """Return a room in full, as owners write it."""
        unit, rng = self.units[key], self.rng
        if unit.use_type == "parking":
            number = key.rpartition("-")[2]
            lead = unit.community if self.style == "estates" else ""
            return lead + rng.choice((f"车位{number}", f"车-{number}", f"{number}车位"))
        if self.style == "estates":
            _, building, number = key.split("-")
            spelt = rng.choice((f"{building}-{number}", f"{building}栋{number}"))
            return rng.choice((key, f"{unit.community}{spelt}", f"{unit.community} {spelt}室"))
        if self.style == "spelt":
            building, rest = key.split("栋")
            entrance, number = rest.split("单元")
            number = rng.choice((number, number.lstrip("0")))
            return rng.choice(
                (
                    f"{building}栋{entrance}单元{number}",
                    f"{building}-{entrance}-{number}",
                    f"{building}号楼{entrance}单元{number}室",
                    f"{building} 栋 {entrance} 单元 {number}",
                )
            )
        parts = key.split("-")
        choices = ["-".join(parts), "－".join(parts), "—".join(parts)]
        if len(parts) == 2:
            choices += [
                f"{parts[0]}栋{parts[1]}",
                f"{parts[0]}号楼{parts[1]}室",
                f"{parts[0]}#{parts[1]}",
            ]
            choices += [f"{parts[0]}座{parts[1]}室", f"{parts[0]}幢{parts[1]}"]
        else:
            choices += [
                f"{parts[0]}栋{parts[1]}单元{parts[2]}",
                f"{parts[0]}#{parts[1]}单元{parts[2]}室",
            ]
        spelt = rng.choice(choices)
        return _wide(spelt) if rng.random() < 0.1 else spelt

    def _note(self, room):
        what = self.rng.choice(("物业费", "", "缴物业费", "2026年3月物业费", "物业管理费", "3月"))
        where = self.rng.choice(
            ("{room} {what}", "{room}{gap}{what}", "{what} {room}", "{what}:{room}")
        )
        gap = "" if what[:1] in ("物", "缴") else " "
        if what.endswith("月"):
            what += "份"
        return where.format(room=room, what=what, gap=gap).strip(" :")

    # -- what happens -------------------------------------------------------------------------

    def happen(self, trait):
        self.day = min(self.day + timedelta(self.rng.choice((0, 0, 1, 1, 2))), date(2026, 3, 30))
        getattr(self, f"_{trait}")(trait)

    def _add(self, trait, amount, payer, note, truth, **more):
        self.serials += 1
        event = Event(
            self.day,
            amount,
            payer,
            note,
            truth,
            trait,
            f"{8 + self.serials // 60 % 12:02d}:{self.serials % 60:02d}:00",
            f"2026{self.day:%m%d}00001{self.serials:08d}",
            **more,
        )
        self.events.append(event)
        for unit, part in (truth or {}).items():
            self._settle(unit, part)
        return event

    def _settle(self, unit, amount):
        """Let money pay the oldest charges, as the truth of what is open."""
        rows = self.open[unit]
        while rows and amount:
            part = min(rows[0], amount)
            rows[0] -= part
            amount -= part
            if not rows[0]:
                rows.pop(0)

    def _some(self, *, owing=1, single=False, use="residential"):
        """Return a unit that was not used before and owes; `single`: its owner has no other."""
        choices = [
            key
            for key, unit in self.units.items()
            if key not in self.used
            and unit.use_type == use
            and len(self.open[key]) >= owing
            and (not single or len(self._same_name(unit)) == 1)
        ]
        if not choices:
            return None
        key = self.rng.choice(choices)
        self.used.add(key)
        return key

    def _same_name(self, unit):
        return [u for u in self.units.values() if u.owner == unit.owner]

    def _whole(self, key):
        """Return a sum that the unit owes: all, the oldest period, or the oldest few."""
        rows = self.open[key]
        draw = self.rng.random()
        if draw < 0.5:
            return sum(rows)
        return rows[0] if draw < 0.8 else sum(rows[: self.rng.randint(1, len(rows))])

    def _owner_room(self, trait):
        if key := self._some():
            amount = self._whole(key)
            note = self._note(self._room(key))
            self._add(trait, amount, self.units[key].owner, note, {key: amount})

    def _owner_silent(self, trait):
        if key := self._some(single=True):
            amount = self._whole(key)
            note = self.rng.choice(("物业费", "转账", "", "3月份物业费", "缴费"))
            self._add(trait, amount, self.units[key].owner, note, {key: amount})

    def _tenant_room(self, trait):
        if key := self._some():
            amount = self._whole(key)
            payer = self.rng.choice((*STRANGERS, "", "*样"))
            self._add(trait, amount, payer, self._note(self._room(key)), {key: amount})

    def _owner_name_in_note(self, trait):
        if key := self._some():
            amount = self._whole(key)
            note = f"{self._room(key)} {self.units[key].owner} 物业费"
            self._add(trait, amount, self.rng.choice(STRANGERS), note, {key: amount})

    def _letter_number(self, trait):
        free = [x for x in self.letters if x.unit not in self.used and self.open[x.unit]]
        if free:
            letter = self.rng.choice(free)
            self.used.add(letter.unit)
            amount = sum(self.open[letter.unit])
            number = self.rng.choice(
                (letter.number, letter.number.replace("〔", "[").replace("〕", "]"))
            )
            self._add(trait, amount, self.rng.choice(STRANGERS), number, {letter.unit: amount})

    def _phone_in_note(self, trait):
        if key := self._some():
            amount = self._whole(key)
            note = f"{self._room(key)} 电话{self.units[key].phone}"
            self._add(trait, amount, self.rng.choice(("", *STRANGERS)), note, {key: amount})

    def _owner_part_payment(self, trait):
        if key := self._some():
            amount = max(100, sum(self.open[key]) // 3 + 7)
            self._add(
                trait, amount, self.units[key].owner, self._note(self._room(key)), {key: amount}
            )

    def _owner_pays_ahead(self, trait):
        if key := self._some():
            amount = sum(self.open[key]) + 12 * self.charges[key][0].amount
            note = self._room(key) + " 全年物业费"
            self._add(trait, amount, self.units[key].owner, note, {key: amount})

    def _two_rooms(self, trait):
        one, two = self._some(), self._some()
        if one and two:
            parts = {one: sum(self.open[one]), two: sum(self.open[two])}
            if len(self._ways(parts)) == 1:
                note = f"{self._room(one)}、{self._room(two)} 物业费"
                self._add(trait, sum(parts.values()), self.rng.choice(STRANGERS), note, parts)

    def _ways(self, parts):
        """Return the ways in which two units make up their sum, each paying its oldest rows."""
        (one, a), (two, b) = parts.items()
        sums = {
            key: {
                sum(self.open[key][i:j])
                for i in range(len(self.open[key]))
                for j in range(i + 1, 99)
            }
            for key in parts
        }
        return {x for x in sums[one] if a + b - x in sums[two]}

    def _home_and_parking(self, trait):
        free = [
            home
            for home, place in self.parking.items()
            if not {home, place} & self.used
            and self.open[home]
            and self.open[place]
            and len(self._same_name(self.units[home])) == 2
        ]
        if free:
            home = self.rng.choice(free)
            place = self.parking[home]
            parts = {home: sum(self.open[home]), place: sum(self.open[place])}
            if len(self._ways(parts)) != 1 or sum(parts.values()) in self._singles(parts):
                return
            self.used |= {home, place}
            note = self.rng.choice(
                ("", "物业费和车位费", f"{self._room(home)}，{self._room(place)}")
            )
            self._add(trait, sum(parts.values()), self.units[home].owner, note, parts)

    def _singles(self, parts):
        return {
            sum(self.open[key][i:j])
            for key in parts
            for i in range(len(self.open[key]))
            for j in range(i + 1, len(self.open[key]) + 1)
        }

    # -- traps: the truth is known here, and nobody else can know it ---------------------------

    def _stranger_silent(self, trait):
        if key := self._some():
            amount = self._whole(key)
            note = self.rng.choice(("物业费", "", "转账"))
            self._add(trait, amount, self.rng.choice(STRANGERS), note, {key: amount})

    def _stranger_odd_amount(self, trait):
        if key := self._some():
            amount = self._whole(key) + 1_111
            self._add(trait, amount, self.rng.choice(STRANGERS), self._room(key), {key: amount})

    def _wrong_room_for_owner(self, trait):
        """An owner names a room by mistake: the money is for his own."""
        one, two = self._some(single=True), self._some(single=True)
        if one and two:
            amount = self._whole(one)
            self._add(trait, amount, self.units[one].owner, self._room(two), {one: amount})

    def _unknown_room(self, trait):
        if key := self._some(single=True):
            amount = self._whole(key)
            self._add(trait, amount, self.units[key].owner, "99-909 物业费", {})

    def _short_room(self, trait):
        """Only the room's number: a stranger pays, and the number may stand in other buildings."""
        if key := self._some():
            number = key.replace("单元", "-").rpartition("-")[2].lstrip("0")
            amount = self._whole(key)
            self._add(trait, amount, self.rng.choice(STRANGERS), f"{number}物业费", {key: amount})

    def _namesake_silent(self, trait):
        """A stranger who has an owner's name pays for a room that he does not name."""
        one, two = self._some(single=True), self._some(single=True)
        if one and two:
            amount = self._whole(two) + 7
            self._add(trait, amount, self.units[one].owner, "", {two: amount})

    def _row_of_rooms(self, trait):
        one, two = self._some(), self._some()
        if one and two:
            parts = {one: sum(self.open[one]), two: sum(self.open[two])}
            note = f"{self._room(one)}至{self._room(two)}"
            self._add(trait, sum(parts.values()), STRANGERS[-1], note, {})

    def _deposit(self, trait):
        if key := self._some():
            note = f"{self._room(key)} 装修押金"
            self._add(trait, sum(self.open[key]), self.units[key].owner, note, {})

    def _for_a_neighbour(self, trait):
        one, two = self._some(single=True), self._some()
        if one and two:
            amount = self.open[one][0]
            self._add(trait, amount, self.units[one].owner, "帮邻居交物业费", {two: amount})

    def _entered_by_hand(self, trait):
        """The clerk has typed the row already, perhaps a day later and with a number of his own."""
        if key := self._some():
            amount = self._whole(key)
            late = self.day + timedelta(self.rng.randint(0, 3))
            voucher = self.rng.choice(("", f"SK202603-{len(self.payments):04d}"))
            self.payments.append(Payment(key, late, amount, "银行转账", "", voucher))
            event = self._add(trait, amount, self.units[key].owner, self._room(key), {})
            self._settle(key, event.amount)

    def _went_back(self, trait):
        if key := self._some():
            amount = self._whole(key)
            self._add(trait, amount, self.units[key].owner, self._room(key), {})
            self._add(trait, -amount, self.units[key].owner, "退回", None)

    def _partly_refunded(self, trait):
        if key := self._some():
            amount = self._whole(key)
            note = self._room(key)
            self._add(trait, amount, self.units[key].owner, note, {}, refund=100)

    def _masked_silent(self, trait):
        if key := self._some():
            amount = self._whole(key)
            self._add(trait, amount, "*" + self.units[key].owner[1:], "", {key: amount})

    def _same_amount_homes(self, trait):
        """An owner of two homes that cost the same pays for one of them."""
        pairs: dict[tuple[str, str], list[str]] = {}
        for key, unit in self.units.items():
            if unit.use_type == "residential" and key not in self.used and self.open[key]:
                pairs.setdefault((unit.owner, unit.phone), []).append(key)
        for (owner, _), keys in pairs.items():
            if len(keys) == 2 and self.open[keys[0]][0] == self.open[keys[1]][0]:
                self.used |= set(keys)
                amount = self.open[keys[1]][0]
                self._add(trait, amount, owner, "物业费", {keys[1]: amount})
                return

    def _two_rooms_odd(self, trait):
        one, two = self._some(), self._some()
        if one and two:
            parts = {one: sum(self.open[one]), two: sum(self.open[two]) + 333}
            note = f"{self._room(one)}、{self._room(two)}"
            self._add(trait, sum(parts.values()), STRANGERS[0], note, {})

    def _refund_word(self, trait):
        if key := self._some():
            amount = self._whole(key)
            self._add(trait, amount, self.units[key].owner, f"{self._room(key)} 退款", {})

    # -- lines that are no receipts -----------------------------------------------------------

    def _outgoing(self, trait):
        amount = -self.rng.randint(1_000, 900_000)
        self._add(trait, amount, "样例保洁公司", "保洁费", None)

    def _fee(self, trait):
        self._add(trait, -self.rng.randint(100, 900), "", "手续费", None)

    def _interest(self, trait):
        self._add(trait, self.rng.randint(10, 900), "", "结息", None)

    def _own_transfer(self, trait):
        self._add(trait, self.rng.randint(10_000, 900_000), COMPANY, "内部转账", None)

    def made(self, seed):
        charges = tuple(charge for rows in self.charges.values() for charge in rows)
        ledger = Ledger(
            units=self.units,
            charges=charges,
            payments=tuple(self.payments),
            letters=tuple(self.letters),
            accounts=(PayAccount(COMPANY, "样例银行（虚构）", "0000 1111 2222"),),
        )
        return Made(seed, ledger, self.events)


_WIDE = str.maketrans({chr(n): chr(n + 0xFEE0) for n in range(0x21, 0x7F)})


def _wide(text):
    return text.translate(_WIDE)
