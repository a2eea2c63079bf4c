"""What do the answers about a later file make owed? Each is reckoned before it is given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cuifei.offices import carrying, effects
from cuifei.offices import succession as between
from cuifei.offices.carrying import Fresh
from cuifei.offices.extract import Extract
from cuifei.offices.mapping import BookMap
from cuifei.offices.succession import Said
from cuifei.offices.whole import Understood
from cuifei.tables.port import TableRows


@dataclass(frozen=True, slots=True)
class Files:
    """What the earlier list says and the later one, our own 收款, and what is off already."""

    old: Said
    new: Said
    ours: TableRows | None
    netted: str


def reckon(
    understood: Understood,
    later_file: Fresh,
    chart: BookMap,
    files: Files,
    given: Mapping[str, str],
) -> None:
    """Reckon what the answers to the open questions make owed."""

    def read(more: Mapping[str, str]) -> Sequence[Extract]:
        answers = {**given, **more}
        anew = (
            carrying.anew(later_file, chart, answers)
            if later_file.changed
            else carrying.again(later_file, answers)
        )
        return anew.extracts

    understood.reckon(read)
    known = dict(understood.effects)
    for doubt in understood.doubts:
        if doubt.key == ("follow",):
            known[doubt.key] = effects.of_files(files.old, files.new)
        elif doubt.key == ("netted",):
            paid, _ = between.paid_since(files.ours, files.netted)
            day = next((answer for answer in doubt.answers if answer != "no"), "")
            known[doubt.key] = effects.of_payments(files.new, paid, day)
    understood.effects = known
