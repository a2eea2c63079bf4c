"""What stands on labels, envelopes and the cover list?

An owner's letter number may name the kind of letter; outside the envelope only
its figures are printed, which is enough for us to find it (R9.3).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Day

from cuifei.domain.language import DEFAULT
from cuifei.domain.money import text
from cuifei.letters import print_letter
from cuifei.letters.pack.join import pack
from cuifei.letters.stationery import LABELS_ACROSS
from cuifei.letters.wording import WORDINGS
from cuifei.locale import Both, phrase

_WHERE = Both(("包", "单独打印", "、", "（{}）"), ("pack ", "by itself", ", ", " ({})"))


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom and where a letter goes, and by which number we know it."""

    name: str
    address: str
    number: str
    salutation: str = ""
    lang: str = DEFAULT

    @property
    def line(self) -> str:
        """The line with the name.

        >>> Addressee("甲一", "", "", "先生").line, Addressee("Ms Example", "", "", lang="en").line
        ('甲一 先生　收', 'Ms Example')
        """
        named = " ".join(part for part in (self.name, self.salutation) if part)
        return phrase(("{name}　收", "{name}"), self.lang).format(name=named)


@dataclass(frozen=True, slots=True)
class Entry:
    """One letter on the cover list. `amount` in fen; `also`: its other units.

    `packs`: the numbers of the packs in which its papers lie, "-" for a paper by itself; empty
    where there is one pack.
    """

    unit: str
    owner: str
    document: str
    number: str
    amount: int
    last_date: Day | None
    also: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Volume:
    """One pack of a batch: which of how many, and what it holds."""

    batch: str
    company: str
    communities: tuple[str, ...]
    number: int
    of: int
    entries: tuple[Entry, ...]


def reference(number: str) -> str:
    """Return the figures of a letter number.

    >>> reference("催函〔2026〕0001号")
    '2026-0001'
    """
    return "-".join(re.findall(r"\d+", number))


def labels(to: Sequence[Addressee], lang: str) -> bytes:
    """Return sheets of address labels as the bytes of a .docx, in order from left to right."""
    rows = []
    for start in range(0, len(to), LABELS_ACROSS):
        row: dict[str, str] = {}
        for place in range(LABELS_ACROSS):
            addressee = to[start + place] if start + place < len(to) else None
            row[f"地址{place + 1}"] = addressee.address if addressee else ""
            row[f"收件人{place + 1}"] = addressee.line if addressee else ""
            row[f"编号{place + 1}"] = reference(addressee.number) if addressee else ""
        rows.append(row)
    return print_letter.find("address_labels", lang).render({}, {"标签": rows})


def envelopes(to: Sequence[Addressee], sender: Mapping[str, str], lang: str) -> bytes:
    """Return one envelope for each letter, a page each, as the bytes of one .docx.

    `sender`: company, address, phone.
    """
    template = print_letter.find("envelope", lang)
    fixed = {
        "寄件人": sender["company"],
        "寄件地址": sender["address"],
        "寄件电话": sender["phone"],
    }
    return pack(
        [
            template.render(
                {
                    **fixed,
                    "收件地址": addressee.address,
                    "收件人": addressee.line,
                    "编号": reference(addressee.number),
                },
                {},
            )
            for addressee in to
        ]
    )


def _lies(packs: Sequence[str], lang: str) -> str:
    """Return where a letter's papers lie.

    >>> _lies(["2", "1"], "zh"), _lies(["-"], "en"), _lies([], "zh")
    ('（包2、包1）', ' (by itself)', '')
    """
    pack, by_itself, comma, whole = _WHERE[lang]
    names = comma.join(by_itself if number == "-" else f"{pack}{number}" for number in packs)
    return whole.format(names) if names else ""


def cover(volume: Volume, lang: str) -> bytes:
    """Return the list that lies on a pack, as the bytes of a .docx."""
    words = WORDINGS[lang]
    values = {
        "批次": volume.batch,
        "公司": volume.company,
        "小区": words.comma.join(volume.communities),
        "册": str(volume.number),
        "总册数": str(volume.of),
        "份数": str(len(volume.entries)),
        "合计": text(sum(entry.amount for entry in volume.entries)),
    }
    rows = [
        {
            "序号": str(number),
            "房号": words.comma.join((entry.unit, *entry.also)),
            "业主": entry.owner,
            "文书": words.documents[entry.document] + _lies(entry.packs, lang),
            "函号": entry.number,
            "金额": text(entry.amount),
            "最后期限": entry.last_date.isoformat() if entry.last_date else "—",
        }
        for number, entry in enumerate(volume.entries, 1)
    ]
    return print_letter.find("pack_cover", lang).render(values, {"清单": rows})
