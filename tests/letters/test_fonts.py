"""Letters keep their pages whatever the font; room for the seal; no page without a word."""

from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from cuifei.domain.papers.statement import StatementLine
from cuifei.letters import print_letter
from letter_templates.make import build
from letters import samples, test_papers
from letters.fonts import SETS, empty_at_the_end, fonts, pages, print_with
from size import FULL

pytestmark = pytest.mark.live
# In the suite every letter is printed with the first set, whose letters are the widest, and with
# one other: what is usual in Chinese with the third, all others with the second.
FIRST, SECOND, THIRD = SETS
# In English they are a collection letter with other words, as they are in Chinese.
IN_FULL = ("en-payment_notice", "en-reminder_notice", "en-final_notice")
SEAL = 42 / 25.4 * 72
# Numbers of lines: what fits one page, what is just too much for it, and much too much.
LINES = 32  # of a statement, which with its seal takes one page
COUNTS = {"payment_notice": (12, 60), "collection_letter": (12, 19, 60), "lawyer_letter": (1,)}


def letters() -> dict[str, bytes]:
    """Return letters of every document and of several lengths, by name."""
    made = {}
    for lang in build.LANGS:
        unit = samples.typical("final_notice", lang).unit
        for document in build.DOCUMENTS:
            demands = {"typical": samples.typical(document, lang)}
            for count in COUNTS.get(document, ()) if lang == "zh" else ():
                demand = samples.demand(document, count, document != "payment_notice")
                demands[f"{count:02d}"] = replace(demand, unit=unit)
            for name, demand in demands.items():
                content, problems = print_letter.print_letter(demand, lang)
                assert not problems
                made[f"{lang}-{document}-{name}"] = content
        for document, paper in test_papers.PAPERS.items():
            made[f"{lang}-{document}-typical"] = paper(lang)[0]
    return made | {f"zh-statement-{LINES}": statement("zh")}


def statement(lang: str) -> bytes:
    """Return a statement of two thirds of charges and receipts with long vouchers."""
    base, balance, lines = test_papers.statement(lang), 10_000, []
    for number in range(LINES):
        day = date(2025 + number // 12, number % 12 + 1, 28)
        charge, paid = (21_000, 0) if number % 3 else (0, 21_000)
        balance += charge - paid
        kind, what = ("charge", "物业服务费") if charge else ("payment", "微信")
        voucher = "" if charge else f"SK202411-{number:04d}"
        period = f"{day:%Y-%m}" if charge else ""
        lines.append(StatementLine(day, kind, what, period, charge, paid, balance, voucher))
    charged, paid = sum(x.charge for x in lines), sum(x.payment for x in lines)
    total = balance + base.prepaid - base.held + base.late_fee - base.waived
    whole = replace(
        base, lines=tuple(lines), charged=charged, paid=paid, balance=balance, total=total
    )
    content, problems = print_letter.print_statement(whole, lang)
    assert not problems
    return content


def sets_of(letter: str) -> tuple[str, ...]:
    """Return the font sets with which a letter is printed."""
    if FULL:
        return tuple(SETS)
    if letter.startswith(IN_FULL):
        return ()
    usual = letter.startswith("zh") and letter.endswith("typical")
    return (FIRST, THIRD if usual else SECOND)


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Return the PDF of each letter by font set and name."""
    folder = tmp_path_factory.mktemp("fonts")
    files = []
    for name, content in letters().items():
        files.append(folder / f"{name}.docx")
        files[-1].write_bytes(content)
    found = {}
    for name in SETS:
        home = folder / name
        home.mkdir()
        pdfs = print_with(fonts(name, home), [x for x in files if name in sets_of(x.stem)], home)
        found[name] = {path.stem: path for path in pdfs}
    return found


def test_every_font_gives_the_same_pages(printed):
    counts = {
        letter: {
            name: len(PdfReader(printed[name][letter]).pages)
            for name in SETS
            if letter in printed[name]
        }
        for letter in printed["noto"]
    }
    assert {x: found for x, found in counts.items() if len(set(found.values())) > 1} == {}
    for letter, found in counts.items():
        assert len(found) > 1
        one = "lawyer_letter" not in letter and letter.endswith(("typical", "-12", "-32"))
        assert found["noto"] == (1 if one else 2), letter


def test_no_page_is_blank_and_none_is_left_a_quarter_empty(printed):
    for name in SETS:
        for letter, path in printed[name].items():
            found = pages(path)
            assert all(found), (name, letter)
            for page in found[:-1]:
                assert empty_at_the_end(page) < 0.25, (name, letter)


def test_there_is_room_for_the_seal_clear_of_the_cut_line(printed):
    """Above the foot of who signs, 42 mm are free of words to the right, and no cut line there."""
    looked = 0
    for name in SETS:
        for letter, path in printed[name].items():
            for page in pages(path):
                marks = [w for w in page if w.said.strip("（）()") in ("盖章", "seal")]
                if not marks or "agreement" in letter:
                    continue
                (mark,) = marks
                right = [w for w in page if w.right > mark.left and w.top >= mark.top - SEAL]
                cuts = [w.top for w in page if "沿此线" in w.said or w.said == "cut"]
                foot = min(cuts, default=max(w.bottom for w in right) + 6)
                body = [w for w in right if w.bottom < mark.top - 14]
                under = [w.bottom for w in right if w.top < foot]
                top = max((w.bottom for w in body), default=48)
                assert max(under) - top >= SEAL, (name, letter, max(under) - top)
                assert foot - max(under) >= 4, (name, letter)
                looked += 1
    assert looked >= (45 if FULL else 26)
