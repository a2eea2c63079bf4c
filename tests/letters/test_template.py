import io
import zipfile
from pathlib import Path

import pytest

from cuifei.domain.problems import CuifeiError
from cuifei.letters import text
from cuifei.letters.template import Template, compile
from letters.words import CHAR, docx, field, p, row, run, simple, table


def said(template: Template, values=None, lists=None) -> str:
    """The rendered letter's text; the template's own text twin must agree."""
    values, lists = values or {}, lists or {}
    read = text.plain(template.render(values, lists))
    assert template.text(values, lists) == read
    return read


def xml(template: Template, values=None, lists=None) -> str:
    content = template.render(values or {}, lists or {})
    return zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()


def refusal(*body: str, **more) -> str:
    with pytest.raises(CuifeiError) as error:
        compile(docx(*body, **more))
    assert str(error.value.remedy)
    return str(error.value)


def test_a_field_split_over_runs_is_one_field():
    template = compile(docx(p("业主：«业主名称»。")))
    assert template.fields == {"业主名称"}
    assert said(template, {"业主名称": "张三样例"}) == "业主：张三样例。\n"


def test_simple_and_quoted_fields_are_fields_too():
    quoted = p("x").replace(run("x"), field('"房 号"'))
    template = compile(docx(f"<w:p>{simple('业主')}</w:p>", quoted))
    assert template.fields == {"业主", "房 号"}
    assert said(template, {"业主": "甲", "房 号": "3-2"}) == "甲\n3-2\n"


def test_a_field_written_in_a_single_run_is_a_field():
    inside = (
        '<w:r><w:rPr><w:b/></w:rPr><w:fldChar w:fldCharType="begin"/>'
        "<w:instrText> MERGEFIELD 业主 </w:instrText>"
        '<w:fldChar w:fldCharType="separate"/><w:t>«业主»</w:t>'
        '<w:fldChar w:fldCharType="end"/></w:r>'
    )
    template = compile(docx(f"<w:p>{run('致：')}{inside}{run('台鉴')}</w:p>"))
    assert said(template, {"业主": "甲"}) == "致：甲台鉴\n"
    assert "<w:b/>" in xml(template, {"业主": "甲"})


def test_the_look_of_the_result_is_kept():
    inside = field("总额", look='<w:b/><w:noProof/><w:color w:val="FF0000"/>')
    out = xml(compile(docx(f"<w:p>{inside}</w:p>")), {"总额": "1.00"})
    assert '<w:rPr><w:b/><w:color w:val="FF0000"/></w:rPr><w:t xml:space="preserve">1.00<' in out
    assert "fldChar" not in out and "instrText" not in out


def test_other_fields_stay_fields():
    page = f"{CHAR.format('begin')}<w:r><w:instrText> PAGE </w:instrText></w:r>" + (
        CHAR.format("separate") + run("1") + CHAR.format("end")
    )
    out = xml(compile(docx(f"<w:p>{page}</w:p>", p("«a»"))), {"a": "x"})
    assert "PAGE" in out and out.count("<w:fldChar ") == 3


def test_headers_and_footers_are_filled():
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
    header = (
        '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"{p('«公司»')}</w:hdr>"
    )
    template = compile(
        docx(
            p("正文"),
            extra={"word/header1.xml": header},
            types=f'<Override PartName="/word/header1.xml" ContentType="{kind}"/>',
        )
    )
    assert said(template, {"公司": "甲一"}) == "甲一\n正文\n"


def test_special_characters_arrive_as_they_are():
    template = compile(docx(p("«a»|«b»")))
    values = {"a": "<甲> & 'ab\" ]]>", "b": "第一行\n第二行\r\n第三行\t完"}
    assert said(template, values) == "<甲> & 'ab\" ]]>|第一行\n第二行\n第三行 完\n"
    assert xml(template, values).count("<w:br/>") == 2


@pytest.mark.parametrize("bad", ["\x00", "\x07", "\x1b", "\ufffe", "\uffff", "\ud800", "\x0b"])
def test_characters_that_xml_cannot_hold_are_left_out(bad):
    assert said(compile(docx(p("«a»，«b»"))), {"a": f"甲{bad}乙", "b": "丙"}) == "甲乙，丙\n"


def test_an_empty_only_field_is_an_empty_text():
    assert said(compile(docx(p("[«a»]"))), {"a": ""}) == "[]\n"


@pytest.mark.parametrize("count", [0, 1, 12, 60])
def test_a_row_repeats(count):
    template = compile(
        docx(table(("项目", "金额"), ("«明细.项目»", "«明细.金额»"), ("合计", "«总额»")), p("完"))
    )
    assert template.lists == {"明细": {"项目", "金额"}}
    rows = [{"项目": f"第{n}项", "金额": str(n)} for n in range(count)]
    lines = [f"第{n}项\t{n}" for n in range(count)]
    expected = ["项目\t金额", *lines, "合计\t9", "完"] if count else ["完"]
    assert said(template, {"总额": "9"}, {"明细": rows}) == "\n".join(expected) + "\n"


def test_a_second_list_in_a_table_takes_only_its_row_away():
    template = compile(docx(table(("«明细.a»",), ("«减免.b»",), ("完",))))
    assert said(template, {}, {"明细": [{"a": "1"}], "减免": []}) == "1\n完\n"
    assert said(template, {}, {"明细": [], "减免": [{"b": "2"}]}) == ""


def test_two_tables_of_two_lists():
    template = compile(docx(table(("«甲.x»",)), p("-"), table(("«乙.x»",))))
    assert said(template, {}, {"甲": [{"x": "1"}, {"x": "2"}], "乙": []}) == "1\n2\n-\n"


def test_a_sentence_that_is_empty_takes_its_paragraph_away():
    template = compile(docx(p("前"), p("«说明句»«再说句»"), p("后")))
    assert said(template, {"说明句": "有", "再说句": ""}) == "前\n有\n后\n"
    assert said(template, {"说明句": "", "再说句": ""}) == "前\n后\n"


def test_the_authors_own_words_stay_where_a_sentence_is_empty():
    template = compile(docx(p("前"), p("注：«说明句»（«a»）"), p("后")))
    assert said(template, {"说明句": "有", "a": "1"}) == "前\n注：有（1）\n后\n"
    assert said(template, {"说明句": "", "a": "1"}) == "前\n注：（1）\n后\n"


def test_shapes_do_not_mix():
    template = compile(docx(p("«说明句»"), table(("«x.a»",)), p("«b»")))
    first = said(template, {"说明句": "s", "b": "1"}, {"x": [{"a": "r"}]})
    said(template, {"说明句": "", "b": "1"}, {"x": [{"a": "r"}] * 3})
    assert said(template, {"说明句": "s", "b": "1"}, {"x": [{"a": "r"}]}) == first == "s\nr\n1\n"


def test_equal_letters_are_equal_bytes():
    content = docx(p("«a»"))
    assert compile(content).render({"a": "1"}, {}) == compile(content).render({"a": "1"}, {})


def test_static_parts_are_copied_as_they_lie():
    picture = "\x89PNG" + "不变" * 500
    content = docx(p("«a»"), extra={"word/media/seal.png": picture})
    out = zipfile.ZipFile(io.BytesIO(compile(content).render({"a": "1"}, {})))
    assert out.testzip() is None
    assert out.read("word/media/seal.png").decode() == picture
    assert {info.date_time for info in out.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert len(out.namelist()) == len(set(out.namelist())) == 4


def test_a_missing_value_names_the_fields():
    template = compile(docx(p("«业主»«电话»"), table(("«明细.序号»",))))
    assert template.unknown({"业主": ""}, {"明细": [{}]}) == ("«明细.序号»", "«电话»")
    with pytest.raises(CuifeiError, match="«电话»"):
        template.render({"业主": "甲"}, {"明细": []})
    with pytest.raises(CuifeiError, match=r"«明细\.序号»"):
        template.render({"业主": "甲", "电话": ""}, {})
    with pytest.raises(CuifeiError, match="«电话»"):
        template.text({"业主": "甲"}, {"明细": []})


def test_a_field_that_is_not_closed():
    opened = f"<w:p>{CHAR.format('begin')}<w:r><w:instrText> MERGEFIELD 业主 </w:instrText></w:r>"
    assert "MERGEFIELD 业主" in refusal(opened + "</w:p>")
    closed = f"<w:p>{CHAR.format('separate')}{run('x')}{CHAR.format('end')}</w:p>"
    assert "MERGEFIELD 业主" in refusal(opened + "</w:p>", closed)


def test_a_field_inside_another():
    outer = (
        f"{CHAR.format('begin')}<w:r><w:instrText> HYPERLINK </w:instrText></w:r>{field('业主')}"
    )
    assert "«业主»" in refusal(f"<w:p>{outer}{CHAR.format('end')}</w:p>")


def test_a_switch_that_would_be_ignored():
    inside = field("业主", switches="\\v")
    assert "«业主»" in refusal(f"<w:p>{inside}</w:p>")
    harmless = field("业主", switches="\\* MERGEFORMAT")
    assert compile(docx(f"<w:p>{harmless}</w:p>")).fields == {"业主"}


def test_a_row_of_two_lists():
    assert "«账户.户名»" in refusal(table(("«明细.序号»", "«账户.户名»")))
    assert "«房号»" in refusal(table(("«明细.序号»", "«房号»")))


def test_a_list_field_outside_a_table():
    assert "«明细.序号»" in refusal(p("«明细.序号»"))


def test_a_table_inside_a_repeating_row():
    inner = "<w:tbl>{}</w:tbl>".format(row(("x",)))
    nested = f"<w:tbl><w:tr><w:tc>{p('«明细.序号»')}{inner}<w:p/></w:tc></w:tr></w:tbl>"
    assert "«明细»" in refusal(nested)


def test_a_sentence_that_cannot_be_left_out_stays_as_an_empty_line():
    """Word wants a paragraph at the end of a cell; a clerk may have deleted the one behind."""
    cell = compile(docx(table(("«说明句»", "乙"))))
    assert cell.text({"说明句": ""}, {}) == "\t乙\n"
    assert cell.text({"说明句": "甲"}, {}) == "甲\t乙\n"
    made = zipfile.ZipFile(io.BytesIO(cell.render({"说明句": ""}, {}))).read("word/document.xml")
    assert b"</w:p></w:tc>" in made
    row = compile(docx(table(("«明细.a»«明细.说明句»",))))
    lines = [{"a": "1", "说明句": ""}, {"a": "2", "说明句": "二"}]
    assert row.text({}, {"明细": lines}) == "1\n2二\n"


def test_tracked_changes_and_comments():
    changed = f"<w:p><w:ins w:id='1' w:author='x'>{run('新')}</w:ins></w:p>"
    assert "tracked changes" in refusal(changed)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    types = f'<Override PartName="/word/comments.xml" ContentType="{kind}"/>'
    assert "comments" in refusal(
        p("a"), types=types, extra={"word/comments.xml": "<a><w:comment /></a>"}
    )


def test_what_is_no_word_document(tmp_path: Path):
    for content in (b"", b"\xd0\xcf\x11\xe0" + b"x" * 600, b"PK\x05\x06" + b"\0" * 18):
        path = tmp_path / "t.docx"
        path.write_bytes(content)
        with pytest.raises(CuifeiError, match="not a Word document"):
            compile(path)
    whole = docx(p("a"))
    with pytest.raises(CuifeiError, match="not a Word document"):
        compile(whole[: len(whole) // 2])


def test_the_data_source_is_forgotten():
    head, tail = "<w:settings xmlns:w='w'>", "<w:x/></w:settings>"
    settings = f"{head}<w:mailMerge><w:query w:val='C:\\秘密'/></w:mailMerge>{tail}"
    content = docx(p("«a»"), extra={"word/settings.xml": settings})
    out = zipfile.ZipFile(io.BytesIO(compile(content).render({"a": ""}, {})))
    assert out.read("word/settings.xml").decode() == "<w:settings xmlns:w='w'><w:x/></w:settings>"


def test_a_text_box_is_filled_once():
    box = (
        f"<w:p><w:r><w:pict><w:txbxContent>{p('框«a»')}</w:txbxContent></w:pict></w:r>"
        f"{field('b')}</w:p>"
    )
    template = compile(docx(box))
    assert template.fields == {"a", "b"}
    assert "框1" in said(template, {"a": "1", "b": "2"})
