"""A new, empty workbook for a property manager."""

from pathlib import Path

from cuifei.commands.report import Data, Report
from cuifei.domain.language import DEFAULT
from cuifei.domain.problems import CuifeiError, Step, say
from cuifei.domain.words import sheet
from cuifei.newbook import build


def new(path: Path, *, lang: str = DEFAULT, dry_run: bool = False) -> Report[Data]:
    """Write an empty ledger at `path`. Raises CuifeiError where a file is already there."""
    refuse_overwriting(path)
    if path.suffix.lower() != ".xlsx":
        raise CuifeiError(
            say("{name} does not end in .xlsx", name=path.name),
            say("Choose a name that ends in .xlsx"),
        )
    if not path.absolute().parent.is_dir():
        raise CuifeiError(
            say("there is no folder {folder}", folder=str(path.absolute().parent)),
            say("Make the folder first, or choose another"),
        )
    if not dry_run:
        build.build(path, lang=lang)
    sentence = say(
        "{book} is ready. Fill in {settings_sheet} and {accounts_sheet}, then"
        " {units_sheet}, {charges_sheet} and {payments_sheet}. Next: {step}",
        book=str(path),
        step=Step("check"),
        settings_sheet=sheet("settings"),
        accounts_sheet=sheet("accounts"),
        units_sheet=sheet("units"),
        charges_sheet=sheet("charges"),
        payments_sheet=sheet("payments"),
    )
    return Report({"book": path.absolute()}, said=(sentence,))


def refuse_overwriting(path: Path) -> None:
    """Raise CuifeiError where `path` exists: somebody may have typed into it."""
    if path.exists():
        raise CuifeiError(
            say("{book} is already there", book=str(path)),
            say("Choose another name, or move the old file away"),
        )
