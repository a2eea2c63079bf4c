"""What does the tab look like? An SVG drawn from the command table, for README.

`PYTHONPATH=addin:tests python -m excel.picture FILE` writes it; the same table gives the same
bytes. Office's own icons cannot be drawn here, so each button shows its first
character instead.
"""

import sys
import unicodedata
from collections.abc import Container, Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from cuifei.excel.build_addin import runnable
from cuifei.menu.command import CELL_MENU, GROUPS, TAB, Command, Group
from cuifei.menu.command_lookup import in_group, in_menu
from cuifei.menu.words import Words

_FONT = "'Microsoft YaHei','Noto Sans CJK SC',sans-serif"
_TOP, _HEIGHT, _PAD = 34, 112, 8
_COLOURS = ("#2f6f4f", "#2b579a", "#7a3e9d", "#b7472a", "#8a6d00", "#555555")
_OTHER_TABS = Words("文件  开始  插入  数据", "File  Home  Insert  Data")
_MENU_TITLE = Words("右键菜单：催费 ▸", "Context menu: Fee collection ▸")


def svg(lang: str, working: Container[str]) -> str:
    """Return the tab, and below it the context menu; `working` commands are in full colour."""
    x, drawn = _PAD, []
    for group, colour in zip(GROUPS, _COLOURS, strict=True):
        width, parts = _group(group, x, colour, lang, working)
        drawn += parts
        x += width
    menu_height, menu = _menu(lang, working)
    width, height = x + _PAD, _TOP + _HEIGHT + menu_height
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
            f' width="{width}" height="{height}" font-family="{_FONT}" font-size="12">',
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
            f'<rect y="{_TOP}" width="{width}" height="{_HEIGHT}" fill="#f5f5f5"'
            ' stroke="#d0d0d0"/>',
            *_tabs(lang),
            *drawn,
            *menu,
            "</svg>\n",
        )
    )


def _tabs(lang: str) -> Iterable[str]:
    others = _OTHER_TABS.say(lang)
    x = _PAD + _wide(others) + 16
    yield _text(others, _PAD, 22, "#666666")
    yield _text(TAB.say(lang), x, 22, "#217346", bold=True)
    yield f'<rect x="{x}" y="29" width="{_wide(TAB.say(lang))}" height="3" fill="#217346"/>'


def _group(
    group: Group, x: int, colour: str, lang: str, working: Container[str]
) -> tuple[int, list[str]]:
    commands = in_group(group.id)
    inner = x + _PAD
    parts: list[str] = []
    for command in (c for c in commands if c.large):
        width = max(40, _wide(command.label.say(lang)) + 8)
        parts += _large(command, inner, width, colour, lang, working)
        inner += width
    small = [c for c in commands if not c.large]
    for column in (small[i : i + 3] for i in range(0, len(small), 3)):
        for row, command in enumerate(column):
            parts += _small(command, inner + 4, _TOP + 10 + row * 26, colour, lang, working)
        inner += max(_wide(c.label.say(lang)) for c in column) + 32
    label = group.label.say(lang)
    width = max(inner - x + _PAD, _wide(label) + 2 * _PAD)
    middle = x + (width - _wide(label)) // 2
    parts.append(_text(label, middle, _TOP + _HEIGHT - 8, "#888888"))
    line = x + width
    parts.append(
        f'<path d="M{line} {_TOP + 6}V{_TOP + _HEIGHT - 6}" stroke="#d0d0d0" fill="none"/>'
    )
    return width, parts


def _large(
    command: Command, x: int, width: int, colour: str, lang: str, working: Container[str]
) -> Sequence[str]:
    label = command.label.say(lang)
    ink, fill = _inks(command, colour, working)
    return (
        _icon(label, x + (width - 32) // 2, _TOP + 10, 32, fill),
        _text(label, x + (width - _wide(label)) // 2, _TOP + 62, ink),
    )


def _small(
    command: Command, x: int, y: int, colour: str, lang: str, working: Container[str]
) -> Sequence[str]:
    label = command.label.say(lang)
    ink, fill = _inks(command, colour, working)
    return _icon(label, x, y, 18, fill), _text(label, x + 23, y + 14, ink)


def _menu(lang: str, working: Container[str]) -> tuple[int, list[str]]:
    commands = in_menu(CELL_MENU)
    title = _MENU_TITLE.say(lang)
    labels = [command.label.say(lang) for command in commands]
    top, left = _TOP + _HEIGHT + 16, _PAD + _wide(title) + 16
    width, height = max(map(_wide, labels)) + 48, len(labels) * 26 + 8
    parts = [
        _text(title, _PAD, top + 20, "#888888"),
        f'<rect x="{left}" y="{top}" width="{width}" height="{height}" fill="#ffffff"'
        ' stroke="#c0c0c0"/>',
    ]
    for row, command in enumerate(commands):
        parts += _small(command, left + 6, top + 8 + row * 26, "#217346", lang, working)
    return height + 32, parts


def _inks(command: Command, colour: str, working: Container[str]) -> tuple[str, str]:
    return ("#222222", colour) if command.id in working else ("#aaaaaa", "#cccccc")


def _icon(label: str, x: int, y: int, size: int, fill: str) -> str:
    letter = escape(label[0])
    return (
        f'<rect x="{x}" y="{y}" width="{size}" height="{size}" rx="4" fill="{fill}"/>'
        f'<text x="{x + size / 2:g}" y="{y + size * 0.7:g}" text-anchor="middle" fill="#ffffff"'
        f' font-size="{size * 0.55:g}">{letter}</text>'
    )


def _text(text: str, x: int, y: int, fill: str, *, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x}" y="{y}" fill="{fill}"{weight} xml:space="preserve">{escape(text)}</text>'


def _wide(text: str) -> int:
    """Return about how wide a text is drawn, in pixels: a Chinese character is a square."""
    return sum(12 if unicodedata.east_asian_width(char) in "WF" else 7 for char in text)


def main(path: Path) -> None:
    """Write the picture of the Chinese ribbon."""
    path.write_text(svg("zh", runnable()), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
