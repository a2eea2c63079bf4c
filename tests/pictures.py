"""Make the pictures of README from the demo estate: `python tests/pictures.py [FOLDER]`.

What a user sees, as LibreOffice and Chromium show it, with nothing touched up
by hand: the first sheet, the flagged sheet, the worklist, a letter, the dashboard, the queue's
timeline, and the report on a phone. Needs pypdf, soffice, pdftoppm and pdftotext
(poppler-utils), chromium, and a Chinese font (fonts-noto-cjk).
"""

import subprocess
import sys
import tempfile
from datetime import date, datetime
from pathlib import Path

from pypdf import PdfReader

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "addin"))

from cuifei.commands.demo import BOOK, demo  # noqa: E402
from cuifei.commands.kpi_html import kpi_html  # noqa: E402

AS_OF, NOW = date(2026, 11, 20), datetime(2026, 11, 20, 9, 30)
DPI = 110
# Words that stand on the page that is wanted and on no page before it.
HOME, DASHBOARD, ARREARS, WORKLIST = "今天按顺序做", "物业费催收看板", "最早到期日", "话术"
# The timeline is the chart at the lower right: shares of the page.
TIMELINE = (0.621, 0.695, 0.346, 0.256)


def run(*words: object) -> str:
    """Run a program and return what it printed; an error is loud."""
    done = subprocess.run([str(w) for w in words], check=True, capture_output=True, timeout=600)
    return done.stdout.decode("utf-8", "replace")


def pdf(path: Path, work: Path) -> Path:
    """Return a file as LibreOffice prints it."""
    profile = f"-env:UserInstallation=file://{work}/profile"
    run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", work, path)
    return work / f"{path.stem}.pdf"


def page_with(paper: Path, words: str) -> int:
    """Return the number of the first page that says `words`."""
    pages = run("pdftotext", "-layout", paper, "-").split("\f")
    return next(n for n, text in enumerate(pages, 1) if words in text)


def picture(
    paper: Path, page: int, target: Path, part: tuple[float, ...] = (0, 0, 1, 1), dpi: int = DPI
) -> None:
    """Write one page, or the `part` of it (x, y, width, height as shares), as a PNG."""
    box = PdfReader(paper).pages[page - 1].mediabox
    sides = [float(side) * dpi / 72 for side in (box.width, box.height)] * 2
    x, y, width, height = (round(a * b) for a, b in zip(part, sides, strict=True))
    run(
        *("pdftoppm", "-r", dpi, "-f", page, "-l", page, "-png", "-singlefile"),
        *("-x", x, "-y", y, "-W", width, "-H", height, paper, target.with_suffix("")),
    )


def screenshot(page: Path, target: Path, work: Path) -> None:
    """Write a page as a phone shows it."""
    run(
        *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
        *(f"--user-data-dir={work}/browser", "--window-size=500,1500"),
        *(f"--screenshot={target}", page.as_uri()),
    )


def main(folder: Path) -> None:
    """Make every picture."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        work = Path(place)
        made = demo(work / "demo", AS_OF, now=NOW)
        book = work / "demo" / BOOK
        sheets = pdf(book, work)
        picture(sheets, page_with(sheets, HOME), folder / "home.png", (0, 0, 1, 0.48))
        picture(sheets, page_with(sheets, ARREARS), folder / "flagged.png", (0, 0, 1, 0.62))
        picture(sheets, page_with(sheets, WORKLIST), folder / "worklist.png", (0, 0, 1, 0.62))
        shown = page_with(sheets, DASHBOARD)
        picture(sheets, shown, folder / "dashboard.png")
        picture(sheets, shown, folder / "queue.png", TIMELINE, 2 * DPI)
        letters = sorted(Path(str(made.data["folder"])).glob("*催费函*.docx"))
        picture(pdf(letters[0], work), 1, folder / "letter.png")
        report = kpi_html(book, AS_OF, target=work / "report.html")
        screenshot(report.data["html"], folder / "report.png", work)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs")
