"""Which receipts of a statement may be entered, which wait, and which are known already?

Receipts are taken in the order of their days, each against what is open once
those before it are entered. One that was taken before (its statement id stands
in the table of payments) is known and does nothing. One that may have been
entered by hand, or went back to its payer, waits for a person. No rule id: see
`receipts`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cuifei.domain.account.dossier import dossiers
from cuifei.domain.account.former import home_key
from cuifei.domain.money import text
from cuifei.domain.policy import Policy
from cuifei.domain.problems import Message, say
from cuifei.domain.receipts.matching import match
from cuifei.domain.receipts.open_sums import OpenSums, open_sums
from cuifei.domain.receipts.payers import spelt
from cuifei.domain.receipts.receipts import Candidate, Left, Part, Receipt, Verdict
from cuifei.domain.receipts.signs import Finder
from cuifei.domain.records import Ledger, Payment

# Clerks type the day on which they saw the money, which may be a week later.
BEFORE, AFTER = timedelta(3), timedelta(7)
# Money that goes back goes back within this time.
BACK = timedelta(31)
_BY_TOTAL = 20
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Taken:
    """What becomes of the receipts of a statement; every receipt is in one of the four.

    `own`: money between accounts of our own.
    """

    certain: tuple[Verdict, ...]
    unsure: tuple[Verdict, ...]
    known: tuple[Receipt, ...]
    own: tuple[Left, ...]


class Taker:
    """A ledger to which receipts are entered one after the other.

    `from_statements`: its payments that were taken from statements; all others
    people typed. `unread`: rows that belong to no known unit, `vouchers` theirs.
    """

    def __init__(
        self,
        ledger: Ledger,
        policy: Policy,
        from_statements: Iterable[Payment] = (),
        unread: Iterable[Payment] = (),
        vouchers: Iterable[str] = (),
    ) -> None:
        self._policy, self._finder = policy, Finder(ledger)
        self._rows = dict(dossiers(ledger))
        self._ids = {payment.voucher for payment in ledger.payments if payment.voucher}
        self._ids |= set(vouchers)
        self._unread = tuple(unread)
        self._statements = tuple(from_statements)
        taken = set(map(id, self._statements))
        self._by_hand: dict[str, list[Payment]] = defaultdict(list)
        for payment in ledger.payments:
            if id(payment) not in taken:
                self._by_hand[home_key(payment.unit)].append(payment)
        self._units_of: dict[str, list[str]] = defaultdict(list)
        for unit in ledger.units.values():
            self._units_of[unit.owner].append(unit.unit)
        ours = [policy.company, *(account.holder for account in ledger.accounts)]
        self._ours = {spelt(name) for name in ours if name}
        self._accounts = {_digits(account.number) for account in ledger.accounts} - {""}
        self._seen: dict[str, dict[date, OpenSums]] = defaultdict(dict)
        self._totals: dict[int, list[str]] | None = None

    def take(self, receipts: Iterable[Receipt], left: Sequence[Left] = ()) -> Taken:
        """Return what becomes of a statement's receipts; `left` are its other lines."""
        certain: list[Verdict] = []
        unsure: list[Verdict] = []
        known: list[Receipt] = []
        own: list[Left] = []
        ordered = sorted(receipts, key=_in_order)
        ids = {receipt.id for receipt in ordered}
        for receipt in ordered:
            if receipt.id in self._ids:
                known.append(receipt)
            elif self._is_own(receipt):
                own.append(_left(receipt))
            else:
                verdict = self.judge(receipt, left, ids)
                (certain if verdict.certain else unsure).append(verdict)
                self.enter(verdict.receipt, verdict.parts)
        return Taken(tuple(certain), tuple(unsure), tuple(known), tuple(own))

    def judge(
        self, receipt: Receipt, left: Sequence[Left] = (), ids: Iterable[str] = ()
    ) -> Verdict:
        """Return whose a receipt is, with what the ledger and the other lines say against it."""
        verdict = match(receipt, self._finder.signs(receipt), self._rows, self._open)
        if verdict.certain:
            units = {part.unit for part in verdict.parts}
            why = _went_back(receipt, left) or self._entered(receipt, units, set(ids))
            return replace(verdict, parts=(), why=why) if why else verdict
        if not verdict.candidates:
            return replace(verdict, candidates=self._by_amount(receipt))
        return verdict

    def enter(self, receipt: Receipt, parts: Iterable[Part]) -> None:
        """Let the ledger hold these parts of a receipt from now on."""
        for part in parts:
            self._ids.add(receipt.id)
            rows = self._rows[part.unit]
            paid = Payment(part.unit, receipt.date, part.amount, "", part.period, receipt.id)
            self._rows[part.unit] = replace(rows, payments=(*rows.payments, paid))
            self._seen.pop(part.unit, None)

    def _open(self, unit: str, day: date) -> OpenSums:
        by_day = self._seen[unit]
        if day not in by_day:
            by_day[day] = open_sums(self._rows[unit], day, self._policy)
        return by_day[day]

    def _is_own(self, receipt: Receipt) -> bool:
        account = _digits(receipt.payer_account)
        return (bool(receipt.payer) and spelt(receipt.payer) in self._ours) or (
            account in self._accounts
        )

    def _entered(self, receipt: Receipt, units: Iterable[str], ids: set[str]) -> Message | None:
        """Return the reason where a row in the table of payments may be this receipt already."""
        for unit in sorted(units):
            near_payments = [p for p in self._by_owner(unit) if _near(p, receipt)]
            days: dict[date, int] = defaultdict(int)
            for payment in near_payments:
                days[payment.date] += payment.amount
            if receipt.amount in {p.amount for p in near_payments} | set(days.values()):
                return say(
                    "it may be entered already: {unit} has {amount} near that day in the payments",
                    unit=unit,
                    amount=text(receipt.amount),
                )
        if any(p.amount == receipt.amount and _near(p, receipt) for p in self._unread):
            return say("it may be entered already, in a row of the payments that cannot be used")
        return next(self._from_others(receipt, units, ids), None)

    def _from_others(
        self, receipt: Receipt, units: Iterable[str], ids: set[str]
    ) -> Iterator[Message]:
        """Yield why a row that was taken from another statement may be this receipt already."""
        homes = {home_key(unit): unit for unit in units}
        for payment in self._statements:
            unit = homes.get(home_key(payment.unit))
            if unit is None or payment.voucher in ids:
                continue
            same = payment.amount == receipt.amount and payment.note.endswith(receipt.said)
            other_kind = _reckoned(payment.voucher) or _reckoned(receipt.id)
            if same and payment.date == receipt.date and other_kind:
                yield say(
                    "it may be entered already, from another file: {voucher}",
                    voucher=payment.voucher,
                )
            elif payment.amount == receipt.amount and self._again(payment, receipt, unit):
                yield say(
                    "{unit} paid {amount} on {day} already, in another statement, and owes less"
                    " than that now",
                    unit=payment.unit,
                    amount=text(receipt.amount),
                    day=payment.date,
                )

    def _again(self, payment: Payment, receipt: Receipt, unit: str) -> bool:
        """Return whether money came in within days of the same amount, and is owed no more."""
        is_near = abs(payment.date - receipt.date) <= BEFORE
        return is_near and self._open(unit, receipt.date).everything < receipt.amount

    def _by_owner(self, unit: str) -> Iterator[Payment]:
        """Yield what was typed by hand for a unit, its former owner, or another of its owner."""
        owner = self._rows[unit].unit.owner
        for home in {home_key(other) for other in (self._units_of[owner] if owner else (unit,))}:
            yield from self._by_hand.get(home, ())

    def _by_amount(self, receipt: Receipt) -> tuple[Candidate, ...]:
        """Return units that owe exactly the amount, as a hint for a person and nothing more."""
        if self._totals is None:
            self._totals = defaultdict(list)
            for unit in self._rows:
                if due := self._open(unit, receipt.date).due:
                    self._totals[due].append(unit)
        why = say("the amount is all that is due there")
        units = self._totals.get(receipt.amount, ())
        return tuple(Candidate(unit, _BY_TOTAL, (why,)) for unit in sorted(units)[:_SHOWN])


def _near(payment: Payment, receipt: Receipt) -> bool:
    return receipt.date - BEFORE <= payment.date <= receipt.date + AFTER


def _in_order(receipt: Receipt) -> tuple[date, str, str]:
    return receipt.date, receipt.order, receipt.id


def _digits(number: str) -> str:
    return "".join(figure for figure in number if figure.isdigit())


def _reckoned(voucher: str) -> bool:
    """Return whether an id was reckoned from the line, because the file has no serial number."""
    return voucher.startswith(RECKONED)


# How an id begins that the bank did not give.
RECKONED = "D-"


def _left(receipt: Receipt) -> Left:
    why = say("money between our own accounts")
    return Left(receipt.place, receipt.date, receipt.amount, why, receipt.payer, receipt.id)


def _went_back(receipt: Receipt, left: Iterable[Left]) -> Message | None:
    """Return the reason where the same amount went back to the same payer soon after."""
    for line in left:
        same = line.id == receipt.id or (
            line.amount == -receipt.amount
            and receipt.date <= line.date <= receipt.date + BACK
            and bool(line.payer)
            and spelt(line.payer) == spelt(receipt.payer)
        )
        if same:
            return say("money went back to the payer on {day}", day=line.date)
    return None


def known_parts(payments: Iterable[Payment]) -> Mapping[str, int]:
    """Return voucher -> fen entered under it."""
    by_voucher: dict[str, int] = defaultdict(int)
    for payment in payments:
        if payment.voucher:
            by_voucher[payment.voucher] += payment.amount
    return by_voucher
