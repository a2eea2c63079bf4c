"""Which function answers which button? The commands themselves are in commands/."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from cuifei.commands.report import Report
from cuifei.excel import day_clicks, ledger_clicks, legal_clicks, monthly_clicks, paper_clicks
from cuifei.excel.host import Host

Handler: TypeAlias = Callable[[Host], Report[object] | None]

HANDLERS: Mapping[str, Handler] = MappingProxyType(
    {
        "check": ledger_clicks.check,
        "flag": ledger_clicks.flag,
        "undo": ledger_clicks.undo,
        "adopt": ledger_clicks.adopt,
        "notices": paper_clicks.notices,
        "collection": paper_clicks.collection,
        "pack": paper_clicks.print_pack,
        "pdf": paper_clicks.pdf,
        "posted": paper_clicks.posted,
        "arrived": monthly_clicks.arrived,
        "post": monthly_clicks.post,
        "waybills": monthly_clicks.waybills,
        "texts": monthly_clicks.texts,
        "statement": monthly_clicks.statement,
        "evidence": monthly_clicks.evidence,
        "templates": paper_clicks.own_templates,
        "selected": paper_clicks.selected,
        "queue": legal_clicks.queue,
        "draft": legal_clicks.draft,
        "approve": legal_clicks.approve,
        "settle": legal_clicks.settle,
        "todo": day_clicks.todo,
        "contact": day_clicks.contact,
        "promise": day_clicks.promise,
        "history": day_clicks.history,
        "board": ledger_clicks.board,
        "doctor": ledger_clicks.self_check,
        "guide": ledger_clicks.guide,
    }
)
