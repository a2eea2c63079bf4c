"""Which tasks does the sheet 使用说明 explain, each with what to click and what to type?"""

from cuifei.newbook.guide.tasks_day import DAY
from cuifei.newbook.guide.tasks_help import HELP
from cuifei.newbook.guide.tasks_ledger import LEDGER
from cuifei.newbook.guide.tasks_legal import LEGAL
from cuifei.newbook.guide.tasks_papers import PAPERS

TASKS = (LEDGER, DAY, PAPERS, LEGAL, HELP)
