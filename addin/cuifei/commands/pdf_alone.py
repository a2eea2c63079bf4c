"""The PDF files of a batch while its workbook is open: only the batch's own folder is touched."""

from pathlib import Path

from cuifei.commands import batch
from cuifei.commands.issue import Progress, silent
from cuifei.commands.pack import PDF, Printed, enclosed, keep, pdf_files, pieces_of
from cuifei.workbook import closed


def pdf_alone(folder: Path, progress: Progress = silent) -> Printed:
    """Write the PDF files of the batch in `folder`, as its manifest names the letters.

    No workbook is opened, and the workbook's lock is held only while the files
    are put in their place, so people work on meanwhile. A letter that is
    missing or was changed is a Problem. Raises CuifeiError where no PDF can be made.
    """
    manifest = folder / batch.MANIFEST
    run = batch.load(manifest)
    pieces, problems = pieces_of((), run)
    files = pdf_files(pieces, progress) if pieces else ()
    outputs = [enclosed(name, PDF, number, content) for name, number, content in files]
    with closed.locked(folder.parent.parent / run.book):
        return keep(batch.load(manifest), outputs, problems)
