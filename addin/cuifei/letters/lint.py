"""May this letter leave the house as it is printed?

Nothing is written before the lint has read the letter: its words, its sums
read back from what is printed, its dates, and what the law forbids (R3, R9).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from cuifei.domain.codes import Document
from cuifei.domain.money import read_capitals, text
from cuifei.domain.papers.demand import Demand
from cuifei.domain.problems import Problem, listed, say
from cuifei.letters import on_paper
from cuifei.letters.findings import Finding, forbidden, put_back
from cuifei.letters.template import Template
from cuifei.letters.wording import WORDINGS
from cuifei.locale import Both

Values = Mapping[str, str]
Lists = Mapping[str, Sequence[Mapping[str, str]]]
Columns = Mapping[str, Sequence[str]]

# A draft says so in one language: its watermark, and the line in its header.
_DRAFT = Both(("草稿", "审定前不得发出"), ("DRAFT", "not to be sent before it is approved"))
# What each table must print, so that a reader can check the sum and pay.
_ACCOUNT = {"账户": ("户名", "开户行", "账号")}
_COLUMNS = {
    "明细": ("费用项目", "账期", "未收"),
    "违约金明细": ("费用项目", "账期", "未收", "违约金"),
    **_ACCOUNT,
}
# The same of the papers that demand nothing.
OF_PAPERS: Mapping[str, Columns] = MappingProxyType(
    {
        Document.STATEMENT: {"流水": ("摘要", "应收", "实收")},
        Document.INSTALMENT_AGREEMENT: {"分期": ("应付日期", "应付金额"), **_ACCOUNT},
        Document.BILL: {"明细": ("费用项目", "未收"), **_ACCOUNT},
    }
)
# What every letter prints, and where its value comes from.
_NEEDED = {
    "业主": (say("the owner's name"), say("Type it on the sheet Units")),
    "房号": (say("the unit"), say("Type it on the sheet Units")),
    "公司": (say("the company's name"), say("Type it on the sheet Settings")),
    "公司电话": (say("the company's phone"), say("Type it on the sheet Settings")),
    "函号": (say("the letter number"), say("Make the letter anew")),
    "总额": (say("the total"), say("Make the letter anew")),
    "总额大写": (say("the total in capitals"), say("Make the letter anew")),
    "最后期限": (say("the last date"), say("Give the document days on the sheet Ladder")),
    "截至日": (say("the as-of date"), say("Make the letter anew")),
    "收款登记至": (
        say("the day up to which receipts are recorded"),
        say("Type it on the sheet Settings"),
    ),
}
_OVERDUE = re.compile(r"逾期|\boverdue\b|\b(?:past|after) (?:its|their|the) due date\b")
_LATE_FEE = re.compile(r"违约金|滞纳金|(?i:\blate fees?\b|\bpenalt(?:y|ies)\b)")


def lint(
    demand: Demand,
    template: Template,
    values: Values,
    lists: Lists,
    rendered_text: str,
) -> tuple[Problem, ...]:
    """Return what is wrong with a letter, or nothing; `rendered_text` as Template.text gives it.

    Where the template asks for names that do not exist, nothing can be
    rendered, and only these are returned.
    """
    place = f"{demand.unit.unit} {demand.number}"
    findings = list(_unknown(template, values, lists)) or [
        *template.left,
        *_required(demand, template, values, rendered_text),
        *_payment(demand, template, values, lists),
        *_sums(demand, values, lists),
        *_language(demand, template),
        *_dates(demand, values, rendered_text),
        *_claims(demand, rendered_text),
        *_content(demand, rendered_text),
    ]
    return tuple(Problem(place, what, remedy) for what, remedy in findings)


def _unknown(template: Template, values: Values, lists: Lists) -> Iterator[Finding]:
    for name in template.unknown(values, lists):
        yield (
            say("the template uses the field {name}, which does not exist", name=name),
            say("Correct the field's name in the template"),
        )


def _required(
    demand: Demand, template: Template, values: Values, printed: str
) -> Iterator[Finding]:
    for name, (label, remedy) in _NEEDED.items():
        if not values[name].strip():
            yield say("the letter has nothing to print for {what}", what=label), remedy
        elif name in template.hidden:
            yield (
                say(
                    "the field {name} is hidden text, or white or tiny, and nobody reads it",
                    name=f"«{name}»",
                ),
                say(
                    "Select it in Word; in the box Font (Ctrl+D) clear Hidden, and choose a colour"
                    " and a size that can be read"
                ),
            )
        elif not on_paper.says(template, values, name, printed):
            yield (
                say("the template does not print {what}", what=label),
                put_back(name),
            )
    match = re.search(r"«[^»\n]{1,40}»", printed)
    if match and not any(what.params.get("place") == match[0] for what, _ in template.left):
        yield (
            say("the letter still holds an unfilled field: {field}", field=match[0]),
            say("Insert it in the template as a MergeField"),
        )
    draft = any(all(word in printed for word in words) for words in _DRAFT.values())
    if demand.document == Document.LAWYER_LETTER and not draft:
        yield (
            say("the lawyer letter does not say that it is a draft"),
            say("Put the draft mark back into the template"),
        )


def rows(template: Template, values: Values, lists: Lists, columns: Columns) -> Iterator[Finding]:
    """Yield what a template's tables do not print of what they must (`columns`), or change."""
    yield from (changed := tuple(on_paper.changed(template, values, lists)))
    named = {what.params["name"] for what, _ in changed}
    for name, fields in columns.items():
        if lists[name] and name not in template.lists:
            yield (
                say("the template has no table row for {name}", name=name),
                say(
                    "Add a table row with the fields {names} to the template",
                    names=listed(f"«{name}.{field}»" for field in fields),
                ),
            )
    needed = {n: fields for n, fields in columns.items() if lists[n] and n in template.lists}
    for field in on_paper.missing_columns(template, lists, needed):
        if field not in named:
            yield (
                say("the template does not print {what}", what=field),
                say("Put it back into its table row, without options that change it"),
            )


def _says(printed: str, value: str) -> bool:
    """Return whether a value is printed; line breaks and blanks may differ."""
    return "".join(value.split()) in "".join(printed.split())


def _payment(demand: Demand, template: Template, values: Values, lists: Lists) -> Iterator[Finding]:
    yield from rows(template, values, lists, _COLUMNS)
    if not demand.lines:
        yield say("the letter has no charge to demand"), say("Do not send it")
    if not demand.accounts:
        yield (
            say("there is no account to pay into"),
            say("Type one on the sheet Accounts"),
        )
    for account in demand.accounts:
        if not (account.holder.strip() and account.bank.strip() and account.number.strip()):
            yield (
                say("an account to pay into is not complete: {number}", number=account.number),
                say("Fill in holder, bank and number on the sheet Accounts"),
            )


def _sums(demand: Demand, values: Values, lists: Lists) -> Iterator[Finding]:
    """Read the sums back from what is printed: lines, total and capitals must agree."""
    remedy = say("Report this as a fault of the program; do not send the letter")
    try:
        printed = _fen(values["总额"])
        capitals = read_capitals(values["总额大写"])
        unpaid = sum(_column(lists, "未收"))
        late_fee = sum(_fen(row["违约金"]) for row in lists["违约金明细"] if row["序号"])
        waived = sum(_fen(row["金额"]) for row in lists["减免"])
    except ValueError:
        yield say("an amount in the letter cannot be read back"), remedy
        return
    total = unpaid + late_fee - waived
    if not total == printed == capitals == demand.total:
        yield (
            say(
                "the sums differ: lines {lines}, total {total}, in capitals {capitals}",
                lines=text(total),
                total=text(printed),
                capitals=text(capitals),
            ),
            remedy,
        )
    if demand.total <= 0:
        yield say("the letter demands nothing: its total is {total}", total=values["总额"]), remedy


def _column(lists: Lists, name: str) -> Iterator[int]:
    for row in (*lists["明细"], *lists["违约金明细"]):
        if row["序号"]:  # the others name a unit, or sum up its lines
            yield _fen(row[name])


@lru_cache(maxsize=1 << 13)  # as money.text
def _fen(printed: str) -> int:
    """Return the fen of an amount as letters print it, "1,234.50"; ValueError where it is none."""
    yuan, _, cents = printed.replace(",", "").partition(".")
    if len(cents) != 2:
        raise ValueError(printed)
    return int(yuan + cents)


def _language(demand: Demand, template: Template) -> Iterator[Finding]:
    """A letter in a language that the owner does not read demands nothing."""
    if demand.unit.language not in template.langs:
        yield (
            say(
                "the template is not written in the owner's language ({language})",
                language=demand.unit.language,
            ),
            say("Put the right template under this name, or correct the language of the unit"),
        )


def _dates(demand: Demand, values: Values, printed: str) -> Iterator[Finding]:
    if demand.last_date <= demand.date:
        yield (
            say(
                "the last date {last} is not after the letter's date {day}",
                last=demand.last_date,
                day=demand.date,
            ),
            say("Give the document more days on the sheet Ladder"),
        )
    if not demand.last_date_is_workday and not _says(printed, values["工作日句"] or "?"):
        yield (
            say(
                "the last date {last} is no workday, and the letter does not say so",
                last=demand.last_date,
            ),
            put_back("工作日句"),
        )


def _claims(demand: Demand, printed: str) -> Iterator[Finding]:
    overdue = _OVERDUE.search(printed)
    if overdue and all(line.days_late <= 0 for line in demand.lines):
        yield (
            say("the letter says “{word}”, but nothing is overdue yet", word=overdue[0]),
            say("Send a payment notice, or wait until the due date has passed"),
        )
    if demand.late_fee:
        rate = demand.rate_text
        if rate and rate not in printed and not _says(printed, rate):
            yield (
                say("the template does not print {what}", what=say("the rate of the late fee")),
                put_back("违约金说明句"),
            )
        if not demand.rate_text.strip() or not demand.rate_clause.strip():
            yield (
                say("a late fee is claimed without its rate and its contract clause"),
                say("Type both on the sheet Settings, or claim no late fee"),
            )
        return
    for item in {line.item for line in demand.lines}:
        for words in WORDINGS.values():
            printed = printed.replace(words.item(item), "")
    if match := _LATE_FEE.search(printed):
        yield (
            say("the letter speaks of a late fee (“{word}”), but claims none", word=match[0]),
            say("Take the sentence out of the template"),
        )


def _content(demand: Demand, printed: str) -> Iterator[Finding]:
    return forbidden(printed, demand.date, (account.number for account in demand.accounts))
