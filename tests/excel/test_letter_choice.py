"""Before letters are written the clerk may choose: ticks, the filter, and a short dialog."""

import re
import shutil
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from commands.estates import AS_OF, NOW, rows
from commands.test_ticks import tick, ticks
from cuifei.commands.flag import flag
from cuifei.commands.legal import plan as plan_letters
from cuifei.commands.letters import letters
from cuifei.commands.select import Wanted
from cuifei.excel.entry import dispatch
from cuifei.excel.paper_clicks import NOTICES
from cuifei.locale import translator
from cuifei.workbook import journal_files
from excel.small_estate import copy_to
from excel.test_entry import Desk


@pytest.fixture(scope="module")
def flagged(tmp_path_factory):
    path = copy_to(tmp_path_factory.mktemp("flagged"))
    flag(path, AS_OF, now=NOW)
    return path.parent


@pytest.fixture
def book(flagged, tmp_path):
    """Return a ledger of its own that was flagged today, with all that lies beside it."""
    return Path(shutil.copytree(flagged, tmp_path / "office"), "small.xlsx")


def click(book, tag, **how):
    desk = Desk(book, **how)
    dispatch(tag, desk)
    assert not desk.decides and not (isinstance(desk.types, list) and desk.types)
    return desk


def plan(book, day=AS_OF, documents=NOTICES):
    preview = letters(book, day, Wanted(), now=NOW, dry_run=True)
    return [item for item in preview.data["letters"] if item["document"] in documents]


def written(book, day=AS_OF):
    return [row["房号"] for row in rows(book, "发函") if row["函日期"].date() == day]


def units(items):
    return [item["unit"] for item in items]


def counts(prompt):
    """Return the numbered lines of a box: what each offers and how many it counts."""
    lines = prompt.splitlines()[1:]
    assert [line.split("  ")[0] for line in lines] == [str(n) for n in range(len(lines))]
    return [re.fullmatch(r"\d+  (.*)：(\d+)封", line).groups() for line in lines]


def test_yes_writes_at_once_what_it_wrote_before(book):
    expected = units(plan(book))
    desk = click(book, "notices", decides=[True])
    assert len(desk.asked) == 1 and written(book) == expected


def test_cancel_does_nothing(book):
    before = book.read_bytes()
    desk = click(book, "notices", says_yes=False)
    assert (len(desk.asked), desk.told, book.read_bytes()) == (1, [], before)


@pytest.mark.parametrize("tag", ["notices", "collection"])
def test_enter_in_every_box_is_all_of_today(book, tag):
    documents = NOTICES if tag == "notices" else ("collection_letter",)
    expected = units(plan(book, documents=documents))
    desk = Desk(book, decides=[False], types=[""] * 4)
    dispatch(tag, desk)
    assert written(book) == expected
    assert desk.asked[-1].startswith(f"Day of the letters: {AS_OF}\n{len(expected)} letters")


def test_a_community_is_chosen_by_its_number_and_counts_follow(book):
    items = plan(book)
    found = Counter(item["community"] for item in items)
    assert len(found) > 1
    names = list(dict.fromkeys(item["community"] for item in items))
    desk = click(
        book,
        "notices",
        lang="zh",
        decides=[False],
        types=["", *([""] if len({i["document"] for i in items}) > 1 else []), "2"]
        + ([""] if found[names[1]] > 1 else []),
    )
    box = next(prompt for prompt in desk.asked if prompt.startswith("哪个小区"))
    offered = [("全部", len(items)), *((name, found[name]) for name in names)]
    assert counts(box) == [(name, str(n)) for name, n in offered]
    assert written(book) == [i["unit"] for i in items if i["community"] == names[1]]
    assert f"将生成{found[names[1]]}封函" in desk.asked[-1]


def test_a_document_is_chosen_of_a_click_on_ticked_units(book):
    every = plan(book, documents=(*NOTICES, "collection_letter"))
    named = units(every)
    kinds = list(dict.fromkeys(item["document"] for item in every))
    assert len(kinds) > 1
    tick(book, dict.fromkeys(named, "√"))
    desk = Desk(
        book, lang="zh", selected={"unit": named}, decides=[False], types=["", "1", "0", "0"]
    )
    dispatch("selected", desk)
    box = next(prompt for prompt in desk.asked if prompt.startswith("哪种文书"))
    assert counts(box)[0] == ("全部", str(len(every)))
    assert sum(int(n) for _, n in counts(box)[1:]) == len(every)
    assert written(book) == [i["unit"] for i in every if i["document"] == "payment_notice"]


def test_a_limit_takes_the_first_in_walking_order(book):
    items = plan(book)
    desk = Desk(book, decides=[False], types=["", "0", "0", "２"])
    dispatch("notices", desk)
    assert desk.types == []
    assert written(book) == units(items)[:2]
    assert f"How many of the {len(items)} letters?" in desk.asked[-2]


def test_letters_of_another_day_bear_it(book):
    day = AS_OF + timedelta(3)
    expected = units(plan(book, day))
    desk = Desk(book, decides=[False], types=[day.isoformat(), "0", "0", "0"])
    dispatch("notices", desk)
    assert desk.types == []
    assert expected and written(book, day) == expected and written(book) == []
    assert str(day) in desk.asked[-1]


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_cancel_in_any_box_ends_without_anything_done(book, place):
    before = book.read_bytes()
    desk = Desk(book, decides=[False], types=[*[""] * place, None])
    dispatch("notices", desk)
    assert (len(desk.asked), desk.told) == (place + 2, [])
    assert book.read_bytes() == before and not list(book.parent.glob("催费文书/*"))


@pytest.mark.parametrize(
    "answers",
    [["2026/13/45"], ["nonsense"], ["", "7"], ["", "x"], ["", "", "-1"], ["", "", "", "许多"]],
)
def test_an_answer_that_is_none_is_told_with_what_to_do(book, answers):
    before = book.read_bytes()
    desk = Desk(book, decides=[False], types=answers)
    dispatch("notices", desk)
    assert len(desk.told) == 1 and "\n" in desk.told[0]
    assert book.read_bytes() == before


def test_only_the_ticked_in_one_run(book):
    items = plan(book)
    tick(book, {items[0]["unit"]: "√"})
    runs = len(journal_files.heads(book))
    desk = click(book, "notices", lang="zh", decides=[True, True])
    assert "勾选了1户" in desk.asked[0] and desk.asked[1].startswith("将生成1封函")
    assert written(book) == units(items[:1])
    assert len(journal_files.heads(book)) == runs + 1
    click(book, "undo")
    assert ticks(book) == {items[0]["unit"]: "√"}


def test_no_to_the_ticks_is_everybody_and_cancel_is_nobody(book):
    items = plan(book)
    tick(book, {items[0]["unit"]: "√"})
    before = book.read_bytes()
    desk = click(book, "notices", decides=[None])
    assert (len(desk.asked), desk.told, book.read_bytes()) == (1, [], before)
    click(book, "notices", decides=[False, True])
    assert written(book) == units(items)


def test_what_the_filter_leaves_is_asked_and_written(book):
    items = plan(book)
    seen = (items[-1]["unit"],)
    desk = click(book, "notices", lang="zh", sight=seen, decides=[True, True])
    assert "筛选后剩1户" in desk.asked[0] and written(book) == list(seen)


def test_a_tick_in_a_row_that_the_filter_hides_does_not_count_and_is_told(book):
    hidden, seen = (item["unit"] for item in plan(book)[:2])
    tick(book, {hidden: "√", seen: "√"})
    desk = click(book, "notices", lang="zh", sight=(seen,), decides=[True, True])
    assert "勾选了1户（另有1户被筛选隐藏" in desk.asked[0] and written(book) == [seen]


def test_a_filter_that_hides_all_ticks_asks_for_what_is_in_sight(book):
    hidden, seen = (item["unit"] for item in plan(book)[:2])
    tick(book, {hidden: "√"})
    desk = click(book, "notices", lang="zh", sight=(seen,), decides=[True, True])
    assert "筛选后剩1户（被隐藏的勾选有1户）" in desk.asked[0] and written(book) == [seen]


def test_a_filter_that_hides_every_row_chooses_nobody(book):
    tick(book, {plan(book)[0]["unit"]: "√"})
    before = book.read_bytes()
    desk = click(book, "notices", lang="zh", sight=())
    assert desk.asked == [] and "没有选中任何一户" in desk.told[0] and "清除筛选" in desk.told[0]
    assert book.read_bytes() == before


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_click_on_a_unit_that_gets_none_says_why_and_what_to_do(book, lang):
    """The ribbon says what the sheet says: each reason, and the step that comes next."""
    preview = letters(book, AS_OF, Wanted(), now=NOW, dry_run=True)
    held = [x for x in preview.data["held"] if len(x["blockers"]) == 1]
    reasons = {x["unit"]: translator(lang)(x["blockers"][0].told) for x in held}
    unit, why = next((unit, why) for unit, why in reasons.items() if " → " in why)
    desk = click(book, "selected", selected={"unit": [unit]}, lang=lang)
    told = "\n".join(map(str, desk.told))
    assert unit in told and why in told


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_plan_of_lawyer_letters_says_what_holds_a_unit_back_and_what_to_do(book, lang):
    report = plan_letters(book, AS_OF, now=NOW, dry_run=True)
    held = report.data["held"]
    assert 0 < len(held) <= 3
    tell = translator(lang)
    said = "\n".join(map(tell, report.said))
    for item in held:
        for blocker in item["blockers"]:
            assert item["unit"] in said and tell(blocker.told) in said
