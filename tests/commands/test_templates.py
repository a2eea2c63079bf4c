"""Help for who writes a template: ours as a start, and a list of fields that can be followed."""

import io
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openxml_audit import OpenXmlValidator

from commands.estates import AS_OF, NOW, copy_to
from cuifei.commands import letters, templates
from cuifei.commands.report import plain
from cuifei.commands.select import Wanted
from cuifei.commands.store import at
from cuifei.excel import paper_clicks
from cuifei.letters import field_list, field_names, own_templates, print_letter, sample, template
from cuifei.letters.document_names import NAMES, same
from cuifei.letters.text import plain as text
from cuifei.letters.wording import WORDINGS
from cuifei.locale import translator
from cuifei.tables.layout import word
from letter_templates.make import build
from size import FULL

OURS = Path(build.__file__).parents[1]  # each as it is built: tests/letters/test_documents.py
BOTH = pytest.mark.parametrize("lang", ["zh", "en"])


@pytest.fixture
def book(tmp_path):
    return copy_to(tmp_path)


def test_our_templates_are_put_beside_the_workbook_and_nothing_is_written_over(book):
    report = templates.templates(book)
    folder = own_templates.beside(book)
    names = {path.name for path in folder.iterdir()}
    assert len(names) == len(NAMES) * 2 + 1 == len(report.data["written"])
    assert {"催费函.docx", "Letter of demand.docx", "域名清单.docx"} <= names
    for document, lang in product(NAMES, ("zh", "en")):
        own = own_templates.own(folder, document, lang)
        assert own.read_bytes() == (OURS / build.file_name(document, lang)).read_bytes()
    assert own_templates.strangers(folder) == ()
    (folder / "催费函.docx").write_bytes(b"mine")
    (folder / "Letter of demand.docx").unlink()
    again = templates.templates(book)
    assert [path.name for path in again.data["written"]] == ["Letter of demand.docx"]
    assert (folder / "催费函.docx").read_bytes() == b"mine"


def test_a_dry_run_writes_nothing(book):
    report = templates.templates(book, dry_run=True)
    assert len(report.data["written"]) == 17 and not own_templates.beside(book).exists()


def test_a_template_under_another_name_gets_no_second(book):
    """Two templates of one document would stop its letters."""
    folder = own_templates.beside(book)
    folder.mkdir()
    for name in ("collection_letter.zh.docx", "lawyer's letter.docx"):
        (folder / name).write_bytes(b"mine")
    templates.templates(book)
    names = {path.name for path in folder.iterdir()}
    assert "催费函.docx" not in names and "Lawyer’s letter.docx" not in names
    assert own_templates.own(folder, "collection_letter", "zh").read_bytes() == b"mine"


@pytest.mark.parametrize(("document", "lang"), list(product(NAMES, ("zh", "en"))))
def test_a_template_may_be_called_by_every_name_of_its_document(tmp_path, document, lang):
    for name in (*NAMES[document][lang], f"{document}.{lang}"):
        for said in {name, name.replace("’", "'"), name.title()}:
            file = tmp_path / f"{said}.docx"
            file.write_bytes(b"mine")
            assert own_templates.own(tmp_path, document, lang) == file
            assert own_templates.strangers(tmp_path) == ()
            file.unlink()


def test_the_names_are_those_on_paper_in_the_workbook_and_in_the_titles():
    for document, langs in NAMES.items():
        for lang, names in langs.items():
            every = {same(name) for name in names}
            if document != "bill":  # no word of the sheets: a bill has no row in 发函
                assert same(word("document", document, lang)) in every
            assert same(build.TEMPLATES[document, lang][0]) in every | {"物业费用分期付款协议"}
            assert WORDINGS[lang].documents[document] == names[0]


def test_no_name_means_two_documents():
    named = [name for x in NAMES.values() for names in x.values() for name in names]
    assert len({name.casefold() for name in named}) == len(named)


def cells(content):
    return [
        [cell.text for cell in row.cells]
        for table in Document(io.BytesIO(content)).tables
        for row in table.rows
    ]


@BOTH
def test_the_list_has_every_field_with_example_and_documents(lang, tmp_path):
    given = {name for document in NAMES for name in sample.values(document, lang)[0]}
    rows = {
        f"{'明细' if prefix == '违约金明细' else prefix}.{name}"
        for document in NAMES
        for prefix, lines in sample.values(document, lang)[1].items()
        for line in lines
        for name in line
    }
    pictures = {"收款码图片", "账户.收款码图片", "扫码.收款码图片"}  # no text that one could print
    assert (given | rows) - pictures == {
        x for x in field_names.MEANINGS if not x.startswith("图片.")
    }
    content = field_list.build(lang)
    assert content == field_list.build(lang)
    printed = {row[0]: row for row in cells(content)}
    for name, meaning in field_names.MEANINGS.items():
        assert printed[name][1] == meaning[lang == "en"]
        assert printed[name][3], name
        assert bool(printed[name][4]) == (name in field_names.REQUIRED)
    file = tmp_path / "list.docx"
    file.write_bytes(content)
    assert OpenXmlValidator().validate(str(file)).is_valid


@BOTH
def test_every_switch_in_the_list_does_what_it_says(lang):
    made = [(code, result) for code, _, result in field_list.switches(lang)]
    for code, result in made:
        instruction = code.strip("{ }")
        document = Document()
        insert(document.add_paragraph("x"), instruction)
        values, lists = sample.values("collection_letter", lang)
        assert f"x{result}" in template.compile(saved(document)).text(values, lists)


def insert(paragraph, instruction):
    """Insert a field as Word's dialogue does: Quick Parts, Field, MergeField, a name, OK."""
    name = instruction.split()[1]
    for kind in ("begin", None, "separate", "", "end"):
        run = paragraph.add_run()._r
        if kind is None:
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = f" {instruction} "
            run.append(code)
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run.append(mark)
        else:
            paragraph.runs[-1].text = f"«{name}»"


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def written(left_out=""):
    """Return a letter that somebody wrote from a blank document and the list's required fields."""
    document = Document()
    for name in sorted(field_names.REQUIRED):
        if "." not in name and name != left_out:
            insert(
                document.add_paragraph("" if name.endswith("句") else f"{name}："), name_of(name)
            )
    for prefix in ("明细", "违约金明细", "账户"):
        source = "明细" if prefix == "违约金明细" else prefix
        columns = [x.partition(".")[2] for x in field_names.REQUIRED if x.startswith(f"{source}.")]
        columns = [x for x in columns if prefix != "明细" or x != "违约金"]
        columns = [x for x in columns if f"{source}.{x}" != left_out]
        table = document.add_table(2, len(columns))
        for cell, name in zip(table.rows[0].cells, columns, strict=True):
            cell.text = name
        for cell, name in zip(table.rows[1].cells, columns, strict=True):
            insert(cell.paragraphs[0], name_of(f"{prefix}.{name}"))
    return saved(document)


def name_of(field_name):
    return f"MERGEFIELD {field_name}"


def test_a_template_made_by_the_five_steps_works(book):
    folder = own_templates.beside(book)
    folder.mkdir()
    (folder / "催费函.docx").write_bytes(written())
    data = plain(
        letters.letters(book, AS_OF, Wanted("collection_letter", limit=3), now=NOW).data,
        translator("zh"),
    )
    chinese = [x for x in data["letters"] if not x["owner"].isascii()]
    assert chinese and not [x for x in data["problems"] if "催费函.docx" in x["where"]]
    for letter in chinese:
        said = text(Path(letter["file"]).read_bytes())
        assert f"业主：{letter['owner']}" in said and f"函号：{letter['number']}" in said


# Of the fields of a letter and of a line: every fifth in the suite.
@pytest.mark.parametrize("name", sorted(field_names.REQUIRED)[:: None if FULL else 5])
def test_what_the_list_calls_required_is_required(tmp_path, name):
    (tmp_path / "催费函.docx").write_bytes(written(left_out=name))
    workday = name != "工作日句"  # which says the last date as well
    demand = replace(sample.demand("collection_letter", "zh"), last_date_is_workday=workday)
    assert print_letter.print_letter(demand, "zh", tmp_path)[1], name


@pytest.mark.parametrize("document", sample.DEMANDS)
@BOTH
def test_the_sample_itself_is_fit(document, lang):
    assert print_letter.print_letter(sample.demand(document, lang), lang)[1] == ()


@dataclass
class Desk:
    """Who answers the box of the button."""

    store: object
    answer: bool
    lang: str = "zh"
    asked: list[str] = field(default_factory=list)

    def alert(self, prompt, *, ask=False):
        self.asked.append(prompt)
        return self.answer


def test_the_button_asks_before_it_writes_and_not_where_there_is_nothing(book):
    folder = own_templates.beside(book)
    no = Desk(at(book), answer=False)
    assert paper_clicks.own_templates(no) is None and not folder.exists()
    assert "17" in no.asked[0]
    paper_clicks.own_templates(Desk(at(book), answer=True))
    assert len(list(folder.iterdir())) == 17
    again = Desk(at(book), answer=True)
    assert paper_clicks.own_templates(again).said and not again.asked
