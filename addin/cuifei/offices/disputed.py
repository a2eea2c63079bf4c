"""Which rows say one thing and the opposite, so that a person must say what counts?"""

from collections.abc import Iterator, Sequence

from cuifei.domain.problems import Message, say, say_n
from cuifei.offices import rivals
from cuifei.offices.doubts import Doubt
from cuifei.offices.extract import Extract
from cuifei.offices.notes import NOTE


def doubts(extracts: Sequence[Extract]) -> Iterator[Doubt]:
    """Yield the questions that notes and owners put, one of a kind for each block."""
    for extract in extracts:
        if "notes" not in extract.block.facts:
            yield from _of_notes(extract)
    asked: set[int] = set()
    for rival in rivals.found(extracts):
        number = rival.block.number
        if "owners" not in rival.block.facts and number not in asked:
            asked.add(number)
            yield _doubt(number, "owners", _whose(rival), ("one", "part"), _place(rival))


def _place(rival: rivals.Rival) -> str:
    return f"{rival.block.sheet}!{rival.row}"


def _doubt(
    number: int, name: str, question: Message, answers: tuple[str, ...], where: str
) -> Doubt:
    return Doubt(("block", str(number), "fact", name), question, answers, where)


def _of_notes(extract: Extract) -> Iterator[Doubt]:
    notes = [
        (entry.row, str(fault.what.params["note"]))
        for entry in extract.entries
        for fault in entry.faults.values()
        if fault.what.text == NOTE
    ]
    if notes:
        question = say_n(
            "in {n} row the note says that something was paid, such as “{note}”: is the amount"
            " beside it still owed?",
            "in {n} rows the note says that something was paid, such as “{note}”: are the amounts"
            " beside it still owed?",
            len({row for row, _ in notes}),
            note=notes[0][1],
        )
        where = f"{extract.block.sheet}!{notes[0][0]}"
        yield _doubt(extract.block.number, "notes", question, ("yes", "no"), where)


def _whose(rival: rivals.Rival) -> Message:
    return say(
        "unit {unit} belongs to “{owner}” in {first} and to “{other}” here: is it one account?",
        unit=rival.unit,
        owner=rival.owner,
        first=rival.first,
        other=rival.other,
    )
