"""How does the report look? One page: key figures, then the charts, for a phone and for paper."""

from decimal import Decimal
from html import escape

from cuifei.commands.dashboard_rows import figure_rows
from cuifei.commands.html_report.figures import figures
from cuifei.domain.figures.board import Board
from cuifei.domain.problems import say
from cuifei.locale import language, translator
from cuifei.newbook.dashboard import looks
from cuifei.ooxml.values import Cell
from cuifei.tables.layout import DASHBOARD

# The first words of every report that we wrote: such a file may be written over.
START = '<!doctype html><html data-made-by="cuifei"'
_RATES = frozenset({"arrears_rate", "success_rate", "kept_rate"})
_STYLE = f"""
:root{{color-scheme:light;--dark:#{looks.DARK};--grey:#{looks.GREY};--line:#{looks.LINE}}}
*{{box-sizing:border-box}}
body{{margin:0 auto;max-width:1400px;padding:16px;color:#{looks.INK};background:#fff;
font:15px/1.5 "Microsoft YaHei","PingFang SC","Noto Sans CJK SC",system-ui,sans-serif}}
h1{{font-size:1.5em;margin:.2em 0}}
.when{{color:var(--grey);margin:0 0 12px}}
.cards,.charts{{display:grid;gap:12px}}
.cards{{grid-template-columns:repeat(auto-fit,minmax(150px,1fr));margin-bottom:12px}}
.card{{background:#{looks.CARD};border-radius:8px;padding:10px 12px}}
.card b{{display:block;font-size:1.7em;color:var(--dark);line-height:1.3}}
.card span,.card small{{display:block}}
.card small{{color:var(--grey)}}
.charts{{grid-template-columns:repeat(auto-fit,minmax(min(100%,400px),1fr))}}
figure{{margin:0;border:1px solid var(--line);border-radius:8px;padding:10px;break-inside:avoid}}
figcaption{{font-weight:bold;text-align:center}}
svg{{width:100%;height:auto;display:block}}
.legend{{display:flex;flex-wrap:wrap;gap:2px 14px;justify-content:center;margin:4px 0;
font-size:.85em}}
.legend i{{display:inline-block;width:.8em;height:.8em;margin-right:.35em}}
details{{font-size:.85em}}
summary{{color:var(--grey);cursor:pointer;padding:4px 0}}
table{{border-collapse:collapse;width:100%;display:block;overflow-x:auto}}
th,td{{padding:3px 8px;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}}
th:first-child{{text-align:left;font-weight:normal}}
thead th{{color:var(--grey);font-weight:normal}}
footer{{color:var(--grey);font-size:.85em;margin-top:14px}}
h2{{font-size:1.1em;margin:16px 0 4px}}
ul{{list-style:none;margin:0 0 12px;padding:0}}
li,.unit summary{{display:flex;gap:10px;padding:5px 0;border-bottom:1px solid var(--line)}}
li span,.unit summary span{{flex:1}}
li b,li time{{white-space:nowrap}}
.unit{{font-size:1em}}
.unit summary{{color:inherit;padding:9px 0}}
.unit summary b{{min-width:7.5em}}
.unit summary::before{{content:"▸";color:var(--grey)}}
.unit[open] summary::before{{content:"▾"}}
.unit ul{{font-size:.9em;padding:0 0 0 12px;border-left:3px solid var(--line)}}
@page{{size:A4 landscape;margin:8mm}}
@media print{{h1{{margin:0}}.when{{margin:0 0 4px}}body{{font-size:7.5pt;padding:0;max-width:none}}
.cards{{grid-template-columns:repeat(6,1fr);gap:6px}}
.charts{{grid-template-columns:repeat(3,1fr);gap:6px}}
figure{{padding:4px}}figure svg{{max-height:38mm}}.card{{padding:4px 8px}}.legend{{margin:0}}
details,.today,.units{{display:none}}footer{{margin-top:4px}}
.card,.legend i{{print-color-adjust:exact;-webkit-print-color-adjust:exact}}}}
"""
# Nothing may be loaded or run: the file is a page of paper.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page(board: Board, lang: str, book: str, today: str = "", units: str = "") -> str:
    """Return the report of a day as one HTML document; `book` is the workbook's name.

    `today` and `units` are HTML (day.py): the day's work and who owes, for a phone, not for paper.
    """
    tell = translator(lang)
    title = tell(say("Property-fee collection"))
    when = tell(
        say(
            "{book}, as of {day}, compared with {before}",
            book=book,
            day=board.figures.as_of,
            before=board.month_ago.as_of,
        )
    )
    foot = tell(say("Made by cuifei from the workbook. It names no owner; please keep it inside."))
    body = (
        f'<section class="cards">{_cards(board, lang)}</section>{today}'
        f'<section class="charts">{figures(board, lang)}</section>{units}'
    )
    return document(title, str(board.figures.as_of), when, body, foot, lang)


def document(title: str, day: str, when: str, body: str, foot: str, lang: str) -> str:
    """Return a whole page that loads and runs nothing; `body` is HTML, the others are text."""
    return (
        f'{START} lang="{language(lang).tag.replace("_", "-")}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>{escape(title)} {day}</title><style>{_STYLE}</style></head>"
        f'<body><h1>{escape(title)}</h1><p class="when">{escape(when)}</p>{body}'
        f"<footer>{escape(foot)}</footer></body></html>\n"
    )


def _cards(board: Board, lang: str) -> str:
    now, change, notes = figure_rows(board, lang)
    out = []
    for column in DASHBOARD.columns[2:]:
        field = column.field
        name = column.called(lang)
        out.append(
            f'<div class="card" data-figure="{field}" data-value="{_exact(now[field])}"'
            f' data-change="{_exact(change[field])}"><span>{escape(name)}</span>'
            f"<b>{_shown(field, now[field])}</b><span>{_moved(field, change[field], lang)}</span>"
            f"<small>{escape(str(notes[field]))}</small></div>"
        )
    return "".join(out)


def _exact(value: Cell) -> str:
    return "" if value is None else escape(str(value))


def _shown(field: str, value: Cell) -> str:
    if not isinstance(value, (int, Decimal)):
        return "–"
    return f"{value:.1%}" if field in _RATES else f"{value:,.0f}"


def _moved(field: str, change: Cell, lang: str) -> str:
    """Return the change since a month ago with an arrow; rates move by percentage points."""
    if not isinstance(change, (int, Decimal)):
        return "&nbsp;"
    tell = translator(lang)
    if not change:
        return escape(tell(say("unchanged")))
    size = f"{abs(change):.1f}" if field in _RATES else f"{abs(change):,.0f}"
    text = tell(say("{size} points", size=size)) if field in _RATES else size
    return ("▲ " if change > 0 else "▼ ") + escape(text)
