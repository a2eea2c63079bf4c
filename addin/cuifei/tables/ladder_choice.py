"""Which ladder is on for a use type: a preset chosen by name in 参数, or what stands in 阶梯? (R2)

A ledger from before the choice has no such row in 参数: there 阶梯 says it, and
the preset only where 阶梯 has nothing for the use type. Rows that somebody
wrote into 阶梯 and that are not used are told, never passed over in silence.
"""

from collections.abc import Mapping

from cuifei.domain.codes import UseType
from cuifei.domain.policy import SPECS, Policy
from cuifei.domain.problems import say
from cuifei.domain.records import Ledger, Rung, Setting
from cuifei.locale import phrase
from cuifei.tables import presets
from cuifei.tables.findings import Findings
from cuifei.tables.layout import LADDER, SETTINGS, word
from cuifei.tables.presets import OWN

PREFIX = "ladder_"


def rungs(
    ledger: Ledger,
    typed: Mapping[str, Setting],
    values: dict[str, object],
    findings: Findings,
) -> tuple[Rung, ...]:
    """Return the rungs that are on, and put the presets' names into `values`.

    `typed`: the rows of 参数; `values`: what of them could be read.
    """
    after = str(values.get("ladder_after", presets.AFTER))
    chosen: list[Rung] = []
    for use_type, preset in presets.NEW_LEDGER.items():
        key = PREFIX + use_type
        own = tuple(rung for rung in ledger.rungs if rung.use_type == use_type)
        if key not in values and own:
            values[key] = presets.name_of(own, use_type)
            chosen += own
            continue
        name = str(values.setdefault(key, preset))
        chosen += own if name == OWN else presets.chosen(name, use_type, after)
        _note(name, own, typed.get(key), findings)
    return tuple(chosen)


def _note(name: str, own: tuple[Rung, ...], setting: Setting | None, findings: Findings) -> None:
    """Note rows of 阶梯 that are not on, and a choice of 阶梯 where nothing stands there."""
    row = setting.row if setting else 0
    lang = findings.block.lang
    sheet = LADDER.called(lang)
    if name == OWN and not own:
        what = say("{sheet} has no row for this use type, so no letter is ever due", sheet=sheet)
        remedy = say("Fill in {sheet}, or choose a ladder by its name", sheet=sheet)
        findings.add("value", row, what, remedy)
    elif name != OWN and own and presets.name_of(own, own[0].use_type) == OWN:
        what = say(
            "the rows of {sheet} for this use type are not used, because “{name}” is chosen here",
            sheet=sheet,
            name=word("ladder", name, lang),
        )
        own_word = word("ladder", OWN, lang)
        remedy = say("Type “{own}” here to use {sheet}", own=own_word, sheet=sheet)
        findings.add("value", row, what, remedy)


def typed_for(rungs: tuple[Rung, ...], key: str) -> str:
    """Return what stands in 参数 of a ledger that was written with these rows of 阶梯.

    A use type without a row has the ladder of a new ledger.
    """
    use_type = UseType(key.removeprefix(PREFIX))
    own = [rung for rung in rungs if rung.use_type == use_type]
    return presets.name_of(rungs, use_type) if own else presets.NEW_LEDGER[use_type]


def on(policy: Policy, lang: str) -> list[tuple[str, str]]:
    """Return which ladder is on, by use type: (name of the setting, name of the ladder)."""
    return [
        (phrase(SETTINGS[spec.key], lang), word("ladder", str(getattr(policy, spec.key)), lang))
        for spec in SPECS
        if spec.codes == "ladder"
    ]
