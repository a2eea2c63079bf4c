"""Which numbers does the user's house go by, and who said so?

Settings are rows of 参数. Those with a preset carry the rule (DOMAIN.md id)
that the preset comes from; those without one are facts that only the user
knows, and a missing one is a Problem, never a guess.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from cuifei.domain.codes import Delivery, LetterState, UseType
from cuifei.domain.records import Rung


@dataclass(frozen=True, slots=True)
class SettingSpec:
    """What one setting is: its kind, its preset (as typed in 参数) and the rule behind it.

    Kinds: text, date, money (fen), days, count, rate (share per day), share, yes, choice, list,
    dates (a list of days), weekdays (0 Monday to 6 Sunday).
    The words of a choice are the codes of that name (`codes`, else the key) in the
    workbook's layout.
    """

    key: str
    kind: str
    preset: str = ""
    source: str = ""
    codes: str = ""


SPECS: tuple[SettingSpec, ...] = (
    SettingSpec("company", "text"),
    SettingSpec("company_phone", "text"),
    SettingSpec("contact_person", "text"),
    SettingSpec("company_address", "text"),
    SettingSpec("receipts_through", "date"),
    SettingSpec("receipts_max_age", "days", "31", "field.freshness"),
    SettingSpec("late_fee_rate", "rate"),
    SettingSpec("late_fee_cap", "share"),
    SettingSpec("late_fee_grace", "days", "0"),
    SettingSpec("late_fee_items", "list", "违约金, 滞纳金", "CC 585"),
    SettingSpec("payment_order", "choice", "principal_first", "CC 561"),
    SettingSpec("small_balance", "money", "50", "R2.5"),
    SettingSpec("lawyer_minimum", "money", "500", "R9.4"),
    SettingSpec("class_a_amount", "money", "10000", "R8.1"),
    SettingSpec("class_a_months", "count", "12", "R8.1"),
    SettingSpec("class_b_amount", "money", "3000", "R8.1"),
    SettingSpec("class_b_months", "count", "6", "R8.1"),
    SettingSpec("ladder_residential", "choice", "residential", "R2.1b", "ladder"),
    SettingSpec("ladder_shop", "choice", "shop", "R2.2", "ladder"),
    SettingSpec("ladder_parking", "choice", "express", "R2.4", "ladder"),
    SettingSpec("ladder_entrusted", "choice", "residential", "R2.1b", "ladder"),
    SettingSpec("ladder_after", "choice", "residential", "R2.5", "long_ladder"),
    SettingSpec("counts_from", "choice", LetterState.SERVED, "R4"),
    SettingSpec("refused_is_served", "yes", "yes", "CC 137"),
    SettingSpec("proof_deliveries", "list", "hand, express", "CC 195"),
    SettingSpec("stale_days", "days", "15", "R3.3"),
    SettingSpec("min_interval", "days", "7", "R8.2"),
    SettingSpec("contact_gap_days", "days", "3", "R8.2"),
    SettingSpec("contact_monthly_max", "count", "4", "R8.2"),
    SettingSpec("merge_letters", "yes", "no", "R8.2"),
    SettingSpec("promise_threshold", "share", "95%", "R6.1"),
    SettingSpec("promise_grace", "days", "0", "R6.1"),
    SettingSpec("plan_grace", "days", "3", "R6.2"),
    SettingSpec("plan_late_fee", "yes"),
    SettingSpec("plan_waiver_lapses", "yes"),
    SettingSpec("slots_per_cohort", "count", "1", "R5.2"),
    SettingSpec("slot_gap_days", "days", "0", "R5.1"),
    SettingSpec("heads_up_days", "days", "3", "R5.4"),
    SettingSpec("limitation_months", "count", "36", "CC 188"),
    SettingSpec("remind_before_days", "days", "7", "R1.2"),
    SettingSpec("remind_after_days", "days", "3", "R1.2"),
    SettingSpec("remind_from_day", "count", "5", "R1.1"),
    SettingSpec("visit_days", "weekdays"),
    SettingSpec("days_off", "dates"),
    SettingSpec("days_on", "dates"),
    SettingSpec("target_arrears_rate", "share", "5%", "R8.2"),
    SettingSpec("target_success_rate", "share", "90%", "R8.2"),
    SettingSpec("law_firm", "text"),
    SettingSpec("lawyer", "text"),
    SettingSpec("lawyer_licence", "text"),
    SettingSpec("early_discount", "share"),
    SettingSpec("contract", "text"),
    SettingSpec("lawyer_fee", "money"),
    SettingSpec("last_numbers", "text"),
    SettingSpec("law_firm_address", "text"),
    SettingSpec("law_firm_phone", "text"),
    SettingSpec("owned_communities", "list"),
    SettingSpec("frozen_communities", "list"),
)


@dataclass(frozen=True, slots=True)
class Policy:
    """The house's numbers, read. Money in fen, shares and rates as exact fractions.

    `late_fee_rate` is the share of the principal per day; None (rate, cap or
    contract clause missing) means that no fee is claimed. `plan_late_fee`,
    `plan_waiver_lapses` None: nobody decided what an agreement says (R6.2). `slots_per_cohort` is 1
    or more (the reader refuses 0). `ladder_…` are the presets chosen by name (R2),
    `rungs` what they come to. `sources` gives the contract clause or rule of
    each setting. `last_numbers`: the highest letter number given in each year.
    `owned_communities`: cohorts whose lawyer letters go out from this workbook though others of
    the fleet have them too; `frozen_communities`: those where none goes out from this one (R5.8).
    """

    company: str = ""
    company_phone: str = ""
    contact_person: str = ""
    company_address: str = ""
    receipts_through: date | None = None
    receipts_max_age: int = 31
    late_fee_rate: Fraction | None = None
    late_fee_cap: Fraction | None = None
    late_fee_grace: int = 0
    late_fee_items: tuple[str, ...] = ("违约金", "滞纳金")
    payment_order: str = "principal_first"
    small_balance: int = 5000
    lawyer_minimum: int = 50_000
    class_a_amount: int = 1_000_000
    class_a_months: int = 12
    class_b_amount: int = 300_000
    class_b_months: int = 6
    ladder_residential: str = "residential"
    ladder_shop: str = "shop"
    ladder_parking: str = "express"
    ladder_entrusted: str = "residential"
    ladder_after: str = "residential"
    counts_from: str = LetterState.SERVED
    refused_is_served: bool = True
    proof_deliveries: tuple[str, ...] = (Delivery.HAND, Delivery.EXPRESS)
    stale_days: int = 15
    min_interval: int = 7
    contact_gap_days: int = 3
    contact_monthly_max: int = 4
    merge_letters: bool = False
    promise_threshold: Fraction = Fraction(95, 100)
    promise_grace: int = 0
    plan_grace: int = 3
    plan_late_fee: bool | None = None
    plan_waiver_lapses: bool | None = None
    slots_per_cohort: int = 1
    slot_gap_days: int = 0
    heads_up_days: int = 3
    limitation_months: int = 36
    remind_before_days: int = 7
    remind_after_days: int = 3
    remind_from_day: int = 5
    visit_days: tuple[int, ...] = ()
    days_off: tuple[date, ...] = ()
    days_on: tuple[date, ...] = ()
    target_arrears_rate: Fraction = Fraction(5, 100)
    target_success_rate: Fraction = Fraction(90, 100)
    law_firm: str = ""
    lawyer: str = ""
    lawyer_licence: str = ""
    early_discount: Fraction | None = None
    contract: str = ""
    lawyer_fee: int | None = None
    last_numbers: str = ""
    law_firm_address: str = ""
    law_firm_phone: str = ""
    owned_communities: tuple[str, ...] = ()
    frozen_communities: tuple[str, ...] = ()
    rungs: tuple[Rung, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)

    @property
    def ladders(self) -> dict[UseType, str]:
        """The name of the ladder that is on, by use type; own: what stands in 阶梯."""
        return {use_type: getattr(self, f"ladder_{use_type}") for use_type in UseType}

    def ladder(self, use_type: str) -> tuple[Rung, ...]:
        """Return the rungs for a use type, lowest level first; empty where none was given."""
        return tuple(
            sorted((r for r in self.rungs if r.use_type == use_type), key=lambda r: r.level)
        )
