"""What may the collector say to this owner, word for word? (R1.3, R4, R5.4, R6, R7)

Our own words, said to the owner and to nobody else: who speaks, about what,
one question that can be answered. Nothing threatens, and nothing pretends (R9.3).
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from cuifei.domain import money
from cuifei.domain.ladder.cases import Case
from cuifei.domain.problems import Message, listed, say
from cuifei.domain.work.task import CONTACT_KINDS, Task


def script(case: Case, task: Task, others: Sequence[Case] = ()) -> Message | None:
    """Return what to say for a task; None where nobody is spoken to, but a paper is looked after.

    What the task is about comes first; a plain reminder speaks as the fitting move does (R7).
    `others`: more units of the owner that are spoken of in one talk.
    """
    find = BY_KIND.get(task.kind)
    if find is None and task.kind in CONTACT_KINDS:
        find = BY_MOVE.get(task.move or 1, _remind)
    if find is None:
        return None
    unit = case.unit
    # 先生 and 女士 follow a Chinese name at once; other names are said as they are.
    name = unit.owner if unit.owner.isascii() else f"{unit.owner}{unit.salutation}"
    every = (case, *others)
    amount = sum(each_case.arrears.owed for each_case in every)
    return find(
        _Facts(name, listed(each_case.unit.unit for each_case in every), money.text(amount))
    )


class _Facts(NamedTuple):
    """What a script names: the owner, the unit, and what is owed."""

    name: str
    unit: str | Message
    amount: str


_Script = Callable[[_Facts], Message]


def _remind(facts: _Facts) -> Message:
    return say(
        "Hello {name}, this is the property office. {amount} yuan are open for unit {unit}. On"
        " which day does it suit you to pay? I send you the amount and the account number.",
        name=facts.name,
        unit=facts.unit,
        amount=facts.amount,
    )


def _fix_a_date(facts: _Facts) -> Message:
    return say(
        "Hello {name}, thank you for being willing to pay for unit {unit}. Which day suits you, and"
        " how much of the {amount} yuan? I send you both with the account number, and tell you"
        " when it has arrived.",
        name=facts.name,
        unit=facts.unit,
        amount=facts.amount,
    )


def _understanding(facts: _Facts) -> Message:
    return say(
        "Hello {name}, this is the property office. The fee pays for cleaning, guards, lifts and"
        " light, and {amount} yuan of unit {unit} are still missing. Is anything unclear to you?"
        " When could you pay?",
        name=facts.name,
        unit=facts.unit,
        amount=facts.amount,
    )


def _search(facts: _Facts) -> Message:
    return say(
        "(Only once {name} is on the line; to others, only that you ask for a call back.) Hello,"
        " this is the property office. How can we reach you best? We would like to speak with you"
        " about unit {unit}.",
        name=facts.name,
        unit=facts.unit,
    )


def _repair(facts: _Facts) -> Message:
    return say(
        "Hello {name}, I call about what has to be repaired for unit {unit}: this is how far it has"
        " got. Once it is done, please have a look; then we settle the fee together with what was"
        " agreed.",
        name=facts.name,
        unit=facts.unit,
    )


def _win_back(facts: _Facts) -> Message:
    return say(
        "Hello {name}, you were not content with us, and I would like to hear why. What shall we"
        " put right for unit {unit}? I tell you when it is done.",
        name=facts.name,
        unit=facts.unit,
    )


def _posts(facts: _Facts) -> Message:
    return say(
        "(Gate and front desk:) {name}, the office would like to speak with you when you have a"
        " moment. (At the visit:) I have the receipt for unit {unit} with me; would you like to"
        " settle the {amount} yuan now?",
        name=facts.name,
        unit=facts.unit,
        amount=facts.amount,
    )


def _letter(facts: _Facts) -> Message:
    return say(
        "Hello {name}, you will get the figures for unit {unit} in writing: {amount} yuan, the"
        " account and a date. Is there anything that we still have to clear up before?",
        name=facts.name,
        unit=facts.unit,
        amount=facts.amount,
    )


def _solution(facts: _Facts) -> Message:
    return say(
        "Hello {name}, we would like to find a way with you for the {amount} yuan of unit {unit}."
        " Would parts on fixed days help you, or does something else stand in the way?",
        name=facts.name,
        unit=facts.unit,
        amount=facts.amount,
    )


def _heads_up(facts: _Facts) -> Message:
    return say(
        "{name}, I tell you in private before it happens: a lawyer letter about unit {unit} is"
        " planned, {amount} yuan. If you pay before, or we agree on parts, it need not go. How"
        " can we help?",
        name=facts.name,
        unit=facts.unit,
        amount=facts.amount,
    )


def _promise_broken(facts: _Facts) -> Message:
    return say(
        "Hello {name}, the payment for unit {unit} that you had a day for has not arrived. Did"
        " something come between? Which new day and amount suit you? I send you both in writing.",
        name=facts.name,
        unit=facts.unit,
    )


def _plan_broken(facts: _Facts) -> Message:
    return say(
        "Hello {name}, a part of the plan for unit {unit} has not arrived. Shall we keep the plan"
        " as it is, or is a part too much for you?",
        name=facts.name,
        unit=facts.unit,
    )


def _bank(facts: _Facts) -> Message:
    return say(
        "(It has arrived:) Thank you, {name}, your payment for unit {unit} is here. (Not yet:)"
        " Hello {name}, today is the day that we had agreed on for unit {unit}. Can I help you"
        " with anything?",
        name=facts.name,
        unit=facts.unit,
    )


def _silence_end(facts: _Facts) -> Message:
    return say(
        "Hello {name}, you have had our letter about unit {unit}. Is anything in it unclear or"
        " wrong? If not: on which day do you pay the {amount} yuan?",
        name=facts.name,
        unit=facts.unit,
        amount=facts.amount,
    )


def _last_date(facts: _Facts) -> Message:
    return say(
        "Hello {name}, the date in our letter about unit {unit} is over, and {amount} yuan are"
        " open. What do you intend? If it is too much at once, let us agree on parts.",
        name=facts.name,
        unit=facts.unit,
        amount=facts.amount,
    )


def _hold_end(facts: _Facts) -> Message:
    return say(
        "Hello {name}, we had put the fee of unit {unit} aside for a while. Is what it was about"
        " settled to your content? Then let us agree how we go on.",
        name=facts.name,
        unit=facts.unit,
    )


def _soon_due(facts: _Facts) -> Message:
    return say(
        "Hello {name}, this is the property office. The next fee of unit {unit} falls due in a"
        " few days. May I send you the amount, the day and the account number?",
        name=facts.name,
        unit=facts.unit,
    )


def _callback(facts: _Facts) -> Message:
    return say(
        "Hello {name}, this is the property office. How content are you with us? Is there"
        " anything about unit {unit} or its fee that we should clear up?",
        name=facts.name,
        unit=facts.unit,
    )


def _limitation(facts: _Facts) -> Message:
    return say(
        "Hello {name}, {amount} yuan of unit {unit} have been open for a long time. Would you"
        " confirm the amount in writing, or pay a part of it? I bring the paper and a receipt.",
        name=facts.name,
        unit=facts.unit,
        amount=facts.amount,
    )


# A kind of task that is about something of its own -> its words.
BY_KIND: Mapping[str, _Script] = MappingProxyType(
    {
        "heads_up": _heads_up,
        "last_date": _last_date,
        "plan_broken": _plan_broken,
        "promise_broken": _promise_broken,
        "silence_end": _silence_end,
        "hold_end": _hold_end,
        "remind_before": _soon_due,
        "callback": _callback,
        "promise": _bank,
        "instalment": _bank,
        "limitation": _limitation,
    }
)
# The number of a move (R7) -> the words of a reminder that goes by it.
BY_MOVE: Mapping[int, _Script] = MappingProxyType(
    {
        1: _remind,
        2: _fix_a_date,
        3: _understanding,
        4: _search,
        5: _repair,
        6: _win_back,
        7: _posts,
        8: _letter,
        9: _solution,
    }
)
