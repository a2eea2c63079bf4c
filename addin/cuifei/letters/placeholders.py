r"""Which places did another program, or a hand, leave in a template for values that nobody fills?

A letter that was half converted says {{业主}}, ${房号}, <<TOTAL>>, [LETTER DATE + 10 days],
某某小区, XX元 or ____ where a value belongs. Found are, in the template's own words (never in
what an owner is called):

- {{…}}, {…}, {%…%}, ${…}, <<…>>, whatever they hold, but <<…法>> is how some type 《…法》;
- %…%, #…#, @…@, $…$ (also doubled), <…>, ＜…＞, ‹…›, ｛…｝, 〈…〉 around the name of a value
  (<owner_name>, #金额#), and «…» that is typed and no field;
- Word's own “click here to enter text”, 某某, 某年某月, XX, ×× (but no Roman number behind
  Article, Schedule and the like);
- 【…】, 〔…〕, ［…］ and […] by what stands inside: a field's name, or another word for what a
  field holds (姓名, 金额, amount); an order to the writer (填写, insert, delete as appropriate);
  English capitals (LETTER DATE); marks for “to come” (●, …, ?, a blank, TBD).
  Not found are ordinary words in brackets: numbers and years ([2026], 〔2026〕42号, [1]), headings
  (【重要提示】), editors' words ([sic], [emphasis added], [the tenant]), places for seal and
  signature ([盖章]), a name as a label before what it names (【联系电话】0571-…), and 【款项构成】
  as the author's heading (see `_is_heading`) or where a text refers to it (详见【款项构成】);
- ____ inside a running sentence, beside what goes with a value (尊敬的____, ____元, to ____ by).
  A line to write on by hand is none: behind a label (签收人：____), alone, or in a return slip;
- a gap of blanks or dots between what stands before a value and what stands behind it
  (欠费     元, 于……年).
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from cuifei.domain.problems import say
from cuifei.letters import formula
from cuifei.letters.blocks import Block
from cuifei.letters.findings import Finding

SLOT = "\ufffc"  # where a field stands in the template's words
_BRACED = re.compile(
    r"\{\{[^{}\n]{0,60}\}\}|\{%[^%\n]{0,60}%\}|\$\{[^{}\n]{0,60}\}|\{[^{}\n]{1,40}\}"
    r"|<<(?![^<>\n]{0,40}(?:法|法典|条例|规定|办法|合同|协议|规约|公约|解释|细则|通知|函)>>)[^<>\n]{0,60}>>"
)
_MARKED = re.compile(
    r"(?P<mark>%%|%|##|#|@@|@|\$\$|\$)(?P<name>[^\W\d][\w ]{0,30})(?<! )(?P=mark)"
    r"|(?<!<)<([^<>\n]{1,40})>(?!>)|＜([^＜＞\n]{1,40})＞|‹([^‹›\n]{1,40})›|｛([^｛｝\n]{1,40})｝"
    r"|〈([^〈〉\n]{1,40})〉"
)
_TYPED = re.compile(r"«[^»\n]{1,40}»")
_PROMPT = re.compile(
    r"(?i)(?:单击|点击|轻触)(?:或(?:单击|点击|点按|轻触))?此处(?:以)?(?:输入|添加|键入)[^。\n]{0,8}"
    r"|(?:click|tap)(?: or (?:click|tap))? here to enter [a-z ]{2,20}"
)
_NUMBERED = r"(?<!Article )(?<!Schedule )(?<!Chapter )(?<!Section )(?<!Part )(?<!Appendix )"
_BLANKED = re.compile(
    rf"某某+[^\s，。、：；]{{0,4}}|某年|某月某日|{_NUMBERED}(?<![A-Za-z])[XＸ]{{2,}}(?![A-Za-z])"
    r"|×{2,}|(?<![A-Za-z])x{3,}(?![A-Za-z])"
)
_BRACKETS = re.compile(
    r"\[([^\[\]\n]{0,60})\]|【([^【】\n]{0,60})】|〔([^〔〕\n]{0,60})〕|［([^［］\n]{0,60})］"
)
_LINE = re.compile(r"[_＿]{2,}")
_GAP = re.compile(r"[ \u3000\xa0]{2,}|[.．…·]{2,}")

# Other words for what fields hold, as templates of other systems call it.
_CHINESE = re.compile(
    r"(?:业主|客户|住户|租户|债务人|收件人)?(?:姓名|名称|电话|手机号?|地址|编号|身份证号码?)"
    r"|(?:欠费|欠款|应缴|应付|未缴|逾期|总)?(?:金额|总额|期间|期限|月数|天数|费用|款项)"
    r"|(?:函件?|发函|截止|缴费|付款|到期|律师函)?日期?|年月日|年份|月份|日期|金额大写|大写金额"
    r"|(?:物业)?公司(?:名称|全称|地址|电话)?|小区(?:名称?)?|楼栋号?|单元号?|房间号|门牌号|房产"
    r"|(?:银行)?(?:账号|账户|户名|开户行)|律师(?:姓名)?|律所名称?|联系(?:人|电话|方式)|合同编号|函号"
)
_ORDER = re.compile(
    r"(?i)填写|填入|请填|待填|待定|待补|此处|插入|替换|二选一|选填|删除"
    r"|\b(?:insert|enter|type|fill in|delete as|choose|select|tbd|tbc"
    r"|to be (?:confirmed|completed))\b"
)
_ENGLISH = re.compile(
    r"(?i)\b(?:names?|dates?|amounts?|address(?:es)?|phone|telephone|email|units?|owners?|total|sum"
    r"|balance|arrears|compan(?:y|ies)|property|account|reference|ref|number|no|year|month|days?"
    r"|tenants?|debtors?|lawyer|firm|currency)\b"
)
_EDITOR = re.compile(
    r"(?i)^\s*(?:sic|emphasis|italics|translation|footnotes? |citation|internal|redacted|omitted"
    r"|the|an?|this|that|these|his|her|its|their|our|such|any)\b|added\s*$|omitted\s*$"
)
_SEAL = re.compile(r"(?i)盖章|签[字名章]|公章|\b(?:seal|stamp|signature|signed|l\.?s\.?)\b")
_CAPITALS = re.compile(r"[A-Z][A-Z]+(?:[ '’/&+-]+(?:[A-Z]+|\d+|[a-z]+))*")
_COMING = re.compile(r"[●•○\s　.…?？*_＿-]*")
_PLACE_AFTER = re.compile(r"[：:\s　]*(?:\ufffc|\d)")
_LABELLED = re.compile(r"[：:\s　]*(?![，。、；！,.;)）元]|您|你|先生|女士|前|止)[^\s　：:]{2}")

# The number of a heading, and what leads up to a value in the paragraph before it.
_NUMBERING = re.compile(
    r"^(?:[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]?[、.．）)]?|第[一二三四五六七八九十\d]+[条章节部分]+)\s*$"
)
_LEADS_UP = re.compile(
    rf"^致$|^(?!致|尊敬|{SLOT}).*(?<!业主)(?<!住户)(?<!先生)(?<!女士)(?<![您你]好)[：:]\s*$|[为于至到]\s*$"
)
_SIGNED = re.compile(
    r"业主|称呼|尊称|称谓|房号|房屋|公司|律所|律师|函号|文书|联系人|函日期|截至日|最早到期日"
    r"|(?:业主|客户|住户|租户|债务人|收件人)?(?:姓名|名称)|(?:物业)?公司(?:名称|全称)"
    r"|(?:函件?|发函|律师函)?日期?|年月日|年份|月份|小区(?:名称?)?|楼栋号?|单元号?|房间号|门牌号"
    r"|律师(?:姓名)?|律所名称?|合同编号|编号|地址"
)

# What goes with a value: before a line that waits for it, or behind.
_BEFORE_VALUE = re.compile(
    r"(?i)(?:尊敬的|致[：:]?|欠缴?(?:费|款)?|人民币|[共合总]计|于|截至|截止|自|从|至|到|即|为|￥|¥"
    r"|\b(?:dear|rmb|cny|of|by|to|from|on|before|is|at|than))\s*$"
)
_BEHIND_VALUE = re.compile(
    r"(?i)^\s*(?:元|先生|女士|业主|号楼|栋|室|户|个月|天内|日内|日前|之前|年|yuan\b|days?\b)"
)
_BY_HAND = re.compile(
    r"(?i)回执|签收|收到|本人|签[字名章]|盖章|received|signature|signed|witness|recipient"
)
_LABEL = re.compile(r"(?i)(?<!致)(?<!dear)[：:]\s*$")


def left(parts: Sequence[Block], prompts: Iterable[str] = ()) -> Iterator[Finding]:
    """Yield each place that was left in a template's words, with the words around it.

    `prompts`: the words of content controls that nobody filled.
    """
    reported: set[str] = set()
    for line, around in _lines(parts):
        for place in places(line, around):
            if place not in reported:
                reported.add(place)
                yield (
                    say(
                        "the template holds a place that nothing fills: {place} (in “{words}”)",
                        place=place,
                        words=_short(line, place),
                    ),
                    say(
                        "Insert a merge field there (Insert, Quick Parts, Field, MergeField),"
                        " or write the words out"
                    ),
                )
    for words in dict.fromkeys(prompts):
        yield (
            say("a content control of the template still shows its prompt: {words}", words=words),
            say("Write the words into it, or put a merge field in its place"),
        )


def places(line: str, around: tuple[str, str] = ("", "")) -> list[str]:
    """Return the places in one paragraph, `SLOT` standing for each field.

    `around`: the paragraphs before and after it; of a cell, the cells above and below.

    >>> places("请于[日期]前付清，见[2026]1号【重要提示】"), places("签收人：____")
    (['[日期]'], [])
    >>> places("【款项构成】", ("", "本金和违约金如下表。")), places("【款项构成】", ("应付：", ""))
    ([], ['【款项构成】'])
    """
    plain = (_BRACED, _PROMPT, _BLANKED, _TYPED)
    unfilled = [m[0] for pattern in plain for m in pattern.finditer(line)]
    unfilled += [
        m[0] for m in _MARKED.finditer(line) if is_value(next(filter(None, m.groups()[1:])))
    ]
    unfilled += [m[0] for m in _BRACKETS.finditer(line) if _waits(line, m, around)]
    unfilled += [m[0] for m in _LINE.finditer(line) if _value_line(line, m)]
    unfilled += [_gap(line, m) for m in _GAP.finditer(line) if _is_gap(line, m)]
    return unfilled


def is_value(words: str) -> bool:
    """Return whether words name what a letter fills in, in whatever spelling.

    >>> is_value("业主"), is_value("ownerName"), is_value("TOTAL_DUE"), is_value("工程名")
    (True, True, True, False)
    """
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", words.strip().replace("_", " "))
    if name in NAMES or _CHINESE.fullmatch(name):
        return True
    english = re.fullmatch(r"[A-Za-z][A-Za-z ]*", name) and len(name.split()) <= 5
    return bool(english and _ENGLISH.search(name))


def _waits(line: str, m: re.Match[str], around: tuple[str, str]) -> bool:
    """Return whether brackets hold a place for a value, and no ordinary words."""
    square, inside = m[0][0] in "[［", next(group for group in m.groups() if group is not None)
    words = inside.strip()
    if SLOT in words or re.fullmatch(r"[\d\s,，、.－–-]+", words):
        return False
    if _COMING.fullmatch(words):
        return square or bool(words)
    if _ORDER.search(words):
        return True
    if _SEAL.search(words) or _EDITOR.search(words):
        return False
    if words in NAMES or _CHINESE.fullmatch(words):
        return not (_is_label(line, m) or _is_heading(line, m, around) or _is_referred(line, m))
    if re.search("[㐀-鿿]", words):
        return False
    if _CAPITALS.fullmatch(words) and len(words) > 3:
        return True
    return len(words.split()) <= 7 and bool(_ENGLISH.search(words)) and not _is_label(line, m)


def _is_label(line: str, m: re.Match[str]) -> bool:
    """Return whether brackets begin a line and what they name follows: 【联系电话】0571-…."""
    if _NUMBERING.sub("", line[: m.start()].strip(" \t　；;")) not in ("", SLOT):
        return False
    behind = line[m.end() :]
    return bool(_PLACE_AFTER.match(behind)) or (m[0][0] == "【" and bool(_LABELLED.match(behind)))


def _is_heading(line: str, m: re.Match[str], around: tuple[str, str]) -> bool:
    """Return whether 【…】 is the author's heading over what follows, and no place for a value.

    It stands alone in its paragraph, but for a number (一、【款项构成】); a sentence follows, or
    a field (a table head over its row); what comes before does not lead up to a value (应付：,
    总额为). Names and days that stand alone in every letter, of whom it is addressed to and who
    signs it (【业主】, 【函日期】), are never headings.
    """
    before, after = around
    alone = not (_NUMBERING.sub("", line[: m.start()].strip()) or line[m.end() :].strip(" 　"))
    if m[0][0] != "【" or not alone or _SIGNED.fullmatch(m[0][1:-1].strip()):
        return False
    if _LEADS_UP.search(before):
        return False
    return SLOT in after or (len(after) > 7 and bool(re.search("[。；：，.:]", after)))


def _is_referred(line: str, m: re.Match[str]) -> bool:
    """Return whether a text refers to a part of the letter by its heading: 详见【款项构成】一栏."""
    return m[0][0] == "【" and bool(
        re.search(r"(?:见|参照|查阅)(?:本函|上述|前述|下列|下述|附件)*$", line[: m.start()])
        or re.match(r"(?:部分|一?栏|一[节项条段]|一?章|表格?)", line[m.end() :])
    )


def _value_line(line: str, m: re.Match[str]) -> bool:
    """Return whether a line of underscores waits for a value, and not for a pen."""
    before, behind = line[: m.start()], line[m.end() :]
    words = _LINE.sub("", line).strip(" 　年月日号")
    if not words or _BY_HAND.search(line):
        return False
    if _LABEL.search(_LINE.split(line)[0]):
        return False
    return bool(_BEFORE_VALUE.search(before) or _BEHIND_VALUE.match(behind))


def _is_gap(line: str, m: re.Match[str]) -> bool:
    """Return whether a gap stands where a value belongs: between what goes before and behind."""
    before, behind = line[: m.start()], line[m.end() :]
    if _BY_HAND.search(line) or not _BEHIND_VALUE.match(behind):
        return False
    return bool(_BEFORE_VALUE.search(before)) and not before.endswith(SLOT)


def _gap(line: str, m: re.Match[str]) -> str:
    """Return a gap with the words at both ends, by which it can be found."""
    return line[max(0, m.start() - 4) : m.end() + 2]


def _short(line: str, place: str) -> str:
    """Return the words around a place, fields as «…»."""
    at = line.index(place)
    words = line[max(0, at - 12) : at + len(place) + 12]
    return " ".join(words.replace(SLOT, "«…»").split())


def _lines(parts: Sequence[Block]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the template's own words, a paragraph or a table cell at a time, and texts of IFs.

    With each come the paragraphs, or the cells of its column, before and after it.
    """
    whole = "".join(
        text.decode() + (SLOT if number < len(block.names) else "")
        for block in parts
        for number, text in enumerate(block.texts)
    )
    rows = [row.split("\t") for row in whole.split("\n") if row.strip()]
    for above, row, below in zip([[""], *rows], rows, [*rows[1:], [""]], strict=False):
        for column, cell in enumerate(row):
            yield cell, (_beside(above, row, column), _beside(below, row, column))
    for name in dict.fromkeys(name for block in parts for name in block.names):
        if name.startswith(formula.OPEN):
            yield from ((words, ("", "")) for words in formula.own_words(formula.parsed(name)))


def _beside(other: Sequence[str], row: Sequence[str], column: int) -> str:
    """Return the cell of `other` in a column of `row`; nothing where it is no row of the table."""
    if len(other) == len(row):
        return other[column]
    return "\t".join(other) if len(row) == 1 else ""


# The fields of letters, statements and agreements, as `fields` and the papers give them.
NAMES = frozenset(
    (
        *("函号", "文书", "函日期", "截至日", "收款登记至", "最后期限", "业主", "称呼", "尊称"),
        *("房号", "房屋", "公司", "公司电话", "联系人", "律所", "律师", "执业证号", "账期数"),
        *("最早到期日", "应收合计", "已收合计", "未收合计", "违约金合计", "总额", "总额大写"),
        *("费用项目", "账期", "到期日", "应收", "已收", "未收", "逾期天数", "违约金"),
        *("户名", "开户行", "账号", "收款码链接", "收款码图片"),
        *("称谓", "房屋类", "款项构成", "总额英文", "到期日短"),
    )
)
