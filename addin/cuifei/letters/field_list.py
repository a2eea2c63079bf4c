"""What may a template ask for, and how does a field get into Word? The list 域名清单.docx.

It is made from the fields themselves: names from what letters are filled with, examples from the
sample, documents from who gives a field; so it cannot fall behind.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from cuifei.domain.codes import Document
from cuifei.letters import field_names, formula, plain_sheet, sample
from cuifei.letters.document_names import NAMES
from cuifei.letters.plain_sheet import Column
from cuifei.locale import Both, languages, phrase

_PICTURES = "图片."
_WORDS: Both[Any] = Both(
    {
        "title": "域名清单",
        "head": "文书模板",
        "lead": "模板里凡是因户而异的内容，都用 Word 的“合并域”填写。下表列出全部域名；域名要与表中"
        "完全相同，多一个字、少一个字都会被指出来。",
        "steps": (
            "在 Word 里插入一个域，五步",
            "1．打开“文书模板”文件夹里的一份模板，或者新建一份文档，把光标放在要填的位置。",
            "2．点“插入”→“文档部件”→“域”。",
            "3．在“域名”列表里选 MergeField。",
            "4．在右边“域名”框里照下表输入名称，例如 业主，点“确定”，文中出现 «业主»。",
            "5．另存为 .docx，放在工作簿旁边的“文书模板”文件夹里，按文书取名（见下表），"
            "再运行 cuifei letters 加 --dry-run 试一次：缺哪个域，会写明是哪个文件、哪个域。",
        ),
        "rules": (
            "要知道的几件事",
            "名称里有点的（如 明细.未收）是清单的一列：放进表格的一行，这一行会按笔数重复；"
            "同一行只放同一个清单的域。没有违约金时用 明细，有违约金时用 违约金明细，列名相同；"
            "两张表都放，用不着的那张整张不印。",
            "名称以“句”结尾的是整句，不需要时为空；只放这种域的一段，为空时整段不印。",
            "图片域写成 图片.收款码；要换宽度，后面加点和毫米数，如 图片.收款码.30。",
            "标“必需”的，函里没有就不能发出。缴费明细至少要印 流水.摘要、流水.应收、流水.实收；"
            "分期协议 分期.应付日期、分期.应付金额；缴费通知单 明细.费用项目、明细.未收；"
            "后两种还要印账户。",
            "写完用 cuifei check --letters 检查：每份模板用样例印一遍，一处毛病说一次。",
        ),
        "draft": (
            "律师函的草稿标记（给律师事务所）",
            "律师审定以前，律师函是草稿：页眉必须同时有“草稿”和“审定前不得发出”，没有就不能生成。",
            "登记审定时，样式名以 Draft 开头的段落和文字、“草稿”水印自动去掉；样式为 Law Firm、"
            "Lawyer、Lawyer Licence、Firm Number 的空白处自动填上。请保留这些样式；"
            "其他文字可以随意改。",
        ),
        "names": ("模板文件的名称", "文书", "文件名（任选一个）"),
        "fields": ("单个的域", "清单的列（放在表格的一行里）", "图片"),
        "heads": ("域名", "意思", "例子", "用在", "必需"),
        "switches": ("常用开关", "域代码", "作用", "结果"),
        "all": "各种文书",
        "demands": "通知书、催费函和律师函",
        "comma": "、",
    },
    {
        "title": "List of fields",
        "head": "Templates",
        "lead": "Whatever differs from owner to owner is a merge field in Word. The tables list all"
        " fields; a name must be spelled exactly as here.",
        "steps": (
            "To insert a field in Word, in five steps",
            "1. Open a template in the folder 文书模板, or a new document, and put the cursor where"
            " the words shall stand.",
            "2. Click Insert, Quick Parts, Field.",
            "3. Choose MergeField in the list of field names.",
            "4. Type the name from the table, such as 业主, into the box Field name, and click OK;"
            " «业主» stands in the text.",
            "5. Save as .docx in the folder 文书模板 beside the workbook, named as the document is"
            " called (see below), and try it: cuifei letters with --dry-run names the file and the"
            " field where one is missing.",
        ),
        "rules": (
            "Good to know",
            "A name with a point (明细.未收) is a column of a list: put it into a table row, which"
            " repeats; a row holds fields of one list only. 明细 is printed where no late fee is"
            " claimed, 违约金明细 (same columns) where one is; have both tables, one"
            " of them goes.",
            "A name that ends in 句 is a whole sentence, blank where it does not apply; a paragraph"
            " of nothing else goes when it is blank.",
            "A picture is called 图片.收款码; for another width add a point and millimetres, as in"
            " 图片.收款码.30.",
            "Where a letter does not print what is required, it is not made. A statement prints at"
            " least 流水.摘要, 流水.应收, 流水.实收; an instalment agreement 分期.应付日期,"
            " 分期.应付金额; a bill 明细.费用项目, 明细.未收; the last two the account, too.",
            "cuifei check --letters prints each template with a sample, and says each fault once.",
        ),
        "draft": (
            "The draft marks of a lawyer’s letter (for the law firm)",
            "Until counsel approves it the letter is a draft: its header says both DRAFT and “not"
            " to be sent before it is approved”, or the letter is not made.",
            "When the approval is recorded, paragraphs and words in a style whose name begins with"
            " Draft go, and so does the watermark DRAFT; blanks in the styles Law Firm, Lawyer,"
            " Lawyer Licence and Firm Number are filled in. Keep these styles, change the"
            " rest as you like.",
        ),
        "names": ("Names of template files", "Document", "File name (any of them)"),
        "fields": ("Single fields", "Columns of lists, for a table row", "Pictures"),
        "heads": ("Field", "Meaning", "Example", "In", "Required"),
        "switches": ("Switches in use", "Field code", "What it does", "Result"),
        "all": "all documents",
        "demands": "notices and letters",
        "comma": ", ",
    },
)


def build(lang: str) -> bytes:
    """Return the list of fields in `lang` as the bytes of a .docx."""
    words = _WORDS[lang]
    document = plain_sheet.sheet(words["title"], words["head"], lang)
    plain_sheet.text(document, words["lead"])
    for part in ("steps", "rules", "draft"):
        heading, *paragraphs = words[part]
        plain_sheet.heading(document, heading)
        for paragraph in paragraphs:
            plain_sheet.text(document, paragraph)
    heading, *heads = words["names"]
    plain_sheet.heading(document, heading)
    plain_sheet.table(document, (Column(heads[0], 24), Column(heads[1], 76)), list(_files(lang)))
    heading, *heads = words["switches"]
    plain_sheet.heading(document, heading)
    shares = (Column(heads[0], 44), Column(heads[1], 28), Column(heads[2], 28))
    plain_sheet.table(document, shares, list(switches(lang)))
    columns = tuple(map(Column, words["heads"], (20, 32, 26, 16, 6)))
    every = list(rows(lang))
    kinds = [row[0].startswith(_PICTURES) * 2 or ("." in row[0]) * 1 for row in every]
    for kind, heading in enumerate(words["fields"]):
        plain_sheet.heading(document, heading)
        chosen = [row for row, own in zip(every, kinds, strict=True) if own == kind]
        plain_sheet.table(document, columns, chosen)
    return plain_sheet.content(document)


def rows(lang: str) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield of each field: name, meaning, example, documents, and a mark where it is required."""
    for name, meaning in field_names.MEANINGS.items():
        given = examples(lang).get(name, {})
        shown = next((value for value in given.values() if value), "")
        required = "✓" if name in field_names.REQUIRED else ""
        yield name, phrase(meaning, lang), shown, _documents(tuple(given), lang), required


def switches(lang: str) -> Iterator[tuple[str, str, str]]:
    """Yield each switch in use: the field's code, what it does, and what comes out."""
    given = sample.values(Document.COLLECTION_LETTER, lang)[0]
    for code, *meaning in field_names.SWITCHES:
        key = f"{formula.OPEN}{code}{formula.CLOSE}"
        yield (
            f"{{ {code} }}",
            phrase(tuple(meaning), lang),
            formula.parsed(key).value(given.__getitem__),
        )


@cache
def examples(lang: str) -> Mapping[str, Mapping[str, str]]:
    """Return what each field is in the sample of each document that has it."""
    samples: dict[str, dict[str, str]] = {}
    for document in NAMES:
        values, lists = sample.values(document, lang)
        for name, value in values.items():
            samples.setdefault(name, {})[document] = value
        for prefix, lines in lists.items():
            start = "明细" if prefix == "违约金明细" else prefix
            for name, value in (lines[0] if lines else {}).items():
                samples.setdefault(f"{start}.{name}", {}).setdefault(document, value)
    for name in field_names.MEANINGS:
        if name.startswith(_PICTURES):
            samples[name] = dict.fromkeys(sample.DEMANDS, "")
    return samples


def _documents(given: tuple[str, ...], lang: str) -> str:
    words = _WORDS[lang]
    if set(given) == set(NAMES):
        return str(words["all"])
    named = [NAMES[document][lang][0] for document in given if document not in sample.DEMANDS]
    if len(given) > len(named):
        named.insert(0, str(words["demands"]))
    return str(words["comma"]).join(named)


def _files(lang: str) -> Iterator[tuple[str, str]]:
    for document, names in NAMES.items():
        files = [f"{name}.docx" for each in languages() for name in names[each]]
        ids = [f"{document}.{each}.docx" for each in languages()]
        yield names[lang][0], str(_WORDS[lang]["comma"]).join((*files, *ids))
