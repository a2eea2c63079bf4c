"""What a page looks like where other fonts are installed: font sets, and where words stand.

Each set is a FONTCONFIG_FILE of its own, so that what else the machine has takes no part.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from cuifei.letters import office

_SHARE = Path("/usr/share/fonts")
# What Debian machines have: the Chinese fonts of one package, and the Latin ones beside them.
# DejaVu is what there is without fonts-liberation; its letters are a quarter wider.
SETS = {
    "noto": ("opentype/noto", "truetype/dejavu"),
    "uming": ("truetype/arphic", "truetype/liberation"),
    "zenhei": ("truetype/wqy", "truetype/liberation"),
}
_A4 = 841.9


def fonts(name: str, folder: Path) -> dict[str, str]:
    """Return the environment of a machine that has only the fonts of a set."""
    folders = [_SHARE / part for part in SETS[name]]
    if missing := [str(path) for path in folders if not path.is_dir()]:
        message = f"fonts are missing: {', '.join(missing)} (tests/run installs them)"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    conf = folder / f"{name}.conf"
    places = "".join(f"<dir>{path}</dir>" for path in folders)
    conf.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>'
        f'{places}<include ignore_missing="yes">/etc/fonts/conf.d</include>'
        f"<cachedir>/var/cache/fontconfig</cachedir>"
        f"<cachedir>{folder}/cache-{name}</cachedir></fontconfig>",
        "utf-8",
    )
    return {**os.environ, "FONTCONFIG_FILE": str(conf)}


def print_with(fonts: dict[str, str], files: Iterable[Path], folder: Path) -> list[Path]:
    """Turn files into PDF with a LibreOffice that has these `fonts`, and count what came out."""
    files, out = list(files), folder / "out"
    subprocess.run(
        [
            shutil.which("soffice"),
            office.new_profile(folder / "profile"),
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(out),
            *map(str, files),
        ],
        check=True,
        capture_output=True,
        timeout=300,
        env=fonts,
    )
    made = [out / f"{file.stem}.pdf" for file in files]
    assert all(path.is_file() for path in made)
    return made


@dataclass(frozen=True)
class Word:
    """A word on a page, in points from the top left."""

    left: float
    top: float
    right: float
    bottom: float
    said: str


def texts(pdf: Path) -> list[str]:
    """Return what each page says."""
    out = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, timeout=60)
    return out.stdout.decode().split("\f")[:-1]


@cache
def pages(pdf: Path) -> list[list[Word]]:
    """Return the words of each page, without its header and footer."""
    out = subprocess.run(
        ["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True, timeout=60
    ).stdout.decode()
    found = []
    for page in out.split("<page ")[1:]:
        words = re.findall(
            r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>', page
        )
        every = [Word(*map(float, box), said) for *box, said in words]
        found.append([word for word in every if 48 < word.top < _A4 - 44])
    return found


def empty_at_the_end(page: list[Word]) -> float:
    """Return which share of a page stays empty under its last word."""
    return (_A4 - 42 - max(word.bottom for word in page)) / _A4
