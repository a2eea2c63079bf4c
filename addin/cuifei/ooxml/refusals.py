"""Why is a file not read? One sentence for each reason, whichever reader meets it."""

from pathlib import Path

from cuifei.domain.problems import CuifeiError, Message, say


def unopened(path: Path) -> CuifeiError:
    """Return the error for a file that the system does not open."""
    return CuifeiError(
        say("the file {name} cannot be opened", name=path.name),
        say("Close it in other programs, and check that you may read it"),
        str(path),
    )


def empty(path: Path) -> CuifeiError:
    """Return the error for a file without content."""
    return CuifeiError(
        say("the file {name} is empty", name=path.name),
        say("Copy or download it again, or open it in Excel and save it under a new name"),
        str(path),
    )


def damaged(path: Path) -> CuifeiError:
    """Return the error for a file whose bytes are not what they promise to be."""
    return CuifeiError(
        say("the file {name} is damaged or incomplete", name=path.name),
        say("Copy or download it again, or open it in Excel and save it under a new name"),
        str(path),
    )


def protected(path: Path) -> CuifeiError:
    """Return the error for a file that is encrypted."""
    return CuifeiError(
        say("the file {name} is protected with a password", name=path.name),
        say("Open it in Excel, remove the password under File > Info, and save it"),
        str(path),
    )


def no_table(path: Path) -> CuifeiError:
    """Return the error for a file that is neither a workbook nor a table in text."""
    return CuifeiError(
        say("the file {name} is not a workbook and not a table in text", name=path.name),
        say("Open it in Excel and save it as “Excel Workbook (.xlsx)”"),
        str(path),
    )


def too_large(path: Path, what: Message) -> CuifeiError:
    """Return the error for a file that goes beyond a limit; `what` says which."""
    return CuifeiError(
        say("the file {name} is not read: {what}", name=path.name, what=what),
        say("Delete in Excel what does not belong to the list, and save it under a new name"),
        str(path),
    )
