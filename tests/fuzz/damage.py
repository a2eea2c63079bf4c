"""Damage to files, at random and repeatable: bytes, parts of a zip, XML, JSON."""

import io
import json
import re
import zipfile
from copy import deepcopy

ODD = (
    *(b"INF", b"NaN", b"-1", b"1e999", b"99999999999999999999", b"", b"0", b"_xD800_", b"&#0;"),
    *(b"\0", b"<", b">", b"&", b'"', b"]]>", b"<!--", b"XFD1048576", b"A0", b"rId999", b"\xff\xfe"),
    *("\ud7ff　，".encode(), b"true", b"1904", b"<v>", b"</c>", b"<row/>", b"<c/>", b" " * 5000),
)
ODD_JSON = (
    *(None, True, -1, 0, 1e300, float("inf"), float("nan"), 10**30, "", "\0", "x" * 70_000),
    *([], {}, [[]], [None], {"": ""}, "2026-13-45", "2026-11-20", "registered", "writing"),
    *("../../book.xlsx", "/", ".", "..", "\ud800", "催费函", "C:\\x", "written", "a/b", [1, 2, 3]),
)


def in_bytes(data, rng):
    """Return bytes with some of them changed, taken out, put in or cut off."""
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 8))):
        at = rng.randrange(len(out) + 1)
        match rng.randrange(5):
            case 0 if at < len(out):
                out[at] ^= 1 << rng.randrange(8)
            case 1:
                del out[at : at + rng.randint(1, 40)]
            case 2:
                out[at:at] = rng.choice(ODD)
            case 3 if rng.random() < 0.3:
                del out[at:]
            case _:
                end = at + rng.randint(1, 60)
                out[at:at] = out[at:end]
    return bytes(out)


def in_parts(data, rng):
    """Return a zip of which one or two parts are changed, as XML or as bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        names = old.namelist()
        chosen = set(rng.choices(names, k=rng.choice((1, 1, 2))))
        for name in names:
            content = old.read(name)
            if name in chosen and rng.random() < 0.05:
                continue
            if name in chosen:
                content = in_xml(content, rng) if rng.random() < 0.7 else in_bytes(content, rng)
            new.writestr(name, content)
    return out.getvalue()


def in_xml(content, rng):
    """Return XML with a value, an attribute or a tag changed; it mostly stays XML."""
    spots = [m.span(1) for m in re.finditer(rb'="([^"]*)"|>([^<]*)<', content) if m.group(1)]
    spots += [m.span() for m in re.finditer(rb"<[^<>]*>", content)]
    for start, end in sorted(rng.sample(spots, min(len(spots), rng.choice((1, 1, 3)))))[::-1]:
        match rng.randrange(3):
            case 0:
                content = content[:start] + rng.choice(ODD) + content[end:]
            case 1:
                content = content[:start] + content[end:]
            case _:
                content = content[:end] + content[start:end] + content[end:]
    return content


def in_json(data, rng):
    """Return JSON with values changed, taken out or doubled; it mostly stays JSON."""
    if rng.random() < 0.3:
        return in_bytes(data, rng)
    if rng.random() < 0.02:
        return b"[" * 100_000
    content = json.loads(data)
    for _ in range(rng.choice((1, 1, 2))):
        holders = [content]
        for holder in holders:
            inner = holder.values() if isinstance(holder, dict) else holder
            holders += [value for value in inner if isinstance(value, (dict, list)) and value]
        holder = rng.choice(holders)
        keys = list(holder) if isinstance(holder, dict) else range(len(holder))
        if not keys:
            continue
        key = rng.choice(keys)
        match rng.randrange(6):
            case 0:
                del holder[key]
            case 1 if isinstance(holder, list):
                holder.append(holder[key])
            case _:
                holder[key] = deepcopy(rng.choice(ODD_JSON))
    return json.dumps(content, ensure_ascii=rng.random() < 0.5).encode(errors="surrogatepass")
