"""Which ladders do the sources know? Data with the rule that each comes from.

A preset says which document, when, and after what; whom it is for is chosen by
`ladder`. Silence after a collection letter is 7 days (R4.1), after a lawyer
letter until its last date (R4.2); last dates per document are R4.3.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from cuifei.domain.codes import PHONE_CALL, Document, UseType
from cuifei.domain.records import Rung

# Days from the letter's date to its last date: 14 is R4.3; 7 after a collection letter is the
# silence that we keep ourselves (R4.1); the others are the house's preset.
LAST_DATE_DAYS: Mapping[str, int] = MappingProxyType(
    {
        Document.PAYMENT_NOTICE: 15,
        Document.REMINDER_NOTICE: 7,
        Document.FINAL_NOTICE: 7,
        Document.COLLECTION_LETTER: 7,
        Document.LAWYER_LETTER: 14,
    }
)
SILENCE_DAYS: Mapping[str, int] = MappingProxyType(
    {Document.COLLECTION_LETTER: 7, Document.LAWYER_LETTER: 14}
)


def _ladder(source: str, *steps: tuple[Document, str]) -> tuple[Rung, ...]:
    return tuple(
        Rung(
            use_type=UseType.RESIDENTIAL,
            level=level,
            document=document,
            trigger=trigger,
            silence_days=SILENCE_DAYS.get(document, 0),
            last_date_days=LAST_DATE_DAYS[document],
            source=source,
        )
        for level, (document, trigger) in enumerate(steps, 1)
    )


def _after_two_letters(rungs: tuple[Rung, ...]) -> tuple[Rung, ...]:
    """R2.3: a lawyer letter only after at least two collection letters went out in vain."""
    last = replace(rungs[-1], requires=Document.COLLECTION_LETTER, requires_count=2)
    return (*rungs[:-1], last)


PRESETS: Mapping[str, tuple[Rung, ...]] = MappingProxyType(
    {
        # R2.5, private before formal: the first month of nine-moves is texts and calls only.
        "residential": _ladder(
            "R2.1b",
            (Document.PAYMENT_NOTICE, "months 3"),
            (Document.REMINDER_NOTICE, "months 4"),
            (Document.FINAL_NOTICE, "months 6"),
            (Document.LAWYER_LETTER, "months 12"),
        ),
        "residential-monthly": _ladder(
            "R2.1a",
            (Document.PAYMENT_NOTICE, "months 0"),
            (Document.REMINDER_NOTICE, "day 25"),
            (Document.FINAL_NOTICE, "next 25"),
        ),
        "shop": _ladder(
            "R2.2",
            (Document.PAYMENT_NOTICE, "months 0"),
            (Document.REMINDER_NOTICE, "day 25"),
            (Document.REMINDER_NOTICE, "next 5"),
            (Document.FINAL_NOTICE, "next 13"),
        ),
        "nine-moves": _after_two_letters(
            _ladder(
                "R2.3",
                (Document.COLLECTION_LETTER, "months 1"),
                (Document.COLLECTION_LETTER, "months 1"),
                (Document.LAWYER_LETTER, "months 3"),
            )
        ),
        # R2.4: a telephone notice comes first.
        "express": tuple(
            replace(rung, requires=PHONE_CALL)
            for rung in _ladder("R2.4", (Document.COLLECTION_LETTER, "months 3"))
        ),
    }
)
OWN = "own"  # the rows of 阶梯 themselves
# What a new ledger starts with, by use type; 参数 chooses (住宅阶梯, 商铺阶梯, …).
NEW_LEDGER: Mapping[UseType, str] = MappingProxyType(
    {
        UseType.RESIDENTIAL: "residential",
        UseType.SHOP: "shop",
        UseType.PARKING: "express",
        UseType.ENTRUSTED: "residential",
    }
)
AFTER = "residential"  # the long ladder that follows a preset that stops short of counsel


def ladder(preset: str, use_type: UseType) -> tuple[Rung, ...]:
    """Return the rungs of a preset for one use type; KeyError for an unknown preset.

    >>> [rung.document for rung in ladder("express", "parking")]
    ['collection_letter']
    """
    return tuple(replace(rung, use_type=use_type) for rung in PRESETS[preset])


def chosen(preset: str, use_type: UseType, after: str = AFTER) -> tuple[Rung, ...]:
    """Return the rungs of a preset, led on to counsel by the long ladder `after` (R2.5).

    A preset that ends with a lawyer letter stands as it is. What follows a
    collection letter is no softer paper: the second collection letter that
    counsel needs (R2.3), and then the lawyer letter.

    >>> [f"{rung.document} {rung.trigger}" for rung in chosen("express", "parking")]
    ['collection_letter months 3', 'collection_letter months 6', 'lawyer_letter months 12']
    """
    rungs = ladder(preset, use_type)
    if any(rung.document == Document.LAWYER_LETTER for rung in rungs):
        return rungs
    more = ladder(after, use_type)
    if any(rung.document == Document.COLLECTION_LETTER for rung in rungs):
        more = _second_letter(rungs, more)
    last = len(rungs)
    return (*rungs, *(replace(rung, level=last + n) for n, rung in enumerate(more, 1)))


def _second_letter(rungs: tuple[Rung, ...], more: tuple[Rung, ...]) -> tuple[Rung, ...]:
    """Return the second collection letter and the lawyer letter, on the days of the long ladder."""
    *before, lawyer = more
    letter = next(rung for rung in rungs if rung.document == Document.COLLECTION_LETTER)
    second = replace(letter, trigger=before[-1].trigger, requires="", source="R2.3")
    needs = replace(lawyer, requires=Document.COLLECTION_LETTER, requires_count=2, source="R2.3")
    return second, needs


def name_of(rungs: Iterable[Rung], use_type: UseType) -> str:
    """Return the preset whose rungs these are, whichever long ladder follows; OWN where none."""
    own = [_plain(rung) for rung in rungs if rung.use_type == use_type]
    for preset in PRESETS:
        for each in (ladder(preset, use_type), *_led_on(preset, use_type)):
            if own == [_plain(rung) for rung in each]:
                return preset
    return OWN


def _led_on(preset: str, use_type: UseType) -> Iterable[tuple[Rung, ...]]:
    return (chosen(preset, use_type, after) for after in ("residential", "nine-moves"))


def _plain(rung: Rung) -> Rung:
    """Return the rung without its source, which anybody may reword."""
    return replace(rung, source="", row=0)


def new_ledger(homes: str = NEW_LEDGER[UseType.RESIDENTIAL]) -> tuple[Rung, ...]:
    """Return the rungs of a new ledger, all use types; `homes`: the preset of homes."""
    choices = {**NEW_LEDGER, UseType.RESIDENTIAL: homes}
    return tuple(rung for use_type, preset in choices.items() for rung in chosen(preset, use_type))
