"""Fuzz of the template reader: whatever lies in the folder, a clean refusal or a template.

Run: PYTHONPATH=addin:tests python -m letters.fuzz_templates [INPUTS] [SEED]. Every input is one
of the cases or of our own templates with bytes flipped, cut or swapped, in the zip or in one of
its parts. What is read must render and say its text; everything else must be a CuifeiError with
a remedy. Prints how many were read and refused, and each unclean end with its seed.
"""

import io
import random
import sys
import time
import traceback
import zipfile
from collections import Counter
from pathlib import Path

from cuifei.domain.problems import CuifeiError
from cuifei.letters import template
from cuifei.letters.print_letter import _FOLDERS

CASES = Path(__file__).parent / "cases"
_LONGEST = 10  # seconds for one input
_TOKENS = (
    *(b"<w:p>", b"</w:p>", b"<w:fldChar w:fldCharType='begin'/>", b"&", b"<", b"]]>", b"\0"),
    *(b"</w:tr>", b"<w:tbl>", b"w:id", b"\xff\xfe", b"MERGEFIELD", b" IF ", b'"', b"<!DOCTYPE x>"),
    *(b"<w:ins/>", b"rId1", b"xmlns:w=''", b"<?cuifei-slot x?>", b"<?cuifei-end?>", b"-1", b"e9"),
)


def sources() -> list[bytes]:
    """Return what is spoilt: the cases and our own templates."""
    own = next(folder for folder in _FOLDERS if folder.is_dir())
    files = sorted([*CASES.glob("*.docx"), *own.glob("*.docx")])
    return [path.read_bytes() for path in files]


def spoilt(content: bytes, dice: random.Random) -> bytes:
    """Return a file in which something was changed, in the zip or inside a part."""
    if dice.random() < 0.2:
        return _bytes(content, dice)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except Exception:
        return _bytes(content, dice)
    for _ in range(dice.choice((1, 1, 1, 2, 5))):
        name = dice.choice(list(parts))
        how = dice.random()
        if how < 0.05 and len(parts) > 1:
            del parts[name]
        elif how < 0.1:
            parts[name] = parts[dice.choice(list(parts))]
        else:
            parts[name] = _words(parts[name], dice) if how < 0.7 else _bytes(parts[name], dice)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def _bytes(content: bytes, dice: random.Random) -> bytes:
    data = bytearray(content)
    for _ in range(dice.choice((1, 1, 2, 8))):
        if not data:
            break
        at, how = dice.randrange(len(data)), dice.random()
        if how < 0.6:
            data[at] = dice.randrange(256)
        elif how < 0.8:
            del data[at : at + dice.randrange(1, 200)]
        else:
            data[at:at] = data[at : at + dice.randrange(1, 200)]
    return bytes(data)


def _words(content: bytes, dice: random.Random) -> bytes:
    """Change XML so that it often stays XML: drop, double or move an element, or add a token."""
    ends = [n for n, byte in enumerate(content) if byte == 0x3E]
    if len(ends) < 3:
        return _bytes(content, dice)
    first, last = sorted(dice.sample(ends, 2))
    how = dice.random()
    if how < 0.3:
        return content[: first + 1] + content[last + 1 :]
    if how < 0.5:
        piece = content[first + 1 : min(last + 1, first + 2000)]
        return content[: first + 1] + piece + content[first + 1 :]
    if how < 0.8:
        return content[: first + 1] + dice.choice(_TOKENS) + content[first + 1 :]
    number = dice.choice((b"0", b"-5", b"99999999999", b"x", b""))
    at = content.find(b'="', first)
    return content[: at + 2] + number + content[content.find(b'"', at + 2) :]


def tried(content: bytes) -> str:
    """Return how one input ended: read, refused; any other exception goes on."""
    try:
        made = template.compile(content)
        values = dict.fromkeys(made.fields, "1,234.50")
        rows = {name: [dict.fromkeys(columns, "1")] * 2 for name, columns in made.lists.items()}
        made.render(values, rows)
        made.text(values, rows)
    except CuifeiError as error:
        assert str(error.what) and str(error.remedy)
        return "refused"
    return "read"


def fuzz(count: int, seed: int = 0) -> Counter[str]:
    """Return how `count` inputs ended; unclean ends are printed."""
    known, ends = sources(), Counter[str]()
    for number in range(count):
        dice = random.Random(f"{seed}-{number}")
        content = spoilt(dice.choice(known), dice)
        start = time.perf_counter()
        try:
            ends[tried(content)] += 1
        except Exception:
            ends["unclean"] += 1
            print(f"seed {seed}, input {number}")
            traceback.print_exc(limit=-3, file=sys.stdout)
        if time.perf_counter() - start > _LONGEST:
            ends["slow"] += 1
            print(f"seed {seed}, input {number} was slow")
    return ends


if __name__ == "__main__":
    sizes = [int(word) for word in sys.argv[1:]]
    print(dict(fuzz(*(sizes or [2000]))))
