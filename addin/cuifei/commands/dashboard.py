"""The dashboard: how collection goes, in one sheet with charts and as data. (看板, R8)"""

from datetime import date, datetime
from pathlib import Path

from cuifei.commands.dashboard_rows import chart_rows, figure_rows
from cuifei.commands.kpi import board_data, sentences
from cuifei.commands.lock import locked
from cuifei.commands.opened import Opened, open_book
from cuifei.commands.report import Report
from cuifei.domain.board import Board, board
from cuifei.domain.dates import add_months
from cuifei.domain.problems import say
from cuifei.workbook import closed
from cuifei.workbook.port import Replace
