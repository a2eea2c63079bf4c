"""What was agreed on fees, and where does it stand? The rows of 参数 that counsel needs."""

from fractions import Fraction

from cuifei.commands.opened import Opened
from cuifei.domain.account.late_fee import percent
from cuifei.domain.policy import SPECS, SettingSpec
from cuifei.locale import phrase, separated
from cuifei.tables.layout import SETTINGS, word

TERMS = (
    "late_fee_rate",
    "late_fee_cap",
    "late_fee_grace",
    "late_fee_items",
    "payment_order",
    "counts_from",
    "refused_is_served",
    "proof_deliveries",
    "limitation_months",
)


def agreed(opened: Opened) -> tuple[tuple[str, str, str], ...]:
    """Return name, value and source of each term; blank where nothing was typed."""
    lang = opened.book.lang
    return tuple(
        (
            phrase(SETTINGS[spec.key], lang),
            _value(opened, spec, lang),
            opened.policy.sources.get(spec.key, ""),
        )
        for spec in SPECS
        if spec.key in TERMS
    )


def _value(opened: Opened, spec: SettingSpec, lang: str) -> str:
    value = getattr(opened.policy, spec.key)
    if value is None:
        return ""
    if isinstance(value, Fraction):
        return percent(value)
    if isinstance(value, bool):
        return word("yes", "yes" if value else "no", lang)
    if isinstance(value, tuple):
        codes = spec.key == "proof_deliveries"
        names = [word("delivery", code, lang) if codes else code for code in value]
        return separated(names, lang)
    return word(spec.key, value, lang) if spec.kind == "choice" else str(value)
