"""How is each chart drawn? Native Excel charts over fixed cells; the user may change them."""

from collections.abc import Callable, Sequence
from typing import Literal, TypeAlias

from openpyxl.chart import BarChart, LineChart
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import AxDataSource, NumDataSource, NumRef, StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.legend import Legend
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
)
from openpyxl.utils import quote_sheetname

from cuifei.locale import language, phrase
from cuifei.newbook.dashboard import looks
from cuifei.newbook.dashboard.blocks import BY_NAME, FIRST_VALUE, Block, first_rows
from cuifei.ooxml.a1 import column_letters

Drawn: TypeAlias = BarChart | LineChart

FORMATS = {"money": "#,##0", "share": "0%", "count": "0"}
# What a legend shows for a series that is not to be seen.
_NO_NAME = "\u00a0"
_NAME_COLUMN = column_letters(FIRST_VALUE - 1)


def draw(name: str, sheet: str, lang: str) -> Drawn:
    """Return the chart of a block whose numbers lie in the sheet called `sheet`."""
    block = BY_NAME[name]
    chart: Drawn = _KINDS[name](block, sheet)
    chart.title = _title(phrase(block.title, lang), lang)
    chart.graphical_properties = GraphicalProperties(
        solidFill=looks.PAPER, ln=LineProperties(solidFill=looks.LINE, w=9525)
    )
    chart.roundedCorners = False
    # Somebody who hides rows of the numbers still wants to see the chart.
    chart.visible_cells_only = False
    chart.display_blanks = "gap"
    for axis in (chart.x_axis, chart.y_axis):
        axis.delete = axis is chart.y_axis and _says_all(chart)
        axis.txPr = _text(lang, 800)
    if chart.legend is not None:
        chart.legend.txPr = _text(lang, 800)
        chart.legend.overlay = False
    for series in chart.series:
        if series.dLbls is not None:
            series.dLbls.txPr = _text(lang, 800)
    return chart


def _says_all(chart: Drawn) -> bool:
    """Return whether labels on the bars already say what the axis would."""
    return chart.legend is None


def _trend(block: Block, sheet: str) -> Drawn:
    chart = LineChart()
    chart.series = [
        _line(block, sheet, 0, looks.DARK, 28575, marker=True),
        _line(block, sheet, 1, looks.MIDDLE, 22225, dash="dash"),
    ]
    _axes(chart, block)
    chart.y_axis.scaling.min = 0
    return chart


def _success(block: Block, sheet: str) -> Drawn:
    chart = _bars(block, sheet, (looks.DARK,), labels="0%")
    line = LineChart()
    line.series = [_line(block, sheet, 1, looks.MIDDLE, 22225, dash="dash")]
    chart += line
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, 1
    # Room above the plot for the label of a bar that is as high as can be.
    chart.layout = _plot(0.09, 0.21, 0.88, 0.5)
    chart.y_axis.majorUnit = 0.2
    return chart


def _ageing(block: Block, sheet: str) -> Drawn:
    return _bars(block, sheet, looks.FEW, stacked=True)


def _matrix(block: Block, sheet: str) -> Drawn:
    chart = _bars(block, sheet, looks.AGES, stacked=True, lying=True, gap=45)
    chart.legend = Legend()
    chart.legend.position = "r"
    return chart


def _documents(block: Block, sheet: str) -> Drawn:
    return _bars(block, sheet, (looks.DARK,), lying=True, labels="#,##0")


def _collectors(block: Block, sheet: str) -> Drawn:
    return _bars(block, sheet, (looks.DARK, looks.MIDDLE), gap=60)


def _promises(block: Block, sheet: str) -> Drawn:
    return _bars(block, sheet, (looks.DARK,), lying=True, labels="0")


def _horizon(block: Block, sheet: str) -> Drawn:
    return _bars(block, sheet, (looks.DARK, looks.MIDDLE), stacked=True, gap=40)


def _queue(block: Block, sheet: str) -> Drawn:
    """Return the timeline: what comes before a letter is a bar that nobody sees."""
    chart = _bars(block, sheet, (None, *looks.STATES), stacked=True, lying=True, gap=35)
    chart.series[0].tx = SeriesLabel(v=_NO_NAME)
    return chart


_KINDS: dict[str, Callable[[Block, str], Drawn]] = {
    "trend": _trend,
    "ageing": _ageing,
    "success": _success,
    "matrix": _matrix,
    "documents": _documents,
    "collectors": _collectors,
    "promises": _promises,
    "horizon": _horizon,
    "queue": _queue,
}


def _bars(
    block: Block,
    sheet: str,
    colours: Sequence[str | None],
    *,
    stacked: bool = False,
    lying: bool = False,
    labels: str = "",
    gap: int = 55,
) -> BarChart:
    """Return bars in those colours, one series each; a colour of None is not drawn."""
    chart = BarChart()
    chart.type = "bar" if lying else "col"
    chart.grouping = "stacked" if stacked else "clustered"
    chart.overlap = 100 if stacked else 0
    chart.gapWidth = gap
    for number, colour in enumerate(colours):
        series = _series(block, sheet, number)
        if colour is None:
            series.graphicalProperties = GraphicalProperties(noFill=True)
            series.graphicalProperties.line = LineProperties(noFill=True)
        else:
            series.graphicalProperties = GraphicalProperties(solidFill=colour)
            series.graphicalProperties.line = LineProperties(noFill=True)
        series.invertIfNegative = False
        if labels:
            series.dLbls = DataLabelList(numFmt=labels, showVal=True)
            for name in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
                setattr(series.dLbls, name, False)
        chart.series.append(series)
    _axes(chart, block)
    if lying:
        # The first category on top, and the values still along the bottom.
        chart.x_axis.scaling.orientation = "maxMin"
        chart.y_axis.crosses = "max"
    if len(block.series) == 1:
        chart.legend = chart.y_axis.majorGridlines = None
        # Room at the right for the label of the longest bar.
        chart.layout = _plot(0.32, 0.16, 0.5, 0.78)
    return chart


def _plot(x: float, y: float, width: float, height: float) -> Layout:
    """Return the place of the bars themselves, in shares of the chart."""
    place = ManualLayout(
        layoutTarget="inner", xMode="edge", yMode="edge", x=x, y=y, w=width, h=height
    )
    return Layout(manualLayout=place)


def _axes(chart: Drawn, block: Block) -> None:
    chart.legend = Legend()
    chart.legend.position = "b"
    chart.x_axis.number_format, chart.x_axis.majorTickMark = "General", "none"
    chart.y_axis.number_format, chart.y_axis.majorTickMark = FORMATS[block.kind], "none"
    chart.x_axis.tickLblPos = "low"
    thin = GraphicalProperties(ln=LineProperties(solidFill=looks.LINE, w=6350))
    chart.y_axis.majorGridlines = ChartLines(spPr=thin)
    chart.x_axis.graphicalProperties = GraphicalProperties(
        ln=LineProperties(solidFill=looks.GREY, w=9525)
    )
    chart.y_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))


def _line(
    block: Block,
    sheet: str,
    number: int,
    colour: str,
    width: int,
    dash: Literal["dash", "solid"] = "solid",
    marker: bool = False,
) -> Series:
    series = _series(block, sheet, number)
    series.graphicalProperties = GraphicalProperties(
        ln=LineProperties(solidFill=colour, w=width, prstDash=dash)
    )
    series.smooth = False
    series.marker = Marker(symbol="circle" if marker else "none")
    if marker:
        look = GraphicalProperties(solidFill=colour, ln=LineProperties(solidFill=looks.PAPER))
        series.marker = Marker(symbol="circle", size=5, spPr=look)
    return series


def _series(block: Block, sheet: str, number: int) -> Series:
    first = first_rows()[block.name]
    column, where = column_letters(FIRST_VALUE + number), quote_sheetname(sheet)
    rows = (first + 1, first + block.size)
    names = f"{where}!${_NAME_COLUMN}${rows[0]}:${_NAME_COLUMN}${rows[1]}"
    values = f"{where}!${column}${rows[0]}:${column}${rows[1]}"
    series = Series(idx=number, order=number)
    series.tx = SeriesLabel(strRef=StrRef(f=f"{where}!${column}${first}"))
    series.cat = AxDataSource(strRef=StrRef(f=names))
    series.val = NumDataSource(numRef=NumRef(f=values))
    return series


def _title(text: str, lang: str) -> Title:
    look = _letters(lang, 1050, bold=True)
    run = Paragraph(pPr=ParagraphProperties(defRPr=look), r=[RegularTextRun(rPr=look, t=text)])
    return Title(tx=Text(rich=RichText(p=[run])), overlay=False)


def _text(lang: str, size: int) -> RichText:
    look = _letters(lang, size)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=look), endParaRPr=look)])


def _letters(lang: str, size: int, bold: bool = False) -> CharacterProperties:
    font = Font(typeface=language(lang).font)
    return CharacterProperties(
        sz=size, b=bold, solidFill=looks.INK, latin=font, ea=Font(typeface=looks.EAST_ASIAN)
    )
