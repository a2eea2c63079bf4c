"""Which tables does a letter have: charges, accounts, codes to scan, earlier letters, the slip?

A picture is a merge field with a name that begins with 图片. (see `pictures`): «图片.收款码», in a
repeating row «扫码.图片.收款码», with its width in mm «扫码.图片.收款码.22».
"""

from collections.abc import Mapping, Sequence
from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Twips

from cuifei.domain.language import DEFAULT
from cuifei.letters.paper import WIDTH, add, write
from cuifei.locale import Both, like, phrase

# (heading, markup of the repeating cell, style, markup of the total cell, width)
Column = tuple[str, str, str, str, int]

_GREY = "EDEDED"
_LATE = ("逾期天数", "逾期天数")
_STATE = ("到期情况", "到期情况")
# Chinese, English: whether the total is also said in English words.
IN_WORDS = (False, True)
# How an English letter heads the same columns.
_ENGLISH = {
    "序号": "No.",
    "费用项目": "Fee item",
    "账期": "Period",
    "到期日": "Due date",
    "应收": "Charged",
    "已收": "Paid",
    "未收": "Unpaid",
    "逾期天数": "Days\nlate",
    "到期情况": "State",
    "违约金": "Late fee",
    "**合　计（元）**": "**Total (CNY)**",
    "**应付总额（大写）**": "**Total (in capitals)**",
    "**¥ «总额»**": "**CNY «总额»**",
    "户名": "Account holder",
    "开户行": "Bank",
    "账号": "Account number",
    "函号": "Number",
    "文书": "Letter",
    "函日期": "Dated",
    "送达日期": "Served on",
    "签收人": "Received by",
    "联系电话": "Telephone",
    "与业主关系": "Relation",
    "送达人": "Served by",
    "送达方式": "How served",
    "□当面　□快递　□其他": "□ hand  □ express  □ other",
    "签收日期": "Date",
    "　　年　　月　　日": "",
}


def said(word: str, lang: str) -> str:
    """Return a heading in the letter's language."""
    return phrase((word, _ENGLISH[word]), lang)


def grid(container: Any, widths: Sequence[int], lines: bool = True) -> Any:
    """Add an empty table of fixed column widths."""
    assert sum(widths) == WIDTH
    table = container.add_table(0, len(widths))
    properties = table._tbl.tblPr
    for child in list(properties):
        properties.remove(child)
    sides = ("top", "left", "bottom", "right", "insideH", "insideV") if lines else ()
    borders = "".join(
        f'<w:{s} w:val="single" w:sz="4" w:space="0" w:color="404040"/>' for s in sides
    )
    for xml in (
        f'<w:tblW {nsdecls("w")} w:w="{WIDTH}" w:type="dxa"/>',
        f'<w:jc {nsdecls("w")} w:val="center"/>',
        f"<w:tblBorders {nsdecls('w')}>{borders}</w:tblBorders>" if lines else "",
        f'<w:tblLayout {nsdecls("w")} w:type="fixed"/>',
        f'<w:tblCellMar {nsdecls("w")}><w:left w:w="{40 * lines}" w:type="dxa"/>'
        f'<w:right w:w="{40 * lines}" w:type="dxa"/></w:tblCellMar>',
    ):
        if xml:
            properties.append(parse_xml(xml))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Twips(width)
    return table


def row(
    table: Any,
    cells: Sequence[tuple[str, str, int]],
    head: bool = False,
    keep: bool = False,
    height: int = 0,
) -> Any:
    """Add a row of (markup, style, columns spanned); `head` repeats on each page."""
    widths = [column.width for column in table.columns]
    line = table.add_row()
    properties = line._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if height:
        properties.append(
            parse_xml(f'<w:trHeight {nsdecls("w")} w:val="{height}" w:hRule="atLeast"/>')
        )
    if head:
        properties.append(OxmlElement("w:tblHeader"))
    at = 0
    for markup, style, span in cells:
        cell = line.cells[at]
        if span > 1:
            cell = cell.merge(line.cells[at + span - 1])
        cell.width = sum(widths[at : at + span])
        if head:
            cell._tc.get_or_add_tcPr().append(
                parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{_GREY}"/>')
            )
        place(cell, "center")
        paragraph = cell.paragraphs[0]
        for spare in cell.paragraphs[1:]:
            cell._tc.remove(spare._p)
        paragraph.style = style
        paragraph.paragraph_format.keep_with_next = True if keep else None
        write(paragraph, markup)
        at += span
    return line


def place(cell: Any, where: str) -> None:
    """Let what is in a cell stand at its top, center or bottom."""
    properties = cell._tc.get_or_add_tcPr()
    for old in properties.findall(qn("w:vAlign")):
        properties.remove(old)
    properties.append(parse_xml(f'<w:vAlign {nsdecls("w")} w:val="{where}"/>'))


# Wide enough for digits of 0.64 em, as DejaVu has them: a cell that holds one line holds it in
# any font, so every row has the same height.
_WIDTHS: Mapping[bool, Both[tuple[int, ...]]] = {
    True: Both(
        (480, 1442, 1500, 1140, 1030, 960, 1030, 830, 1000),
        (460, 1880, 1600, 1210, 900, 800, 900, 760, 902),
    ),
    False: Both(
        (480, 1542, 1500, 1150, 1110, 1110, 1110, 1410),
        (460, 1872, 1600, 1220, 930, 920, 930, 1480),
    ),
}


def _columns(prefix: str, state: tuple[str, str], late_fee: bool, lang: str) -> list[Column]:
    widths = _WIDTHS[late_fee][lang]
    columns = [
        ("序号", "序号", "Cell Centre", ""),
        ("费用项目", "费用项目", "Cell", ""),
        ("账期", "账期", "Cell Centre", ""),
        ("到期日", "到期日短", "Cell Centre", ""),
        ("应收", "应收", "Cell Right", "«应收合计»"),
        ("已收", "已收", "Cell Right", "«已收合计»"),
        ("未收", "未收", "Cell Right", "«未收合计»"),
        (*state, "Cell Centre" if state == _STATE else "Cell Right", ""),
        ("违约金", "违约金", "Cell Right", "«违约金合计»"),
    ]
    return [
        (said(head, lang), f"«{prefix}.{name}»", style, total, width)
        for (head, name, style, total), width in zip(columns, widths, strict=False)
    ]


def charges(container: Any, gentle: bool = False, lang: str = DEFAULT) -> None:
    """Add the fee tables: one without and one with late fees, of which one is printed.

    `gentle` says 到期情况 instead of 逾期天数, for a letter about charges that may not be
    overdue; where a late fee is claimed, they are.
    """
    state = _STATE if gentle else _LATE
    _charges(container, _columns("明细", state, False, lang), lang)
    add(container, "Letter Gap", "")
    _charges(container, _columns("违约金明细", _LATE, True, lang), lang)
    add(container, "Letter Gap", "")


def _charges(container: Any, columns: list[Column], lang: str) -> None:
    count = len(columns)
    table = grid(container, [column[4] for column in columns])
    row(table, [(column[0], "Cell Head", 1) for column in columns], head=True, keep=True)
    row(table, [(column[1], column[2], 1) for column in columns])
    totals = [(column[3], "Cell Right", 1) for column in columns[4:]]
    row(table, [(said("**合　计（元）**", lang), "Cell Centre", 4), *totals], keep=True)
    row(
        table,
        [("«减免.项目»", "Cell Right", count - 2), ("«减免.金额»", "Cell Right", 2)],
        keep=True,
    )
    row(
        table,
        [
            (said("**应付总额（大写）**", lang), "Cell Centre", 2),
            ("**«总额大写»**", "Cell", count - 4),
            (said("**¥ «总额»**", lang), "Cell Right", 2),
        ],
        keep=like(IN_WORDS, lang),
    )
    if like(IN_WORDS, lang):
        row(table, [("**In words:** «总额英文»", "Cell", count)])


def accounts(container: Any, lang: str = DEFAULT) -> None:
    """Add the table of accounts to pay into."""
    table = grid(container, [3400, 3312, 2700])
    names = ("户名", "开户行", "账号")
    row(table, [(said(name, lang), "Cell Head", 1) for name in names], head=True, keep=True)
    row(table, [(f"«账户.{name}»", "Cell", 1) for name in names])
    add(container, "Letter Gap", "")


_SCAN = Both(
    "请用手机扫描左侧二维码缴费，付款时请注明房号，以便及时核对入账。",
    "Scan this code with your phone to pay; please state your unit number.",
)


def codes(container: Any, lang: str = DEFAULT) -> None:
    """Add a row with a QR code for each link to pay by; the table goes where there is none."""
    table = grid(container, [1500, WIDTH - 1500], lines=False)
    row(table, [("«扫码.图片.收款码.22»", "Cell Centre", 1), (_SCAN[lang], "Cell", 1)])


def earlier(container: Any, lead: str, lang: str = DEFAULT) -> None:
    """Add the table of earlier letters under its `lead`; both go where there was none."""
    names = ("函号", "文书", "函日期", "送达日期")
    table = grid(container, [3012, 2400, 2000, 2000])
    row(table, [(lead, "Cell", 4)], keep=True)
    row(table, [(said(name, lang), "Cell Head", 1) for name in names], head=False, keep=True)
    row(table, [(f"«前函.{name}»", "Cell Centre", 1) for name in names])
    add(container, "Letter Gap", "")


_SLIP = Both(
    "**回执**　本人已收到{sender}«函日期»《«文书»》（函号{number}）。房号：«房号»",
    "**Return slip.** I have received the «文书» of {sender}, dated «函日期»,"
    " number {number}, about unit «房号».",
)
_SLIP_ROWS = (
    ("签收人", "", "联系电话", "", "与业主关系", ""),
    ("送达人", "", "送达方式", "□当面　□快递　□其他", "签收日期", "　　年　　月　　日"),
)
_SLIP_WIDTHS = Both((1100, 1500, 1100, 2512, 1200, 2000), (1150, 1350, 1250, 2562, 1400, 1700))
# Heights of a line of the slip's text, which may take two, and of a line to write on.
_SLIP_LINE, _SIGN = 250, 400


def slip(container: Any, owner_of_letter: str, number: str, lang: str = DEFAULT) -> None:
    """Add the return slip; it stays in one piece, on the page of the line behind it."""
    table = grid(container, _SLIP_WIDTHS[lang])
    text = _SLIP[lang].format(sender=owner_of_letter, number=number)
    row(table, [(text, "Cell", 6)], keep=True, height=2 * _SLIP_LINE)
    for words in _SLIP_ROWS:
        cells = [(said(word, lang) if word else "", "Cell Centre", 1) for word in words]
        row(table, cells, keep=True, height=_SIGN)
