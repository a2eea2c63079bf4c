"""A sheet of which nothing is read is named, with how many rows it has and why."""

import pytest

from cuifei.commands.adopt import adopt
from offices import offices
from offices.offices import NOW

LIST = [
    ["房号", "业主", "到期日", "欠费金额"],
    *([f"1-1-{n}01", f"甲{n}样例", "2025-01-31", 100 + n] for n in range(1, 6)),
]


@pytest.mark.parametrize("accepted", [True, False])
def test_each_says_how_many_rows_and_why(tmp_path, accepted):
    path = offices.write(
        tmp_path / "book.xlsx",
        欠费=LIST,
        说明=[["本表每月五日更新"], [None], ["有疑问请联系客服"]],
        设备=[["设备", "数量"], ["水泵", 3], ["风机", 4], ["电梯", 5]],
        副本=LIST,
        空表=[],
    )
    report = adopt(path, now=NOW, yes=accepted)
    told = {x["sheet"]: (x["rows"], str(x["why"])) for x in report.data["unread"]}
    assert told == {
        "说明": (2, "it holds no list with a header and numbers below it"),
        "设备": (4, "no header names units"),
        "副本": (6, "it repeats the amounts of 欠费"),
    }
    said = "\n".join(map(str, report.said))
    for sheet, (rows, why) in told.items():
        assert f"Nothing is read from {sheet} ({rows} rows): {why}." in said


def test_of_many_the_rest_are_named_too(tmp_path):
    more = {f"便签{n}": [[f"样例{n}"]] for n in range(15)}
    report = adopt(offices.write(tmp_path / "book.xlsx", 欠费=LIST, **more), now=NOW, yes=True)
    said = "\n".join(map(str, report.said))
    assert all(name in said for name in more) and len(report.data["unread"]) == 15
