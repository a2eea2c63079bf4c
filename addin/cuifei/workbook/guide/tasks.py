"""Which tasks does the sheet 使用说明 explain, each with what to click and what to type?"""

from cuifei.workbook.guide.tasks_day import DAY
from cuifei.workbook.guide.tasks_help import HELP
from cuifei.workbook.guide.tasks_ledger import LEDGER
from cuifei.workbook.guide.tasks_legal import LEGAL
from cuifei.workbook.guide.tasks_papers import PAPERS

TASKS = (LEDGER, DAY, PAPERS, LEGAL, HELP)
