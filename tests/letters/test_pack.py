"""Print packs: every section is its letter, and nothing of one letter gets into another."""

import io
import re
from dataclasses import replace

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator

from cuifei.domain.problems import CuifeiError
from cuifei.letters import package, print_letter, text
from cuifei.letters.pack import marks
from cuifei.letters.pack.cutting import cut, ended, opened
from cuifei.letters.pack.join import Kind, pack
from cuifei.letters.pack.source import OFFICE, Source
from cuifei.letters.wordxml import W
from letter_templates.make import build
from letters import samples
from letters.packs import document, edited, numbers, said, section_of, sections, with_part

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def letter(number: int, document: str = "final_notice", lang: str = "zh", lines: int = 3) -> bytes:
    demand = samples.demand(document, lines)
    unit = replace(demand.unit, owner=f"样例{number}", unit=f"3-2-{number}", language=lang)
    demand = replace(demand, number=f"JY-2026-{number:04d}", unit=unit)
    return print_letter.print_letter(demand, lang)[0]


def mixed(count: int) -> list[bytes]:
    documents = build.DOCUMENTS
    return [
        letter(n, documents[n % len(documents)], "en" if n % 3 == 2 else "zh", 1 + n % 7)
        for n in range(count)
    ]


def test_each_section_says_what_its_letter_says():
    letters = mixed(11)
    assert said(pack(letters)) == [text.plain(content) for content in letters]


@given(st.lists(st.integers(0, 9), min_size=1, max_size=8), st.booleans(), st.booleans())
@settings(max_examples=15, deadline=None)
def test_in_any_order_and_number(order, duplex, marks):
    letters = [letter(n, build.DOCUMENTS[n % 5], "en" if n > 6 else "zh") for n in order]
    packed = pack(letters, Kind(duplex, marks))
    assert said(packed) == [text.plain(content) for content in letters]
    assert packed == pack(letters, Kind(duplex, marks))


def test_a_pack_is_a_sound_file(tmp_path):
    file = tmp_path / "pack.docx"
    file.write_bytes(pack(mixed(9), Kind(duplex=True)))
    result = OpenXmlValidator().validate(str(file))
    assert result.is_valid, [str(error) for error in result.errors]
    assert len(docx.Document(str(file)).sections) == 9


def test_pages_are_counted_by_letter():
    packed = pack([letter(1), letter(2, "lawyer_letter")])
    for body in sections(packed):
        assert section_of(body).find(W + "pgNumType").get(W + "start") == "1"
        assert section_of(body).find(W + "type").get(W + "val") == "nextPage"
    source = Source(packed)
    footers = [name for name in source.parts if name.startswith("word/footer")]
    assert len(footers) == 2
    for number, name in enumerate(sorted(footers), 1):
        xml = source.content(name).decode()
        assert "NUMPAGES" not in xml and "SECTIONPAGES" in xml
        # What LibreOffice shows, which does not know SECTIONPAGES.
        assert f"PAGEREF cuifeiend{number} " in xml
    assert numbers(r'w:name="(cuifeiend\d)"', packed) == ["cuifeiend1", "cuifeiend2"]


def test_a_page_count_that_word_split_is_found():
    split = {
        "word/footer1.xml": (
            " NUMPAGES ",
            ' NUM</w:instrText></w:r><w:r><w:instrText xml:space="preserve">PAGES ',
        )
    }
    source = Source(pack([letter(1), edited(letter(2), split)]))
    for name in source.parts:
        if name.startswith("word/footer"):
            assert "SECTIONPAGES" in source.content(name).decode()


def test_duplex_begins_each_letter_on_an_odd_page():
    kinds = [
        section_of(body).find(W + "type").get(W + "val")
        for body in sections(pack(mixed(4), Kind(duplex=True)))
    ]
    assert kinds == ["oddPage"] * 4


def test_equal_headers_are_one_part_and_footers_with_a_number_are_not():
    names = Source(pack([letter(n) for n in range(6)])).parts
    assert sum(name.startswith("word/header") for name in names) == 1
    assert sum(name.startswith("word/footer") for name in names) == 6


def test_a_letter_without_header_does_not_get_the_one_before():
    bare = edited(
        letter(2),
        {"word/document.xml": ('<w:headerReference w:type="default" r:id="rId1"/>', "")},
    )
    assert "w:headerReference" not in document(bare)
    first, second = said(pack([letter(1), bare]))
    assert "样例1" in first and "限期缴费通知书" in first.split("\n")[0]
    assert second.split("\n")[0] == ""


PICTURE = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing"><wp:extent cx="9" cy="9"/><wp:docPr id="1" name="码"/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData'
    ' uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic='
    '"http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill>'
    '<a:blip r:embed="rIdNew"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing></w:r></w:p><w:sectPr"
)


def with_picture(number: int, pixels: bytes) -> bytes:
    return with_part(
        letter(number),
        "word/media/image1.png",
        "image/png",
        "image",
        pixels,
        {"word/document.xml": ("</w:p><w:sectPr", PICTURE)},
    )


def test_pictures_are_shared_where_equal_and_kept_apart_where_not():
    packed = pack([with_picture(1, b"one"), with_picture(2, b"two"), with_picture(3, b"one")])
    source = Source(packed)
    relations = source.relations(source.main)
    shown = [source.content(relations[key].target) for key in numbers(r'r:embed="([^"]+)"', packed)]
    assert shown == [b"one", b"two", b"one"]
    assert sum(name.startswith("word/media/") for name in source.parts) == 2
    ids = numbers(r'<wp:docPr id="(\d+)"', packed)
    assert len(set(ids)) == 3


def test_bookmarks_and_what_refers_to_them_keep_together():
    mark = (
        '<w:bookmarkStart w:id="0" w:name="合计处"/><w:bookmarkEnd w:id="0"/>'
        '<w:hyperlink w:anchor="合计处"><w:r><w:t>甲</w:t></w:r></w:hyperlink>'
        "<w:r><w:instrText> PAGEREF 合计处 </w:instrText></w:r></w:p><w:sectPr"
    )
    one, two = (edited(letter(n), {"word/document.xml": ("</w:p><w:sectPr", mark)}) for n in (1, 2))
    packed = pack([one, two])
    names = numbers(r'<w:bookmarkStart[^>]* w:name="(合计处[^"]*)"', packed)
    assert len(set(names)) == 2
    assert numbers(r'w:anchor="([^"]*)"', packed) == names
    assert numbers(r"PAGEREF (合计处\S*)", packed) == names
    ids = numbers(r'<w:bookmarkStart w:id="(\d+)"', packed)
    assert len(set(ids)) == len(ids) == 4


def test_lists_begin_anew_in_each_letter():
    numbering = (
        f'<w:numbering xmlns:w="{W[1:-1]}"><w:abstractNum w:abstractNumId="7"><w:nsid'
        ' w:val="0A0B0C0D"/><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="2">'
        '<w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )
    listed = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr></w:pPr>'
    change = {"word/document.xml": ("</w:p><w:sectPr", f"</w:p><w:p>{listed}</w:p><w:sectPr")}
    letters = [
        with_part(
            letter(n), "word/numbering.xml", f"{WORD}numbering+xml", "numbering", numbering, change
        )
        for n in (1, 2)
    ]
    packed = pack([letter(0), *letters])
    used = numbers(r'<w:numId w:val="(\d+)"', packed)
    assert len(set(used)) == 2
    source = Source(packed)
    root = etree.fromstring(source.content(source.related("numbering")))
    for number in used:
        start = root.find(
            f"{W}num[@{W}numId='{number}']/{W}lvlOverride[@{W}ilvl='0']/{W}startOverride"
        )
        assert start.get(W + "val") == "3"
    assert len(root.findall(W + "abstractNum")) == 1


def footnote(words: str) -> str:
    return (
        f'<w:footnotes xmlns:w="{W[1:-1]}"><w:footnote w:id="-1" w:type="separator"><w:p/>'
        f'</w:footnote><w:footnote w:id="1"><w:p><w:r><w:t>{words}</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>"
    )


def test_footnotes_stay_with_their_letters_and_count_from_one():
    change = {
        "word/document.xml": (
            "</w:p><w:sectPr",
            '<w:r><w:footnoteReference w:id="1"/></w:r></w:p><w:sectPr',
        )
    }
    one, two = (
        with_part(
            letter(n),
            "word/footnotes.xml",
            f"{WORD}footnotes+xml",
            "footnotes",
            footnote(words),
            change,
        )
        for n, words in ((1, "甲注"), (2, "乙注"))
    )
    packed = pack([one, letter(3), two])
    source = Source(packed)
    notes = etree.fromstring(source.content(source.related("footnotes")))
    told = {note.get(W + "id"): "".join(note.itertext()) for note in notes}
    ids = numbers(r'<w:footnoteReference w:id="(\d+)"', packed)
    assert [told[key] for key in ids] == ["甲注", "乙注"]
    restarts = [section_of(body).find(f"{W}footnotePr/{W}numRestart") for body in sections(packed)]
    assert [node is not None for node in restarts] == [True, False, True]


def test_a_letter_with_endnotes_is_refused():
    change = {
        "word/document.xml": (
            "</w:p><w:sectPr",
            '<w:r><w:endnoteReference w:id="1"/></w:r></w:p><w:sectPr',
        )
    }
    with pytest.raises(CuifeiError, match="endnotes"):
        pack([edited(letter(1), change)])


def test_a_template_with_other_styles_keeps_its_looks():
    """The second letter's template was edited: 10.5 pt became 12 pt, and the default is bold."""
    before = '<w:sz w:val="21"/>'
    wide = edited(letter(2), {"word/styles.xml": (before, '<w:b/><w:sz w:val="24"/>')})
    assert '<w:b/><w:sz w:val="24"/>' in Source(wide).content("word/styles.xml").decode()
    packed = pack([letter(1), wide, letter(3)])
    assert said(packed) == [text.plain(each) for each in (letter(1), wide, letter(3))]
    styles = docx.Document(io.BytesIO(packed)).styles.element
    by_id = {style.get(W + "styleId"): style for style in styles.iter(W + "style")}
    first, second, third = (
        {node.get(W + "val") for node in body.iter(W + "pStyle")} for body in sections(packed)
    )
    assert first == third and not first & second
    assert len(first) == len({name.partition("_")[2] for name in second} - {"Normal"})
    assert all(name in by_id for name in first | second)
    normal = next(style for name, style in by_id.items() if name.endswith("_Normal"))
    assert normal.find(f"{W}rPr/{W}b") is not None
    assert normal.find(f"{W}rPr/{W}sz").get(W + "val") == "24"
    assert by_id["Normal"].find(f"{W}rPr/{W}b") is None
    for name in second:
        based = by_id[name].find(W + "basedOn")
        assert based is None or based.get(W + "val").startswith(name.partition("_")[0] + "_")
    names = [style.find(W + "name").get(W + "val") for style in by_id.values()]
    assert len(set(names)) == len(names)


def test_prefixes_that_mean_something_else_are_spelt_out():
    other = edited(
        letter(2),
        {"word/document.xml": ('xmlns:v="urn:schemas-microsoft-com:vml"', 'xmlns:v="urn:other"')},
    )
    letters = [letter(1), other, letter(3)]
    assert said(pack(letters)) == [text.plain(content) for content in letters]


def test_a_letter_of_two_sections_counts_on_within():
    inner = (
        '</w:p><w:p><w:pPr><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
        "</w:sectPr></w:pPr></w:p><w:p/><w:sectPr"
    )
    two = edited(letter(2), {"word/document.xml": ("</w:p><w:sectPr", inner)})
    packed = pack([letter(1), two, letter(3)], Kind(duplex=True))
    found = [section_of(body) for body in sections(packed)]
    starts = [node.find(W + "pgNumType") is not None for node in found]
    assert starts == [True, True, False, True]
    footer = next(
        Source(packed).content(name).decode()
        for name in Source(packed).parts
        if name.startswith("word/footer") and b"JY-2026-0002" in Source(packed).content(name)
    )
    assert "SECTIONPAGES" not in footer and "PAGEREF cuifeiend2" in footer


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (b"<w:p/>", b"<w:p><w:pPr>S</w:pPr></w:p>"),
        (b"<w:p><w:r/></w:p>", b"<w:p><w:pPr>S</w:pPr><w:r/></w:p>"),
        (b'<w:p w:x="1"><w:pPr/></w:p>', b'<w:p w:x="1"><w:pPr>S</w:pPr></w:p>'),
        (b"<w:p><w:pPr><w:a/></w:pPr></w:p>", b"<w:p><w:pPr><w:a/>S</w:pPr></w:p>"),
        (b"<w:tbl></w:tbl>", b"<w:tbl></w:tbl><w:p><w:pPr>S</w:pPr></w:p>"),
        (
            b"<w:p/><w:p><w:r><w:box><w:p><w:t/></w:p></w:box></w:r></w:p>",
            b"<w:p/><w:p><w:pPr>S</w:pPr><w:r><w:box><w:p><w:t/></w:p></w:box></w:r></w:p>",
        ),
    ],
)
def test_the_section_goes_into_the_last_paragraph(inside, expected):
    assert ended(inside, b"S") == expected


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (b"<w:p/><w:p/>", b"<w:p>M</w:p><w:p/>"),
        (b'<w:p w:x="1"/>', b'<w:p w:x="1">M</w:p>'),
        (b"<w:p><w:r/></w:p>", b"<w:p>M<w:r/></w:p>"),
        (b"<w:p><w:pPr/><w:r/></w:p>", b"<w:p><w:pPr/>M<w:r/></w:p>"),
        (b"<w:p><w:pPr><w:a/></w:pPr></w:p>", b"<w:p><w:pPr><w:a/></w:pPr>M</w:p>"),
        (b"<w:tbl><w:p/></w:tbl><w:p/>", b"<w:tbl><w:p>M</w:p></w:tbl><w:p/>"),
        (b"<w:sdt/>", b"<w:sdt/>"),
    ],
)
def test_the_mark_goes_into_the_first_paragraph(inside, expected):
    assert opened(inside, b"M") == expected


def test_a_very_long_last_paragraph_is_found():
    inside = b"<w:p/><w:p><w:r><w:t>" + b"x" * 50_000 + b"</w:t></w:r></w:p>"
    assert ended(inside, b"S").startswith(b"<w:p/><w:p><w:pPr>S</w:pPr>")


def test_bookmark_ends_behind_the_last_paragraph_are_no_paragraph_more():
    head = b'<w:document xmlns:w="x">'
    xml = (
        head
        + b'<w:body><w:p/><w:p></w:p><w:bookmarkEnd w:id="0"/><w:sectPr/></w:body></w:document>'
    )
    assert cut(xml).inside == b'<w:p/><w:p><w:bookmarkEnd w:id="0"/></w:p>'


def test_no_letters_and_no_word_document_are_refused():
    with pytest.raises(CuifeiError):
        pack([])
    with pytest.raises(CuifeiError):
        cut(b"<x:document><x:body/></x:document>")


def test_relations_of_the_pack_all_lead_somewhere():
    source = Source(pack(mixed(8)))
    for name in source.parts:
        for relation in source.relations(name).values():
            assert relation.outside or relation.target in source.parts, (name, relation)
    kinds = {relation.word for relation in source.relations(source.main).values()}
    assert {"styles", "settings", "fontTable", "theme", "header", "footer"} <= kinds
    assert OFFICE and not re.search(r"NUMPAGES", document(pack(mixed(3))))


@given(
    words=st.lists(
        st.sampled_from(
            [
                b'<wp:docPr id="1"/>',
                b'<w:bookmarkStart w:id="0"/>',
                b' w14:paraId="1"',
                b' w14:textId="1"',
                b"<w:sdtPr>",
                b"<w:sectPr/>",
                b'<w:numId w:val="1"/>',
                b"<w:instrText>",
                b' w:instr=" PAGE "',
                b'<w:footnoteReference w:id="2"/>',
                b"<w:endnoteReference/>",
                b":s:n:p<w:p>",
                b"<w:t>: :docP",
            ]
        ),
        max_size=5,
    )
)
def test_one_look_finds_all_that_a_pack_must_look_at(words):
    xml = b"".join(words)
    known = (marks.PICTURE, marks.BOOKMARK, marks.CONTROL, marks.SECTION, marks.LIST)
    known += (marks.FIELD, marks.FOOTNOTE, marks.ENDNOTE, *marks.LABELS)
    assert marks.marks(xml) == {word for word in known if word in xml}


def test_a_file_of_ours_is_listed_as_a_zip_reader_lists_it():
    for content in [*mixed(5), template_of(build.DOCUMENTS[0])]:
        assert package.read(content, tested=True) == package.read(content)
    assert package._listed(mixed(1)[0]) and package._listed(mixed(1)[0] + b"more") is None
    for content in (b"", b"PK", mixed(1)[0][:-1]):
        with pytest.raises(CuifeiError):
            package.read(content, tested=True)


def template_of(document: str) -> bytes:
    """Return a template as another program saves it."""
    saved = io.BytesIO()
    docx.Document(io.BytesIO(build.build(document, "zh"))).save(saved)
    return saved.getvalue()
