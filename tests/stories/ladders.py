"""The ladders of R2, written out for stories: "document: trigger", lowest step first."""

from dataclasses import replace

from cuifei.domain.records import Rung


def ladder(use_type, *steps, silence=None, last_dates=None, **lawyer):
    """Write a ladder: steps are "document: trigger", lowest first.

    `silence` and `last_dates` give days by document; the rest goes to the
    lawyer letter's rung, such as requires="collection_letter".
    """
    rungs = []
    for level, step in enumerate(steps, 1):
        document, trigger = step.split(": ")
        rung = Rung(
            use_type,
            level,
            document,
            trigger,
            silence_days=(silence or {}).get(document, 0),
            last_date_days=(last_dates or {}).get(document, 0),
        )
        rungs.append(replace(rung, **lawyer) if document == "lawyer_letter" else rung)
    return tuple(rungs)


MONTHLY = ladder(  # R2.1a
    "residential",
    "payment_notice: months 0",
    "reminder_notice: day 25",
    "final_notice: next 25",
)
RESIDENTIAL = ladder(  # R2.1b
    "residential",
    "payment_notice: months 3",
    "reminder_notice: months 4",
    "final_notice: months 6",
    "lawyer_letter: months 12",
    last_dates={"lawyer_letter": 14},
)
SHOP = ladder(  # R2.2
    "shop",
    "payment_notice: months 0",
    "reminder_notice: day 25",
    "reminder_notice: next 5",
    "final_notice: next 13",
)
NINE_MOVES = ladder(  # R2.3
    "residential",
    "collection_letter: months 0",
    "collection_letter: months 0",
    "lawyer_letter: months 3",
    silence={"collection_letter": 7},
    last_dates={"lawyer_letter": 14},
    requires="collection_letter",
    requires_count=2,
)
EXPRESS = ladder("residential", "collection_letter: months 3", silence={"collection_letter": 7})
