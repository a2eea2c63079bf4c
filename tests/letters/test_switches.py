r"""The switches of merge fields and IF fields: the tables of Word's documentation as cases."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cuifei.domain.problems import CuifeiError
from cuifei.letters import printed, text
from cuifei.letters.fields import fields
from cuifei.letters.template import compile
from letters import samples
from letters.test_template import said, xml
from letters.words import code, docx, field, p, run, simple, table


def shown(instruction: str, value: str) -> str:
    """What a merge field «值» with this ending prints for a value."""
    template = compile(docx(f"<w:p>{code(' MERGEFIELD 值 ' + instruction)}{run('|')}</w:p>"))
    return said(template, {"值": value}).removesuffix("|\n")


def chosen(*pieces: str, **values: str) -> str:
    """What an IF field prints."""
    template = compile(docx(f"<w:p>{code(*pieces)}</w:p>"))
    return said(template, values).removesuffix("\n")


NUMERIC = [  # the numeric picture: Word's documentation, and the readings of number_picture.py
    ("9", "00.00", "09.00"),
    ("15", "$###", "$ 15"),
    ("222492", "x##", "492"),
    ("0.125", "0.00x", "0.125"),
    ("0.75", ".x", ".8"),
    ("495.47", "$###.00", "$495.47"),
    ("95.4", "$###.00", "$ 95.40"),
    ("2456800", "$#,###,###", "$2,456,800"),
    ("-80", "-##", "-80"),
    ("80", "-##", " 80"),
    ("10", "+##", "+10"),
    ("-10", "+##", "-10"),
    ("0", "+#0", "  0"),
    ("33", '"##%"', "33%"),
    ("1245.65", '"$#,##0.00;-$#,##0.00"', "$1,245.65"),
    ("-1245.65", '"$#,##0.00;-$#,##0.00"', "-$1,245.65"),
    ("0", '"0.00;-0.00;nil"', "nil"),
    ("-0.004", '"0.00;-0.00;nil"', "nil"),
    ("0.004", '"0.00"', "0.00"),
    ("1,234.50", '"#,##0.00"', "1,234.50"),
    ("1234.5", ",0.00", "1,234.50"),
    ("1234567.891", "0", "1234568"),
    ("12.5", "0", "13"),
    ("12", "\"0.00 'yuan'\"", "12.00 yuan"),
    ("12", "¥0.00元", "¥12.00元"),
    ("1.5", "0.##", "1.5 "),
    ("-12", "0.00", "-12.00"),
    ("12", '"#,##0.00"', "  12.00"),
    ("1234567", "#,##0", "1,234,567"),
    ("—", "0.00", "—"),
    ("", "0.00", ""),
    ("张三样例", "0.00", "张三样例"),
]


@pytest.mark.parametrize(("value", "picture", "expected"), NUMERIC)
def test_numeric_pictures(value, picture, expected):
    assert shown(f"\\# {picture}", value) == expected


DATES = [
    ("2026年3月5日", "yyyy-MM-dd", "2026-03-05"),
    ("2026年3月5日", "yy/M/d", "26/3/5"),
    ("2026年3月5日", "yyyy年M月d日", "2026年3月5日"),
    ("2026年3月5日", '"yyyy年M月d日 dddd"', "2026年3月5日 星期四"),
    ("2026年3月5日", "M月d日（ddd）", "3月5日（周四）"),
    ("2026年3月5日", "EEEE年O月A日", "二〇二六年三月五日"),
    ("2026年10月31日", "EEEE年O月A日", "二〇二六年十月三十一日"),
    ("2026年12月20日", "EEEE年O月A日", "二〇二六年十二月二十日"),
    ("2026年3月5日", "MMMM", "三月"),
    ("2026年3月5日", "MMM", "3月"),
    ("5 March 2026", '"dddd, MMMM d, yyyy"', "Thursday, March 5, 2026"),
    ("5 March 2026", '"ddd dd MMM yy"', "Thu 05 Mar 26"),
    ("5 March 2026", "\"'Due 'd MMM\"", "Due 5 Mar"),
    ("2026-03-05", "D.MM.YYYY", "5.03.2026"),
    ("5 March 2026", '"HH:mm:ss h:mm AM/PM"', "00:00:00 12:00 AM"),
    ("5 March 2026", '"h am/pm"', "12 am"),
    ("2026年3月", "yyyy-MM-dd", "2026年3月"),
    ("2026年2月30日", "yyyy", "2026年2月30日"),
    ("", "yyyy", ""),
]


@pytest.mark.parametrize(("value", "picture", "expected"), DATES)
def test_date_pictures(value, picture, expected):
    assert shown(f"\\@ {picture}", value) == expected


GENERAL = [
    ("annie roe", "Upper", "ANNIE ROE"),
    ("Annie ROE", "Lower", "annie roe"),
    ("annie roe", "FirstCap", "Annie roe"),
    ("annie o'brien-roe", "Caps", "Annie O'brien-Roe"),
    ("Annie ROE", "CAPS", "Annie ROE"),
    ("张三样例", "Caps", "张三样例"),
    ("Annie", "MERGEFORMAT", "Annie"),
    ("Annie", "Charformat", "Annie"),
    ("31", "Arabic", "31"),
    ("31", "ArabicDash", "- 31 -"),
    ("54", "ALPHABETIC", "BBB"),
    ("52", "alphabetic", "zz"),
    ("54", "ROMAN", "LIV"),
    ("1999", "roman", "mcmxcix"),
    ("0", "roman", "0"),
    ("458", "Hex", "1CA"),
    ("1", "Ordinal", "1st"),
    ("12", "Ordinal", "12th"),
    ("123", "Ordinal", "123rd"),
    ("21", "OrdText", "twenty-first"),
    ("20", "OrdText", "twentieth"),
    ("105", "CardText", "one hundred five"),
    ("14.55", "DollarText", "fourteen and 55/100"),
    ("123", "CHINESENUM1", "一二三"),
    ("12", "CHINESENUM1", "十二"),
    ("100", "CHINESENUM1", "一〇〇"),
    ("123", "CHINESENUM2", "壹佰贰拾叁"),
    ("10", "CHINESENUM2", "壹拾"),
    ("123", "CHINESENUM3", "一百二十三"),
    ("10,203", "CHINESENUM3", "一万零二百零三"),
    ("100000000", "CHINESENUM3", "一亿"),
    ("1000200000000", "CHINESENUM3", "一万零二亿"),
    ("张三样例", "CardText", "张三样例"),
]


@pytest.mark.parametrize(("value", "name", "expected"), GENERAL)
def test_general_formats(value, name, expected):
    assert shown(f"\\* {name}", value) == expected


@pytest.mark.parametrize(
    ("switches", "value", "expected"),
    [
        ('\\b "Mr "', "Roe", "Mr Roe"),
        ('\\b "Mr "', "", ""),
        ('\\f " "', "Roe", "Roe "),
        ('\\f " "', "  ", "  "),
        ("\\b（ \\f ）", "甲", "（甲）"),
        ("\\b“致：” \\f“台鉴”", "甲", "致：甲台鉴"),
        ('\\b "a \\"b\\" "', "c", 'a "b" c'),
        ("\\m", "甲", "甲"),
        ('\\# "0.00" \\b "¥" \\* MERGEFORMAT', "7", "¥7.00"),
        ("\\* CardText \\* Upper", "21", "TWENTY-ONE"),
        ("\\* CardText \\* FirstCap", "21", "Twenty-one"),
        ('\\#"0.0"', "7", "7.0"),
        ("\\*Upper", "a", "A"),
        ('\\b "<&> "', "c", "<&> c"),
    ],
)
def test_switches_together(switches, value, expected):
    assert shown(switches, value) == expected


def test_every_value_of_ours_can_be_read_back():
    """Switches see the words that are printed; no money, count or day may be lost in them."""
    for lang in ("zh", "en"):
        demand = samples.typical("lawyer_letter")
        values, lists = fields(demand, lang)
        fen = {
            "未收合计": demand.principal,
            "违约金合计": demand.late_fee,
            "总额": demand.total,
        }
        for name, amount in fen.items():
            assert printed.number(values[name]) == Decimal(amount) / 100
        days = {"函日期": demand.date, "最后期限": demand.last_date, "截至日": demand.as_of}
        for name, day in days.items():
            assert printed.day(values[name]) == day
        for month in range(1, 13):
            moved = replace(demand, date=date(2026, month, 28))
            assert printed.day(fields(moved, lang)[0]["函日期"]) == moved.date
        for row, line in zip(lists["违约金明细"], demand.lines, strict=True):
            assert printed.number(row["应收"]) == Decimal(line.amount) / 100
            assert printed.day(row["到期日"]) == line.due
            assert printed.number(row["逾期天数"]) == line.days_late


def test_charformat_takes_the_look_of_the_instruction():
    red, blue = (f'<w:rPr><w:color w:val="{c}"/></w:rPr>' for c in ("FF0000", "0000FF"))
    for ending, look in (("\\* CHARFORMAT", red), ("\\* MERGEFORMAT", blue), ("", blue)):
        inside = f"<w:r>{red}<w:instrText> MERGEFIELD 值 {ending}</w:instrText></w:r>"
        inside = code(inside, result="«值»", look='<w:color w:val="0000FF"/>')
        out = xml(compile(docx(f"<w:p>{inside}</w:p>")), {"值": "x"})
        assert f'{look}<w:t xml:space="preserve">x</w:t>' in out


def test_a_switch_in_a_table_row_and_in_a_simple_field():
    amount = code(" MERGEFIELD 明细.金额 \\# 0.00 ")
    body = table(("«明细.项目»",)).replace("</w:tc></w:tr>", f"<w:p>{amount}</w:p></w:tc></w:tr>")
    body = body.replace("<w:tr>", "<w:tr><w:trPr><w:trHeight w:val='400'/></w:trPr>")
    body = body.replace("<w:tc>", "<w:tc><w:tcPr><w:shd w:fill='EEEEEE'/></w:tcPr>")
    total = simple("总额 \\# 0.00")
    template = compile(docx(body, f"<w:p>{total}</w:p>"))
    assert (template.fields, template.lists) == ({"总额"}, {"明细": {"项目", "金额"}})
    rows = [{"项目": "甲", "金额": "1"}, {"项目": "乙", "金额": "2.5"}]
    assert said(template, {"总额": "3.5"}, {"明细": rows}) == "甲\n1.00\n乙\n2.50\n3.50\n"
    out = xml(template, {"总额": "3.5"}, {"明细": rows})
    assert out.count("trHeight") == out.count('w:fill="EEEEEE"') == 2
    assert template.unknown({}, {"明细": [{"项目": ""}]}) == ("«总额»", "«明细.金额»")
    with pytest.raises(CuifeiError, match=r"«明细\.金额»"):
        template.render({"总额": "1"}, {"明细": [{"项目": ""}]})


def test_the_bands_of_a_table_style_are_reckoned_anew():
    body = table(("头",), ("«明细.a»",), ("尾",)).replace(
        "<w:tc><w:p>", '<w:trPr><w:cnfStyle w:val="000000100000"/></w:trPr><w:tc><w:p>'
    )
    out = xml(compile(docx(body)), {}, {"明细": [{"a": "1"}] * 3})
    assert out.count("cnfStyle") == 2


MONEY = "违约金"


@pytest.mark.parametrize(
    ("sign", "second", "value", "true"),
    [
        ("=", "0.00", "0.00", True),
        ("=", '"0"', "0.00", True),
        ("<>", "0", "1,000.00", True),
        (">", "999", "1,000.00", True),
        ("<", "999", "1,000.00", False),
        (">=", "1000", "1,000.00", True),
        ("<=", "1000", "1,000.01", False),
        ("=", '""', "", True),
        ("<>", '""', "x", True),
        ("<", "5", "", True),
        ("=", '"985*"', "98512", True),
        ("=", '"985??"', "98512", True),
        ("<>", '"985?"', "98512", True),
        ("=", '"甲一苑*"', "甲一苑3-101", True),
        ("=", '"a.c"', "abc", False),
        ("=", '"united kingdom"', "United Kingdom", False),
        ("=", '"两 词"', "两 词", True),
        ("<", '"2026年12月1日"', "2026年3月5日", True),
        (">", '"5 March 2026"', "5 April 2026", True),
    ],
)
def test_comparisons(sign, second, value, true):
    out = chosen(" IF ", field("值"), f' {sign} {second} "是" "否"', 值=value)
    assert out == ("是" if true else "否")


def test_the_first_expression_has_no_wildcards():
    assert chosen(' IF "a*" = ', field("值"), ' "是" "否" ', 值="abc") == "否"


def test_an_if_prints_fields_and_other_ifs():
    inner = code(" IF ", field("天数"), ' > 90 "很久" "不久" ')
    pieces = (" IF ", field("天数"), ' > 0 "逾期', field("天数"), "天，", inner, '" "未到期" ')
    assert chosen(*pieces, 天数="100") == "逾期100天，很久"
    assert chosen(*pieces, 天数="5") == "逾期5天，不久"
    assert chosen(*pieces, 天数="0") == "未到期"


def test_an_if_compares_what_a_switch_made():
    country = code(" MERGEFIELD 国 \\* Caps ")
    pieces = (" IF ", country, ' <> "United Kingdom" "abroad" "home" \\* Upper \\* MERGEFORMAT')
    assert chosen(*pieces, 国="united kingdom") == "HOME"


def test_an_if_without_blanks_around_its_operator_and_without_a_second_text():
    assert chosen("IF ", field("a"), '="x" "y"', a="x") == "y"
    assert chosen("IF ", field("a"), '="x" "y"', a="z") == ""
    assert chosen('IF "', field("a"), '"<>"x"“甲”“乙”', a="x") == "乙"


def test_an_if_with_a_line_break_and_a_simple_field():
    pieces = ("IF ", simple("a"), ' = 1 "第一行', "<w:r><w:br/></w:r>", '第二行" ""')
    assert chosen(*pieces, a="1") == "第一行\n第二行"


def test_an_if_in_a_row_reads_its_row():
    choice = code(" IF ", field("明细.天数"), ' > 0 "迟" "早" ')
    body = table(("x",)).replace(p("x"), f"<w:p>{field('明细.天数')}{choice}</w:p>")
    template = compile(docx(body))
    assert said(template, {}, {"明细": [{"天数": "3"}, {"天数": "—"}]}) == "3迟\n—早\n"
    mixed = code(" IF ", field("明细.天数"), ' > 0 "', field("业主"), '" ')
    with pytest.raises(CuifeiError, match="«业主»"):
        compile(docx(table(("x",)).replace(p("x"), f"<w:p>{mixed}</w:p>")))


def test_an_if_without_merge_fields_stays_a_field():
    page = code(" PAGE ")
    out = xml(compile(docx("<w:p>{}</w:p>".format(code(" IF ", page, " = 1 1 2 ")))))
    assert out.count("<w:fldChar ") == 6


def test_a_merge_field_in_the_result_of_another_field_is_filled():
    link = code(' HYPERLINK "http://example.com" ').replace(run("x"), field("a"))
    template = compile(docx(f"<w:p>{link}</w:p>"))
    assert said(template, {"a": "1"}) == "1\n"
    assert "HYPERLINK" in xml(template, {"a": "1"})


def test_both_copies_of_a_text_box_are_filled():
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = "<w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r>".format
    switched = "<w:p>{}</w:p>".format(code(" MERGEFIELD a \\* Upper "))
    body = (
        f'<w:p><mc:AlternateContent {space}><mc:Choice Requires="wps">{box(switched)}</mc:Choice>'
        f"<mc:Fallback>{box(switched)}{box(p('«b»'))}</mc:Fallback></mc:AlternateContent></w:p>"
    )
    template = compile(docx(body))
    assert template.fields == {"a", "b"}
    out = xml(template, {"a": "x", "b": "旧"})
    assert out.count(">X<") == 2 and "旧" in out
    assert text.plain(template.render({"a": "x", "b": "旧"}, {})).strip() == "X"


@pytest.mark.parametrize("kind", ["footnotes", "endnotes"])
def test_notes_are_filled(kind):
    one = kind.removesuffix("s")
    note = (
        f'<w:{kind} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:{one} w:id="0" w:type="separator">{p("-")}</w:{one}>'
        f'<w:{one} w:id="2">{p("注：«公司»")}</w:{one}></w:{kind}>'
    )
    mime = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
    types = f'<Override PartName="/word/{kind}.xml" ContentType="{mime}"/>'
    template = compile(docx(p("正文"), extra={f"word/{kind}.xml": note}, types=types))
    assert said(template, {"公司": "甲一"}) == "正文\n注：甲一\n"
