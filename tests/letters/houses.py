"""Twelve small templates of two or three pages, each with another feature of the whole document.

They import nothing of what they try: XML by hand, as Word would save it.
"""

import io
import zipfile
from dataclasses import dataclass, field

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
P = "http://schemas.openxmlformats.org/package/2006"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def text(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def fld(code: str, shown: str) -> str:
    inside = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return f"{char('begin')}{inside}{char('separate')}{text(shown)}{char('end')}"


OWNER, UNIT = fld("MERGEFIELD 业主", "«业主»"), fld("MERGEFIELD 房号", "«房号»")
PAGE, PAGES = fld("PAGE", "1"), fld("NUMPAGES", "1")


def para(inside: str, look: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{look}</w:pPr>' if look else ''}{inside}</w:p>"


def styled(words: str, style: str) -> str:
    return para(text(words), f'<w:pStyle w:val="{style}"/>')


def lines(name: str, count: int = 70) -> str:
    return "".join(para(text(f"{name}第{n}行，致") + OWNER) for n in range(count))


@dataclass
class House:
    """A template in the making: its body, and what its document has as a whole."""

    name: str
    body: str
    headers: dict[str, str] = field(default_factory=dict)  # default, first, even -> words
    section: str = ""
    settings: str = ""
    defaults: str = '<w:rPr><w:sz w:val="21"/></w:rPr>'
    styles: str = ""
    numbering: str = ""
    parts: dict[str, tuple[str, str, str]] = field(default_factory=dict)  # word -> name, kind, xml
    compat: int = 15

    def docx(self) -> bytes:
        related = {"styles": ("styles.xml", "styles", self._styles())}
        compat = (
            '<w:compat><w:compatSetting w:name="compatibilityMode"'
            f' w:uri="http://schemas.microsoft.com/office/word" w:val="{self.compat}"/></w:compat>'
        )
        settings = f'<w:settings xmlns:w="{W}">{self.settings}{compat}</w:settings>'
        related["settings"] = ("settings.xml", "settings", settings)
        if self.numbering:
            whole = f'<w:numbering xmlns:w="{W}">{self.numbering}</w:numbering>'
            related["numbering"] = ("numbering.xml", "numbering", whole)
        related |= self.parts
        references = ""
        for number, (kind, words) in enumerate(self.headers.items(), 1):
            xml = para(text(words + "：") + OWNER + UNIT + text("第") + PAGE + text("页"))
            head = f'<w:hdr xmlns:w="{W}">{xml}</w:hdr>'
            related[f"header{number}"] = (f"header{number}.xml", "header", head)
            references += f'<w:headerReference w:type="{kind}" r:id="header{number}"/>'
        section = (
            f'<w:sectPr>{references}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1701"'
            ' w:right="1417" w:bottom="1417" w:left="1417" w:header="850" w:footer="850"'
            f' w:gutter="0"/>{self.section}</w:sectPr>'
        )
        document = (
            f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{self.body}{section}</w:body>'
            "</w:document>"
        )
        return _zipped(document, related)

    def _styles(self) -> str:
        return (
            f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault>{self.defaults}</w:rPrDefault>'
            '<w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1"'
            f' w:styleId="a"><w:name w:val="Normal"/></w:style>{self.styles}</w:styles>'
        )


def _zipped(document: str, related: dict[str, tuple[str, str, str]]) -> bytes:
    types = relations = ""
    for key, (name, kind, _) in related.items():
        content = kind if "/" in kind else f"{WORD}{kind}+xml"
        types += f'<Override PartName="/word/{name}" ContentType="{content}"/>'
        word = "theme" if "theme" in kind else kind
        relations += f'<Relationship Id="{key}" Type="{R}/{word}" Target="{name}"/>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'{HEAD}<Types xmlns="{P}/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml"'
            ' ContentType="application/xml"/><Override PartName="/word/document.xml"'
            f' ContentType="{WORD}document.main+xml"/>{types}</Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'{HEAD}<Relationships xmlns="{P}/relationships"><Relationship Id="rId1"'
            f' Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/document.xml", HEAD + document)
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'{HEAD}<Relationships xmlns="{P}/relationships">{relations}</Relationships>',
        )
        for name, _, xml in related.values():
            archive.writestr(f"word/{name}", HEAD + xml)
    return out.getvalue()


def _abstract(number: int, kind: str, shape: str, style: str = "", link: str = "") -> str:
    tie = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="1111111{number}"/>'
        f'<w:multiLevelType w:val="multilevel"/>{link}<w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{kind}"/>{tie}<w:lvlText w:val="{shape}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="720" w:hanging="720"/></w:pPr></w:lvl></w:abstractNum>'
    )


def _num(number: int, abstract: int) -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/></w:num>'


def _style(name: str, look: str, basis: str = "a", run: str = "") -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}">'
        f'<w:name w:val="{name}样"/><w:basedOn w:val="{basis}"/><w:pPr>{look}</w:pPr>'
        f"<w:rPr>{run}</w:rPr></w:style>"
    )


def _listed(number: int) -> str:
    return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'


def _notes(word: str) -> dict[str, tuple[str, str, str]]:
    note = word.removesuffix("s")
    xml = (
        f'<w:{word} xmlns:w="{W}"><w:{note} w:id="-1" w:type="separator"><w:p><w:r><w:separator/>'
        f'</w:r></w:p></w:{note}><w:{note} w:id="0" w:type="continuationSeparator"><w:p><w:r>'
        f"<w:continuationSeparator/></w:r></w:p></w:{note}>"
    )
    for number in (1, 2):
        mark = f"<w:r><w:{note}Ref/></w:r>"
        xml += (
            f'<w:{note} w:id="{number}">{para(mark + text(f"注{number}，致") + OWNER)}</w:{note}>'
        )
    return {word: (f"{word}.xml", word, xml + f"</w:{word}>")}


def _noted(note: str) -> str:
    marks = [f'<w:r><w:{note}Reference w:id="{n}"/></w:r>' for n in (1, 2)]
    return para(text("依据") + marks[0] + text("和") + marks[1])


_COLOURS = (
    *("dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5"),
    *("accent6", "hlink", "folHlink"),
)
_THEME = (
    f'<a:theme xmlns:a="{A}" name="x"><a:themeElements><a:clrScheme name="x">'
    + "".join(
        f'<a:{n}><a:srgbClr val="{c}"/></a:{n}>'
        for n, c in zip(_COLOURS, ["000000", "FFFFFF"] * 6, strict=True)
    )
    + '</a:clrScheme><a:fontScheme name="x"><a:majorFont><a:latin typeface="DejaVu Sans"/>'
    '<a:ea typeface=""/><a:cs typeface=""/></a:majorFont><a:minorFont><a:latin'
    ' typeface="DejaVu Sans Mono"/><a:ea typeface=""/><a:cs typeface=""/></a:minorFont>'
    '</a:fontScheme><a:fmtScheme name="x"><a:fillStyleLst/><a:lnStyleLst/><a:effectStyleLst/>'
    "<a:bgFillStyleLst/></a:fmtScheme></a:themeElements></a:theme>"
)
_EVEN = "<w:evenAndOddHeaders/>"
_MARK = '<w:bookmarkStart w:id="7" w:name="表"/>{}<w:bookmarkEnd w:id="7"/>'
_TWO = (
    '<w:p><w:pPr><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar'
    ' w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" w:header="850" w:footer="850"'
    ' w:gutter="0"/></w:sectPr></w:pPr></w:p>'
)


def houses() -> list[House]:
    """Return the twelve templates."""
    chapters = "".join(styled(word, "条") for word in ("事实", "依据", "要求"))
    direct = "".join(para(text(f"附件{c}"), _listed(1)) for c in "甲乙")
    seq = para(text("表") + _MARK.format(fld("SEQ 表 \\* ARABIC", "1"))) + para(
        text("表") + fld("SEQ 表 \\* ARABIC", "2") + text("，见表") + fld("REF 表 \\h", "1")
    )
    chinese = _abstract(0, "chineseCountingThousand", "%1、", "条")
    return [
        House("素", lines("素"), {"default": "素头"}),
        House("双", lines("双"), {"default": "双单", "even": "双双"}, settings=_EVEN),
        House("首", lines("首"), {"default": "首常", "first": "首首"}, "<w:titlePg/>"),
        House(
            "条",
            chapters + lines("条"),
            styles=_style("条", '<w:numPr><w:numId w:val="1"/></w:numPr>'),
            numbering=chinese + _num(1, 0),
        ),
        House(
            "混",
            chapters + direct + lines("混", 30),
            {"default": "混头", "even": "混双"},
            styles=_style("条", '<w:numPr><w:numId w:val="2"/></w:numPr><w:ind w:left="420"/>'),
            numbering=_abstract(0, "decimal", "%1.")
            + _abstract(1, "upperRoman", "第%1节", "条")
            + _num(1, 0)
            + _num(2, 1),
        ),
        House("序", seq + lines("序"), {"default": "序头"}),
        House("脚", _noted("footnote") + lines("脚"), parts=_notes("footnotes")),
        House("尾", _noted("endnote") + lines("尾"), parts=_notes("endnotes")),
        House(
            "题",
            para(text("Theme fonts")) + lines("题"),
            {"default": "题头"},
            defaults='<w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>'
            '<w:sz w:val="28"/></w:rPr>',
            parts={
                "theme": (
                    "theme/theme1.xml",
                    "application/vnd.openxmlformats-officedocument.theme+xml",
                    _THEME,
                )
            },
        ),
        House(
            "兼",
            para(text("甲") + "<w:r><w:tab/></w:r>" + text("乙")) + lines("兼"),
            {"default": "兼单", "even": "兼双"},
            settings='<w:defaultTabStop w:val="1600"/>' + _EVEN,
            compat=12,
        ),
        House("两", lines("两", 12) + _TWO + lines("两后", 50), section="<w:titlePg/>"),
        House(
            "样",
            styled("题", "标") + styled("条款", "链") + styled("条款", "链") + lines("样", 60)
            + para(text("共") + PAGES + text("页")),
            {"default": "样头"},
            styles=_style("标", '<w:jc w:val="center"/>', run='<w:sz w:val="44"/>')
            + _style("链", '<w:numPr><w:numId w:val="4"/></w:numPr>')
            + '<w:style w:type="numbering" w:customStyle="1" w:styleId="列"><w:name w:val="列"/>'
            '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>',
            numbering=_abstract(3, "lowerLetter", "(%1)", link='<w:styleLink w:val="列"/>')
            + '<w:abstractNum w:abstractNumId="5"><w:nsid w:val="22222222"/><w:multiLevelType'
            ' w:val="multilevel"/><w:numStyleLink w:val="列"/></w:abstractNum>'
            + _num(3, 3)
            + _num(4, 5),
        ),
    ]  # fmt: skip
