"""What lies beside a workbook, damaged: templates, lists of letters, journals; and the patcher.

Each judge takes a seed and a folder of its own and returns what went wrong, "" for nothing.
"""

import hashlib
import shutil
import zipfile
from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from xml.parsers import expat

from cuifei.commands import check, flag, letters, mark, undo, verify
from cuifei.commands.boundary import Failed, attempt
from cuifei.commands.report import Report
from cuifei.commands.select import Wanted
from cuifei.domain.papers.letter_life import Move
from cuifei.letters import sample, template
from cuifei.letters.lint import lint
from cuifei.ooxml.values import Link
from cuifei.tables.port import Append, Fill, Replace, Update
from cuifei.workbook import closed, reading
from fuzz import damage
from workbook import books

DAY, NOW = date(2026, 11, 20), datetime(2026, 11, 20, 9, 30)
TEMPLATES = Path(__file__).parents[2] / "letter_templates"
SETTINGS = {
    "company": "样例物业服务有限公司",
    "company_phone": "000-00000000",
    "contact_person": "样例",
    "company_address": "样例路1号",
    "late_fee_rate": "0.05%",
    "late_fee_cap": "30%",
}


def unclean(outcome):
    """Return what a clerk misses in the end of a command, "" for nothing."""
    if isinstance(outcome, Failed) and not (str(outcome.error.what) and str(outcome.error.remedy)):
        return "an error without words"
    return ""


def ended(seed_told, *tasks):
    """Do the tasks as a door does; return the first that ends as none should."""
    for task in tasks:
        try:
            if wrong := unclean(attempt(task)):
                return f"{seed_told}: {wrong}"
        except Exception as error:
            return f"{seed_told}: {type(error).__name__} {error}"[:300]
    return ""


# --- the patcher -------------------------------------------------------------------------------


@cache
def patched():
    """Return the bytes of a small book of ours, some of its tables Excel's own."""
    sheets = books.good()
    for row, more in zip(sheets["应收"], ("未收", 1, 2, 3), strict=True):
        row.append(more)
    arrears = ["房号", "业主", "勾选", "欠费合计", "说明"]
    sheets["欠费"] = [arrears, ["3-2", "甲一样例", "√", 9, "x"]]
    sheets["发函"].append(["催1", "催费函", "3-2", DAY, "已生成", None, None, 247.8])
    path = Path(mkdtemp()) / "a.xlsx"
    return books.write(path, sheets, ("应收", "欠费", "发函")).read_bytes()


CHANGES = (
    Fill("charges", {2: {"unpaid": Decimal("12.5"), "bucket": "≤1"}, 4: {"unpaid": Decimal(1)}}),
    Append("register", [{"number": "催2", "unit": "3-3", "date": DAY, "amount": Decimal(9)}]),
    Append("contacts", [{"date": DAY, "unit": "3-2", "channel": "电话", "content": "=1+1"}]),
    Replace("arrears", [{"unit": "3-3", "owed": Decimal(9)}, {"unit": "3-2", "owed": Decimal(8)}]),
    Replace("arrears", [{"unit": f"3-{n}", "owed": Decimal(n)} for n in range(30)]),
    Replace("queue", [{"unit": "3-2", "priority": None, "owner": Link("#房产!A2", "甲一")}]),
    Update("register", {"催1": {"state": "已寄出", "sent": DAY, "waybill": "-0101"}}),
)


KEPT = {"units": ("unit", "owner"), "charges": ("unit", "period", "amount"), "payments": ("unit",)}


def typed(book):
    """Return what people typed in a book, by table and row: the cells that no change touches."""
    return {
        (name, row, field): str(cells.get(field))
        for name, fields in KEPT.items()
        if name in book.tables
        for row, cells in book.tables[name].rows.items()
        for field in fields
    }


def patcher(seed, folder):
    """A damaged book is written to: as it was or right, and what was typed stays."""
    rng = Random(f"patcher {seed}")
    path = folder / "a.xlsx"
    path.write_bytes(damage.in_parts(patched(), rng))
    changes = rng.sample(CHANGES, rng.randint(1, 3))
    before = path.read_bytes()
    seen = {}

    def write():
        book = reading.read(path)
        seen["typed"] = typed(book)
        known = [change for change in changes if change.table in book.tables]
        closed.write(book, known, command="flag", now=NOW)
        return Report({}, ())

    try:
        if wrong := ended("write", write):
            return wrong
        if path.read_bytes() != before and typed(reading.read(path)) != seen["typed"]:
            return "what was typed is changed"
        return ""
    except Exception as error:
        return f"after: {type(error).__name__} {error}"[:300]
    finally:
        shutil.rmtree(folder / "催费备份", ignore_errors=True)


# --- templates ---------------------------------------------------------------------------------


def templates(seed, folder):
    """A damaged template is refused by name, or makes letters that are whole."""
    rng = Random(f"templates {seed}")
    source = rng.choice(sorted(TEMPLATES.glob("*.docx")))
    document, lang, _ = source.name.split(".")
    data = source.read_bytes()
    data = damage.in_parts(data, rng) if rng.random() < 0.9 else damage.in_bytes(data, rng)
    letter = folder / "letter.docx"
    letter.unlink(missing_ok=True)

    def write():
        made = template.compile(data)
        values, lists = sample.values(document, lang)
        content, printed = made.render(values, lists), made.text(values, lists)
        problems = ()
        if document in sample.DEMANDS:
            problems = lint(sample.demand(document, lang), made, values, lists, printed)
        if not problems:
            letter.write_bytes(content)
        return Report({}, tuple(problems))

    if document not in {*sample.DEMANDS, "statement", "bill", "instalment_agreement"}:
        return ""
    return ended(source.name, write) or (letter.exists() and _unwhole(letter)) or ""


def _unwhole(letter):
    with zipfile.ZipFile(letter) as file:
        if file.testzip():
            return "the letter is no whole zip"
        for name in file.namelist():
            if name.endswith((".xml", ".rels")):
                try:
                    expat.ParserCreate().Parse(file.read(name), True)
                except expat.ExpatError as error:
                    return f"the letter's {name} is no XML: {error}"
    return ""


# --- lists of letters and journals ---------------------------------------------------------------


LEDGER = {
    "房产": [
        ["房号", "小区", "业态", "业主", "信函语言"],
        *([f"1-10{n}", "样例苑", "住宅", f"样例{n}", "zh"] for n in (1, 2, 3)),
    ],
    "应收": [
        ["房号", "费用项目", "账期", "应收金额", "到期日"],
        *(
            [f"1-10{n}", "物业费", f"2026-{month:02}", 100, date(2026, month, 28)]
            for n in (1, 2, 3)
            for month in range(1, 7)
        ),
    ],
    "收款": [["收款日期", "房号", "金额", "方式"], [DAY, "1-101", 50, "微信"]],
    "账户": [
        ["户名", "开户行", "账号", "财务电话"],
        ["样例公司", "样例银行", "0000111122220001", "000-00000000"],
    ],
    "参数": [["参数", "值"], *map(list, SETTINGS.items())],
}


@cache
def office():
    """Return a folder with a book of three homes, four runs, and two folders of letters."""
    folder = Path(mkdtemp())
    book = folder / "book.xlsx"
    books.write(book, LEDGER, ("房产", "应收", "收款"))
    flag.flag(book, DAY, now=NOW)
    for unit in ("1-101", "1-102"):
        report = letters.letters(book, DAY, Wanted("", units=(unit,)), now=NOW)
        assert report.data["letters"], report
    number = report.data["letters"][0]["number"]
    mark.mark(book, number, Move("printed", DAY, "", "", ""), now=NOW)
    return folder


@cache
def sound():
    return reading.read(office() / "book.xlsx")


def beside(name, seed, folder, pattern, tasks):
    """Damage one of the files beside a book, and let one or two commands run: the book is sound."""
    rng = Random(f"{name} {seed}")
    home = folder / "office"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(office(), home)
    book = home / "book.xlsx"
    files = sorted(home.glob(pattern))
    spoilt = rng.choice(files)
    spoilt.write_bytes(damage.in_json(spoilt.read_bytes(), rng))
    others = {
        path: hashlib.sha256(path.read_bytes()).digest()
        for path in home.glob("催费文书/*/*.docx")
        if path.parent != spoilt.parent
    }
    chosen = sorted(rng.sample(sorted(tasks), rng.choice((1, 1, 2))), key="renamed".__eq__)
    if wrong := ended(" ".join(chosen), *(lambda task=tasks[one]: task(book) for one in chosen)):
        return wrong
    after = reading.read(next(home.glob("*.xlsx")))
    numbers = Counter(str(row["number"]) for row in after.tables["register"].rows.values())
    if typed(after) != typed(sound()):
        return f"{chosen}: what was typed is changed"
    if max(numbers.values(), default=0) > 1:
        return f"{chosen}: a number twice"
    gone = [p.name for p, sha in others.items() if not p.is_file() or _sha(p) != sha]
    return f"{chosen}: a letter of another folder is gone {gone}" if gone else ""


def _sha(path):
    return hashlib.sha256(path.read_bytes()).digest()


def _mark(book):
    number = next(iter(reading.read(book).tables["register"].rows.values()))["number"]
    return mark.mark(book, str(number), Move("printed", DAY, "", "", ""), now=NOW)


COMMANDS = {
    "flag": lambda book: flag.flag(book, DAY, now=NOW),
    "letters": lambda book: letters.letters(book, DAY, Wanted("", limit=1), now=NOW),
    "mark": _mark,
    "check": lambda book: check.check(book, letters=True),
    "verify": verify.verify,
    "undo": lambda book: undo.undo(book, now=NOW),
    "list": undo.listed_runs,
    "renamed": lambda book: flag.flag(book.rename(book.with_name("样例.xlsx")), DAY, now=NOW),
}


def manifests(seed, folder):
    """A damaged list of letters takes itself out, and no letter of another folder."""
    names = ("flag", "letters", "mark", "check", "verify", "undo")
    tasks = {name: COMMANDS[name] for name in names}
    return beside("manifests", seed, folder, "催费文书/*/manifest.json", tasks)


def journals(seed, folder):
    """A damaged journal is named, and costs nothing that was typed."""
    tasks = {name: COMMANDS[name] for name in ("undo", "list", "flag", "renamed")}
    return beside("journals", seed, folder, "催费备份/*.json", tasks)
