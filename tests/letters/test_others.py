"""Templates of others: what they must not hold is refused by name, what they may is printed."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from commands.estates import AS_OF, NOW, copy_to
from cuifei.commands import check_templates, letters
from cuifei.commands.pack import NO_WISH, Wish
from cuifei.commands.select import Wanted
from cuifei.domain.problems import CuifeiError
from cuifei.letters import own_templates, package, print_letter, text
from cuifei.letters.findings import Unfit
from cuifei.letters.template import compile
from cuifei.letters.wordxml import W
from letters import fuzz_templates, samples
from letters.packs import edited
from letters.words import code, docx, field, p, run, table

CASES = Path(__file__).parent / "cases"
TYPES = '<Override PartName="/{}" ContentType="{}"/>'.format
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def case(name: str) -> bytes:
    return (CASES / f"{name}.docx").read_bytes()


def refused(content: bytes) -> str:
    """Return all that is said of a template that cannot be used, with its remedies."""
    with pytest.raises(CuifeiError) as error:
        compile(content)
    found = error.value.findings if isinstance(error.value, Unfit) else ()
    assert str(error.value.remedy)
    return "\n".join([str(error.value), str(error.value.remedy), *(f"{a} {b}" for a, b in found)])


def letter(tmp_path: Path, content: bytes, late_fee: bool = True, **more: object) -> str:
    """Return what a letter of demand printed with a template says; it passes the lint."""
    content, problems = problems_of(tmp_path, content, late_fee, **more)
    assert not problems, problems
    return text.plain(content)


def problems_of(tmp_path, content, late_fee=True, **more):
    (tmp_path / "催费函.docx").write_bytes(content)
    demand = replace(samples.demand("collection_letter", late_fee=late_fee), **more)
    return print_letter.print_letter(demand, "zh", tmp_path)


def whole(problems) -> str:
    return "\n".join(f"{each.what} {each.remedy}" for each in problems)


# what the case is: the words that name what stands in the way, and what to use instead
REFUSED = {
    "date_field": ("DATE", "«函日期»"),
    "addressblock_preview": ("ADDRESSBLOCK", "GREETINGLINE", "«业主»"),
    "sum_stale": ("=SUM(ABOVE)", "«未收合计»"),
    "format_revision": ("tracked changes", "word/document.xml"),
    "strict_ooxml": ("Strict Open XML", "Word document (.docx)"),
    "damaged_xml": ("damaged", "word/document.xml"),
    "damaged_zip": ("damaged", "Word document"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_case_is_refused_by_name(name):
    said = refused(case(name))
    for words in REFUSED[name]:
        assert words in said, said


FIELDS = {
    "DATE": ' DATE \\@ "yyyy" ',
    "TIME": " TIME ",
    "SAVEDATE": " SAVEDATE ",
    "CREATEDATE": ' CREATEDATE \\@ "yyyy年M月d日" \\* MERGEFORMAT ',
    "PRINTDATE": " PRINTDATE ",
    "NEXT": " NEXT ",
    "NEXTIF": ' NEXTIF 1 = "1" ',
    "SKIPIF": ' SKIPIF 1 = "1" ',
    "MERGEREC": " MERGEREC ",
    "MERGESEQ": " MERGESEQ ",
    "ASK": ' ASK 姓名 "谁？" ',
    "FILLIN": ' FILLIN "金额？" ',
    "SET": ' SET 年 "2026" ',
    "DATABASE": ' DATABASE \\d "c:\\x.mdb" ',
    "MERGEBARCODE": " MERGEBARCODE x QR ",
    "MACROBUTTON": " MACROBUTTON NoMacro [点此输入姓名] ",
    "DDE": " DDE Excel book.xlsx R1C1 ",
    "DDEAUTO": ' DDEAUTO c:\\x "y" ',
    "INCLUDETEXT": ' INCLUDETEXT "c:\\x.docx" ',
    "INCLUDEPICTURE": ' INCLUDEPICTURE "http://example.com/x.png" \\d ',
    "LINK": " LINK Excel.Sheet x.xlsx R1C1 ",
    "= 1 + 1": " = 1 + 1 ",
}


@pytest.mark.parametrize("word", FIELDS)
@pytest.mark.parametrize("form", ["complex", "simple", "split", "lower", "in a link"])
def test_a_field_that_no_letter_may_hold_is_refused_in_every_form(word, form):
    instruction = FIELDS[word]
    if form == "simple":
        quoted = instruction.replace('"', "&quot;")
        body = f'<w:fldSimple w:instr="{quoted}">{run("王小明")}</w:fldSimple>'
    elif form == "split":
        body = code(instruction[:3], instruction[3:], result="王小明")
    elif form == "lower":
        body = code(instruction.lower(), result="王小明")
    else:
        body = code(' HYPERLINK "http://example.com" ', result="x").replace(
            run("x"), code(instruction, result="王小明")
        )
        if form == "complex":
            body = code(instruction, result="王小明")
    said = refused(docx(p("«业主»"), f"<w:p>{body}</w:p>"))
    assert word.split()[0].lower() in said.lower(), said
    assert "«" in said or "delete the field" in said


def marked(kind):
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def spelt(text, tag="instrText"):
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


IF = marked("begin") + spelt(' IF 1 = 1 "')
REST = spelt('" "b" ') + marked("separate") + run("x") + marked("end")
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
OUTSIDE = {
    "in an IF": f"{IF}{code(' INCLUDETEXT x ')}{REST}",
    "spelt by another field": marked("begin") * 2
    + spelt(" QUOTE 68 68 69 ")
    + marked("separate")
    + spelt("DDE")
    + marked("end")
    + spelt(" Excel x ")
    + marked("end"),
    "never closed": marked("begin") + spelt(" DDEAUTO x "),
    "deleted": marked("begin") + spelt(" DDEAUTO x ", "delInstrText") + marked("end"),
    "for older programs": f'<w:r><mc:AlternateContent xmlns:mc="{MC}"><mc:Fallback>'
    '<w:fldChar w:fldCharType="begin"/><w:instrText> LINK x </w:instrText>'
    '<w:fldChar w:fldCharType="end"/></mc:Fallback></mc:AlternateContent></w:r>',
}


@pytest.mark.parametrize("place", OUTSIDE)
def test_what_fetches_from_outside_is_refused_wherever_it_hides(place):
    said = refused(docx(p("«业主»"), f"<w:p>{OUTSIDE[place]}</w:p>"))
    assert "outside the letter" in said or "tracked changes" in said, said


def test_all_faults_of_a_template_are_said_at_once():
    content = docx(f"<w:p>{code(' DATE ')}</w:p>", f"<w:p>{code(' =SUM(ABOVE) ')}</w:p>")
    with pytest.raises(Unfit) as error:
        compile(content)
    assert len(error.value.findings) == 2


@pytest.mark.parametrize("word", ["PAGE", "NUMPAGES", "HYPERLINK", "SEQ", "PAGEREF"])
def test_fields_that_live_on_stay(word):
    content = docx(f"<w:p>{code(f' {word} x ', result='7')}</w:p>", p("«a»"))
    made = compile(content).render({"a": "1"}, {})
    assert f"{word} x" in zipfile.ZipFile(_file(made)).read("word/document.xml").decode()


def _file(content: bytes) -> io.BytesIO:
    return io.BytesIO(content)


@pytest.mark.parametrize(
    "word", ["FORMTEXT", "FORMDROPDOWN", 'DOCPROPERTY "业主"', "DOCVARIABLE OwnerName \\* Upper"]
)
def test_a_field_that_another_hand_or_program_fills_is_refused(word):
    said = refused(docx(p("«业主»"), f"<w:p>{code(f' {word} ', result='王小明')}</w:p>"))
    assert word.split()[0] in said and "«业主»" in said


@pytest.mark.parametrize(
    "word", ["TITLE", "FILENAME", "AUTHOR", "DOCPROPERTY 甲", "DOCPROPERTY Company", "USERNAME"]
)
def test_fields_of_the_file_stand_still(word):
    body = f"<w:p>{code(f' {word} ', result='甲函')}{run('。')}</w:p>"
    made = compile(docx(body, p("«a»"))).render({"a": "1"}, {})
    assert word.split()[0] not in zipfile.ZipFile(_file(made)).read("word/document.xml").decode()
    assert text.plain(made) == "甲函。\n1\n"


def test_placeholders_of_other_systems_are_named(tmp_path):
    _, problems = problems_of(tmp_path, case("foreign_placeholders"))
    said = whole(problems)
    for place in ("{{业主}}", "${房号}", "<<总额>>", "[最后期限]", "{% if 违约金 %}", "【截至日】"):
        assert place in said, said


def test_a_row_that_rounds_is_named_with_both_amounts(tmp_path):
    _, problems = problems_of(tmp_path, case("row_switch"))
    said = whole(problems)
    assert "«违约金明细.未收»" in said
    assert "prints 187 where the amount is 186.50" in said


@pytest.mark.parametrize(
    ("switch", "fits"),
    [
        ('\\# "0"', False),
        ('\\# ".00"', False),
        ('\\# "#,##0.0"', False),
        ("\\* Ordinal", False),
        ("\\* Hex", False),
        ("\\* CardText", False),
        ('\\# "0.00"', True),
        ('\\# "¥#,##0.00"', True),
        ("\\* MERGEFORMAT", True),
    ],
)
def test_an_amount_may_be_dressed_but_not_changed(tmp_path, switch, fits):
    xml = package.unpacked(package.read(case("row_switch"))["word/document.xml"]).decode()
    changed = xml.replace('\\# "0" \\* MERGEFORMAT', switch)
    assert changed != xml
    content = edited(case("row_switch"), {"word/document.xml": (xml, changed)})
    _, problems = problems_of(tmp_path, content)
    assert (not problems) == fits, problems


def test_the_authors_sentence_stays_on_a_working_day(tmp_path):
    said = letter(tmp_path, case("sentence_paragraph"))
    assert "逾期不付的，本所将依委托人授权提起诉讼。\n" in said
    holiday = letter(tmp_path, case("sentence_paragraph"), last_date_is_workday=False)
    assert "提起诉讼。" in holiday and "提起诉讼。\n" not in holiday


def test_a_non_breaking_hyphen_in_an_if_stays(tmp_path):
    assert "请致电010\u201188886666" in letter(tmp_path, case("nbhyphen_in_if"))


def test_an_old_result_over_paragraphs_goes(tmp_path):
    said = letter(tmp_path, case("result_over_paragraphs"))
    assert "[第二行]" not in said and "\n张三样例\n联系电话" in said


def test_what_follows_a_result_over_paragraphs_follows_the_field():
    begin, end = code(" MERGEFIELD a ", result="甲").rsplit("<w:r><w:fldChar", 1)
    last = f"<w:p>{run('旧')}<w:r><w:fldChar{end}{run('后')}</w:p>"
    body = f"<w:p>{run('前')}{begin}</w:p>{p('旧')}{last}"
    made = compile(docx(p("首"), body, p("尾"))).render({"a": "值"}, {})
    assert text.plain(made) == "首\n前值后\n尾\n"


def marked(inside: str) -> str:
    return f'<w:bookmarkStart w:id="3" w:name="抬头"/>{inside}<w:bookmarkEnd w:id="3"/>'


@pytest.mark.parametrize("word", [" REF 抬头 ", " REF 抬头 \\h \\* MERGEFORMAT ", " 抬头 "])
def test_a_reference_over_a_field_is_worked_out(word):
    first = f"<w:p>{run('致')}{marked(field('业主') + run('先生'))}</w:p>"
    second = f"<w:p>{run('再致')}{code(word, result='王小明先生')}</w:p>"
    made = compile(docx(first, second)).render({"业主": "张三"}, {})
    assert text.plain(made) == "致张三先生\n再致张三先生\n"


def test_a_reference_into_a_fields_old_result_is_worked_out():
    inside = field("业主").replace(run("«业主»"), marked(run("王小明")))
    second = f"<w:p>{code(' REF 抬头 ', result='王小明')}</w:p>"
    made = compile(docx(f"<w:p>{inside}</w:p>", second)).render({"业主": "张三"}, {})
    assert text.plain(made) == "张三\n张三\n"


def test_a_reference_over_a_field_in_two_paragraphs_is_refused():
    body = (
        f'<w:p><w:bookmarkStart w:id="3" w:name="抬头"/>{field("业主")}</w:p>'
        f'<w:p>{run("x")}<w:bookmarkEnd w:id="3"/></w:p>'
        f"<w:p>{code(' REF 抬头 ', result='王')}</w:p>"
    )
    assert "REF 抬头" in refused(docx(body))


def test_a_reference_to_words_stays():
    body = f"<w:p>{marked(run('第三条'))}</w:p><w:p>{code(' REF 抬头 ', result='第三条')}</w:p>"
    made = compile(docx(body, p("«a»"))).render({"a": "1"}, {})
    assert text.plain(made) == "第三条\n第三条\n1\n"


CHANGES = ("rPrChange", "pPrChange", "tblPrChange", "sectPrChange", "cellIns", "numberingChange")


@pytest.mark.parametrize("tag", CHANGES)
def test_tracked_formatting_is_refused(tag):
    body = f'<w:p><w:r><w:rPr><w:b/><w:{tag} w:id="1" w:author="x"/></w:rPr></w:r></w:p>'
    assert "tracked changes" in refused(docx(body, p("«a»")))


HIDDEN = "<w:vanish/>"


def test_hidden_text_is_not_on_the_paper(tmp_path):
    template = compile(docx(p("«a»"), f"<w:p>{field('b', HIDDEN)}{run('秘', HIDDEN)}</w:p>"))
    assert template.text({"a": "1", "b": "2"}, {}) == "1\n\n"
    assert template.hidden == {"b"}


def test_a_required_field_in_hidden_text_is_named(tmp_path):
    content = case("result_over_paragraphs")
    xml = package.unpacked(package.read(content)["word/document.xml"]).decode()
    start = xml.rindex("<w:r ", 0, xml.index("«公司电话»"))
    hidden = xml[:start] + xml[start:].replace("<w:rPr>", f"<w:rPr>{HIDDEN}", 1)
    _, problems = problems_of(tmp_path, edited(content, {"word/document.xml": (xml, hidden)}))
    assert "«公司电话» is hidden text" in whole(problems)


UNREAD = {
    "white": "<w:color w:val='FFFFFF'/>",
    "tiny": "<w:sz w:val='2'/>",
}


@pytest.mark.parametrize("look", UNREAD)
def test_what_nobody_can_read_is_hidden_too(look):
    cell = f"<w:p>{field('总额', UNREAD[look])}</w:p>"
    assert compile(docx(cell)).hidden == {"总额"}
    shaded = "<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:fill='1F3864'/></w:tcPr>{}</w:tc></w:tr></w:tbl>"
    hidden = compile(docx(shaded.format(cell))).hidden
    assert hidden == (set() if look == "white" else {"总额"}), "white on dark is read"


def test_a_table_in_a_text_box_repeats_its_rows():
    box = (
        f"<w:p><w:r><w:pict><w:txbxContent>{table(('«明细.未收»',))}{p('')}</w:txbxContent>"
        "</w:pict></w:r></w:p>"
    )
    template = compile(docx(box, p("«a»")))
    rows = {"明细": [{"未收": "1.00"}, {"未收": "2.00"}]}
    assert template.lists == {"明细": {"未收"}}
    assert "1.00\n2.00\n" in template.text({"a": "x"}, rows)
    assert text.plain(template.render({"a": "x"}, rows)) == template.text({"a": "x"}, rows)


def test_a_control_forgets_the_document_property_that_it_shows():
    control = (
        '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/x"/></w:sdtPr><w:sdtContent>'
        f"{p('«业主»')}</w:sdtContent></w:sdt>"
    )
    made = compile(docx(control)).render({"业主": "张三"}, {})
    assert b"dataBinding" not in zipfile.ZipFile(_file(made)).read("word/document.xml")
    assert text.plain(made) == "张三\n"


def related(kind: str, target: str, outside: bool = True, of: str = "document") -> dict[str, str]:
    mode = ' TargetMode="External"' if outside else ""
    return {
        f"word/_rels/{of}.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r9" Type="{RELATIONS}/{kind}" Target="{target}"{mode}/>'
            "</Relationships>"
        )
    }


SETTINGS = {"word/settings.xml": "<w:settings xmlns:w='w'/>"}
R_USED = f'<w:p><w:r><w:object xmlns:r="{RELATIONS}" r:id="r9"/></w:r></w:p>'
BROUGHT = {
    "a remote template": (
        related("attachedTemplate", "https://example.com/x.dotm", of="settings") | SETTINGS,
        "its own template from another computer",
    ),
    "a template on a share": (
        related("attachedTemplate", "file://server/x.dotm", of="settings") | SETTINGS,
        "its own template from another computer",
    ),
    "a template on a Windows share": (
        related("attachedTemplate", "\\\\server\\x.dotm", of="settings") | SETTINGS,
        "its own template from another computer",
    ),
    "a linked picture": (related("image", "http://example.com/x.png"), "another file"),
    "a linked object": (related("oleObject", "file:///c:/x.xlsx"), "another file"),
    "another document": (
        related("aFChunk", "x.html", outside=False) | {"word/x.html": "x"},
        "altChunk",
    ),
    "a macro": (
        related("vbaProject", "vbaProject.bin", outside=False) | {"word/vbaProject.bin": "x"},
        "macros",
    ),
    "a control that runs": (
        related("control", "activeX1.xml", outside=False) | {"word/activeX1.xml": "<x/>"},
        "ActiveX",
    ),
}


@pytest.mark.parametrize("thing", BROUGHT)
def test_what_comes_from_elsewhere_or_runs_is_refused(thing):
    extra, words = BROUGHT[thing]
    assert words in refused(docx(p("«a»"), extra=extra))


def test_a_template_of_the_authors_own_computer_is_forgotten():
    extra = related("attachedTemplate", "file:///C:\\Users\\秘\\x.dotx", of="settings") | SETTINGS
    made = zipfile.ZipFile(_file(compile(docx(p("«a»"), extra=extra)).render({"a": "1"}, {})))
    assert all("秘" not in made.read(name).decode() for name in made.namelist())


def test_a_relation_that_leads_nowhere_is_refused():
    said = refused(docx(p("«a»"), R_USED, extra=related("image", "media/x.png", outside=False)))
    assert "r9" in said and "word/document.xml" in said


def test_a_document_type_is_refused():
    entity = (
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><w:ftr xmlns:w="w">&e;</w:ftr>'
    )
    assert "word/footer1.xml" in refused(docx(p("«a»"), extra={"word/footer1.xml": entity}))


def issued(tmp_path: Path, names: dict[str, str], wish: Wish = NO_WISH, limit: int = 0):
    book = copy_to(tmp_path)
    folder = own_templates.beside(book)
    folder.mkdir()
    for name, source in names.items():
        (folder / f"{name}.docx").write_bytes(case(source))
    return letters.letters(book, AS_OF, Wanted(limit=limit), now=NOW, wish=wish)


def test_a_fault_of_a_template_is_said_once_and_holds_its_letters(tmp_path):
    report = issued(tmp_path, {"催费函": "strict_ooxml"})
    assert [problem.where for problem in report.problems] == ["文书模板/催费函.docx"]
    assert "Strict" in str(report.problems[0].what)
    held = [each for each in report.data["held"] if "Strict" in str(each["blockers"][0].text)]
    assert len(held) > 5


def test_amounts_of_single_letters_make_one_finding_for_each_column(tmp_path):
    report = issued(tmp_path, {"催费函": "row_switch"})
    assert len(report.problems) == 2, report.problems
    assert {problem.where for problem in report.problems} == {"文书模板/催费函.docx"}


def test_letters_that_no_pack_holds_are_named_and_the_others_are_packed(tmp_path):
    report = issued(tmp_path, {"催费函": "endnotes_block_pack"}, Wish(pack=True), limit=6)
    assert len(report.data["letters"]) == 6
    said = [str(problem.what) for problem in report.problems]
    assert len(said) == 1 and "endnotes" in said[0]
    assert str(report.problems[0].where) == "文书模板/催费函.docx"
    (pack,) = report.data["packs"]
    packed = text.plain(Path(pack).read_bytes())
    assert "（单独打印" in packed and "缴费明细" in packed and "注尾" not in packed
    assert any("printed by themselves" in str(message) for message in report.said)


def test_marks_of_ours_in_a_template_mean_nothing():
    """Found by fuzzing: a part that ends a block which nobody began."""
    made = compile(docx(p("«a»"), "<?cuifei-end cuifei-row?><?cuifei-slot 业主?>"))
    assert made.fields == {"a"} and text.plain(made.render({"a": "1"}, {})) == "1\n"


def test_a_spoilt_template_is_read_or_refused_and_nothing_else():
    ends = fuzz_templates.fuzz(60, seed=15)
    assert ends["read"] + ends["refused"] == 60, ends


def test_a_bold_word_in_an_ifs_text_is_printed_bold():
    def piece(words: str, look: str = "") -> str:
        look = f"<w:rPr>{look}</w:rPr>" if look else ""
        return f'<w:r>{look}<w:instrText xml:space="preserve">{words}</w:instrText></w:r>'

    bold, slanted = piece("立即", "<w:b/>"), piece("无欠费", "<w:i/>")
    body = code(" IF ", field("总额"), ' > 0 "请', bold, '付清" "', slanted, '" ')
    template = compile(docx(f"<w:p>{body}</w:p>"))
    for total, said in (("1.00", "请立即付清"), ("0.00", "无欠费")):
        assert template.text({"总额": total}, {}) == said + "\n"
    made = zipfile.ZipFile(_file(template.render({"总额": "1.00"}, {}))).read("word/document.xml")
    bold = made.decode().split("<w:b/>")
    assert len(bold) == 2 and bold[1].index("立即") < bold[1].index("付清")


def test_check_tries_each_template_with_a_sample(tmp_path):
    folder = tmp_path / own_templates.FOLDER
    folder.mkdir()
    for name, source in (
        ("催费函", "row_switch"),
        ("收费通知书", "pack_even_header_b"),
        ("限期缴费通知书", "sum_stale"),
        ("催费通知书", "foreign_placeholders"),
        ("乱", "date_field"),
    ):
        (folder / f"{name}.docx").write_bytes(case(source))
    said = [f"{each.where} {each.what}" for each in check_templates.problems(folder)]
    assert len(said) == len(set(said)) == 1 + 7 + 2 + 1, said
    assert not any("收费通知书" in each for each in said)
    assert any("催费通知书.docx" in each and "尊敬的{{业主}}" in each for each in said)


def without(document: str, lang: str, name: str, tag: str = "p") -> bytes:
    """Return our template of a document without the paragraphs (or rows) of a field, as deleted."""
    parts = package.read(print_letter.ours(document, lang).read_bytes())
    root = package.parsed(parts["word/document.xml"])
    for each in list(root.iter(W + tag)):
        if f"«{name}»" in "".join(t.text or "" for t in each.iter(W + "t")):
            each.getparent().remove(each)
    parts["word/document.xml"] = package.member("word/document.xml", etree.tostring(root))
    return package.frame(parts.values()).close(())


@pytest.mark.parametrize(
    "document", ["payment_notice", "final_notice", "collection_letter", "lawyer_letter", "bill"]
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_deleted_line_is_named_by_its_field_and_where_ours_has_it(tmp_path, document, lang):
    (tmp_path / own_templates.file_name(document, lang)).write_bytes(
        without(document, lang, "公司电话")
    )
    (problem,) = check_templates.problems(tmp_path)
    assert "phone" in str(problem.what)
    words = "电话：«公司电话»" if lang == "zh" else "telephone «公司电话»"
    assert str(problem.remedy).startswith("Put the field «公司电话» into the template; in ours")
    assert words in str(problem.remedy)


@pytest.mark.parametrize(
    ("document", "name", "fault"),
    [
        ("statement", "流水.摘要", "«流水.摘要», «流水.应收», «流水.实收»"),
        ("instalment_agreement", "分期.期次", "«分期.应付日期», «分期.应付金额»"),
        ("instalment_agreement", "账户.账号", "«账户.账号»"),
        ("bill", "明细.序号", "«明细.费用项目», «明细.未收»"),
        ("bill", "账户.户名", "«账户.户名»"),
    ],
)
def test_papers_that_demand_nothing_are_tried_too(tmp_path, document, name, fault):
    """A row that went with its fields, or one field of it, is one finding."""
    content = without(document, "zh", name, "tr" if ", " in fault else "p")
    (tmp_path / own_templates.file_name(document, "zh")).write_bytes(content)
    (problem,) = check_templates.problems(tmp_path)
    assert fault in f"{problem.what} {problem.remedy}"


def test_a_misspelt_field_of_a_statement_is_named(tmp_path):
    content = print_letter.ours("statement", "zh").read_bytes()
    spoilt = edited(content, {"word/document.xml": ("«收款登记至»", "«收款登记到»")})
    (tmp_path / "缴费明细.docx").write_bytes(spoilt)
    assert not check_templates.problems(tmp_path), "what a field shows in Word means nothing"
    spoilt = edited(
        content, {"word/document.xml": ("MERGEFIELD 收款登记至", "MERGEFIELD 收款登记到")}
    )
    (tmp_path / "缴费明细.docx").write_bytes(spoilt)
    (problem,) = check_templates.problems(tmp_path)
    assert problem.where.endswith("缴费明细.docx") and "«收款登记到»" in str(problem.what)
