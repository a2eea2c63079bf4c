"""A tiny language for Word documents in tests: paragraphs, rows and fields as bytes of a .docx."""

import io
import re
import zipfile
from xml.sax.saxutils import escape

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document '
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
)
_TAIL = "</w:body></w:document>"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
CHAR = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def run(text: str, look: str = "") -> str:
    look = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def field(name: str, look: str = "", switches: str = "") -> str:
    """A complex field, its instruction split over three runs as Word leaves it."""
    middle = len(name) // 2
    pieces = (" MERGEFIELD ", name[:middle], name[middle:] + " " + switches)
    instruction = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    return (
        CHAR.format("begin")
        + instruction
        + CHAR.format("separate")
        + run(f"«{name}»", look)
        + CHAR.format("end")
    )


def code(*pieces: str, result: str = "x", look: str = "") -> str:
    """A complex field whose instruction is `pieces`: text, or whole fields between "<" and ">"."""
    inside = "".join(
        piece
        if piece.startswith("<w:")
        else f'<w:r><w:instrText xml:space="preserve">{escape(piece)}</w:instrText></w:r>'
        for piece in pieces
    )
    shown = CHAR.format("separate") + run(result, look)
    return f"{CHAR.format('begin')}{inside}{shown}{CHAR.format('end')}"


def simple(name: str) -> str:
    return f'<w:fldSimple w:instr=" MERGEFIELD {name} \\* MERGEFORMAT ">{run(name)}</w:fldSimple>'


def p(markup: str) -> str:
    """A paragraph; «name» is a complex field."""
    pieces = re.split("(«[^»]*»)", markup)
    inside = "".join(
        field(piece[1:-1]) if piece.startswith("«") else run(piece) if piece else ""
        for piece in pieces
    )
    return f"<w:p>{inside}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    return "<w:tbl>{}</w:tbl>".format("".join(map(row, rows)))


def row(cells: tuple[str, ...]) -> str:
    return "<w:tr>{}</w:tr>".format("".join(f"<w:tc>{p(cell)}</w:tc>" for cell in cells))


def docx(*body: str, extra: dict[str, str] | None = None, types: str = "") -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/>{types}</Types>',
        )
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{_RELS}" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/document.xml", _HEAD + "".join(body) + _TAIL)
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return written.getvalue()
