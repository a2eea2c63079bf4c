"""Where in the table 看板数据 does each chart find its numbers, and what is it called?

One block of rows per chart, each of a fixed size, so that charts never have to
change when numbers do: first a row with the names of the series, then one row
per category. What does not fit is summed up in the last row or column; what is
not there stays blank.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cuifei.domain.codes import GRAVITY
from cuifei.tables.layout import CODES, DASHBOARD_DATA

Words = tuple[str, str]  # Chinese, English

BUCKETS: tuple[str, ...] = tuple(CODES["bucket"])[1:]
CLASSES: tuple[str, ...] = ("A", "B", "C")
DOCUMENTS: tuple[str, ...] = GRAVITY
PROMISES: Mapping[str, Words] = MappingProxyType(
    {
        "kept": ("已兑现", "Kept"),
        "partly": ("部分兑现", "Partly kept"),
        "broken": ("未兑现", "Broken"),
        "open": ("未到期", "Open"),
    }
)
STATES: tuple[str, ...] = ("live", "next", "waiting")

# Fields of 看板数据 that hold the values, the first series first.
VALUES: tuple[str, ...] = tuple(c.field for c in DASHBOARD_DATA.columns if c.field[:5] == "value")
FIRST_VALUE = 1 + [column.field for column in DASHBOARD_DATA.columns].index(VALUES[0])


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of one chart. `kind` of its values: money, share or count.

    `head` says what the names are, `series` what each column of values is ("":
    named by the data), `names` the categories where they are always the same.
    """

    name: str
    title: Words
    kind: str
    size: int
    head: Words
    series: tuple[Words, ...]
    names: tuple[Words, ...] = ()


def _words(codes: str, keys: tuple[str, ...]) -> tuple[Words, ...]:
    return tuple((CODES[codes][key][0], CODES[codes][key][1]) for key in keys)


_TARGET = ("目标", "Target")
_MONEY_OF = ("欠费", "Arrears")

BLOCKS: tuple[Block, ...] = (
    Block(
        "trend",
        ("欠费率与目标（近12月应收）", "Arrears rate against the target (12 months)"),
        "share",
        12,
        ("月份", "Month"),
        (("欠费率", "Arrears rate"), _TARGET),
    ),
    Block(
        "ageing",
        ("欠费账龄（元，按小区）", "Arrears by age and community (yuan)"),
        "money",
        len(BUCKETS),
        ("账龄", "Age"),
        (("", ""),) * 5,
        _words("bucket", BUCKETS),
    ),
    Block(
        "success",
        ("发函后30天清欠成功率与目标", "Paid within 30 days of a letter"),
        "share",
        len(DOCUMENTS) + 1,
        ("文书", "Document"),
        (("成功率", "Success"), _TARGET),
        (*_words("document", DOCUMENTS), ("全部", "All")),
    ),
    Block(
        "matrix",
        ("A/B/C 分级与账龄（户）", "Classes A, B, C by age (units)"),
        "count",
        len(CLASSES),
        ("等级", "Class"),
        _words("bucket", BUCKETS),
        tuple((name, name) for name in CLASSES),
    ),
    Block(
        "documents",
        ("各类文书带来的回款（元）", "Brought in, by document (yuan)"),
        "money",
        len(DOCUMENTS),
        ("文书", "Document"),
        (("回款", "Brought in"),),
        _words("document", DOCUMENTS),
    ),
    Block(
        "collectors",
        ("责任人：欠费与本季收款（元）", "Collectors: owed, received (yuan)"),
        "money",
        8,
        ("责任人", "Collector"),
        (_MONEY_OF, ("本季收款", "Received this quarter")),
    ),
    Block(
        "promises",
        ("承诺兑现（次）", "What became of promises"),
        "count",
        len(PROMISES),
        ("结果", "Result"),
        (("承诺", "Promises"),),
        tuple(PROMISES.values()),
    ),
    Block(
        "horizon",
        ("诉讼时效到期金额（元，按季）", "Limitation periods that end, by quarter (yuan)"),
        "money",
        14,
        ("季度", "Quarter"),
        (("将到期", "Will end"), ("已过期", "Has ended")),
    ),
    Block(
        "queue",
        (
            "律师函排队（距截至日的天数）",
            "Lawyer letters, one at a time (days from the as-of date)",
        ),
        "count",
        12,
        ("小区 房号（函日期）", "Cohort, unit (letter date)"),
        (("等待", "Wait"), *_words("queue_state", STATES)),
    ),
)
BY_NAME: Mapping[str, Block] = MappingProxyType({block.name: block for block in BLOCKS})


def first_rows() -> Mapping[str, int]:
    """Return the sheet row on which each block starts, when the table starts in A1."""
    out, row = {}, 2
    for block in BLOCKS:
        out[block.name] = row
        row += block.size + 1
    return MappingProxyType(out)
