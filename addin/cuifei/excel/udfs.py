"""The functions as Excel calls them, through xlwings: nothing but names and arguments.

Every argument comes as a grid (ndim=2), with the errors of its cells as text.
Type hints stay unread (`no_type_check`), because xlwings takes them for converters.
"""

from typing import no_type_check

from xlwings import arg, func

from cuifei.domain.language import DEFAULT
from cuifei.excel import functions
from cuifei.excel.function_table import CATEGORY

_CATEGORY = CATEGORY.say(DEFAULT)


@func(category=_CATEGORY)
@arg("due", ndim=2, err_to_str=True)
@arg("as_of", ndim=2, err_to_str=True)
@arg("lang", ndim=2, err_to_str=True)
@no_type_check
def CF_MONTHS_OVERDUE(due, as_of, lang=functions.USUAL):
    """Whole months overdue."""
    return functions.months_overdue(due, as_of, lang)


@func(category=_CATEGORY)
@arg("due", ndim=2, err_to_str=True)
@arg("as_of", ndim=2, err_to_str=True)
@arg("lang", ndim=2, err_to_str=True)
@no_type_check
def CF_AGEING(due, as_of, lang=functions.USUAL):
    """Ageing bucket."""
    return functions.ageing(due, as_of, lang)


@func(category=_CATEGORY)
@arg("amount", ndim=2, err_to_str=True)
@arg("due", ndim=2, err_to_str=True)
@arg("as_of", ndim=2, err_to_str=True)
@arg("rate", ndim=2, err_to_str=True)
@arg("cap", ndim=2, err_to_str=True)
@arg("grace", ndim=2, err_to_str=True)
@arg("lang", ndim=2, err_to_str=True)
@no_type_check
def CF_LATE_FEE(amount, due, as_of, rate, cap, grace=((0,),), lang=functions.USUAL):
    """Late fee in yuan."""
    return functions.late_fees(amount, due, as_of, rate, cap, grace, lang)


@func(category=_CATEGORY)
@arg("amount", ndim=2, err_to_str=True)
@arg("lang", ndim=2, err_to_str=True)
@no_type_check
def CF_RMB(amount, lang=functions.USUAL):
    """The amount in Chinese capitals."""
    return functions.capitals(amount, lang)


@func(category=_CATEGORY)
@arg("due", ndim=2, err_to_str=True)
@arg("restarted", ndim=2, err_to_str=True)
@arg("months", ndim=2, err_to_str=True)
@arg("lang", ndim=2, err_to_str=True)
@no_type_check
def CF_LIMITATION(due, restarted=functions.NOTHING, months=((36,),), lang=functions.USUAL):
    """Last day of the limitation period."""
    return functions.limitation_ends(due, restarted, months, lang)


@func(category=_CATEGORY)
@arg("due", ndim=2, err_to_str=True)
@arg("as_of", ndim=2, err_to_str=True)
@arg("last", ndim=2, err_to_str=True)
@arg("preset", ndim=2, err_to_str=True)
@arg("lang", ndim=2, err_to_str=True)
@no_type_check
def CF_NEXT(due, as_of, last=functions.NOTHING, preset=(("residential",),), lang=functions.USUAL):
    """The document whose day has come."""
    return functions.next_document(due, as_of, last, preset, lang)
