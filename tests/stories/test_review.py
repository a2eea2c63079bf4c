"""A batch is read before it is printed: listed with totals, some dropped, the reader recorded."""

import json
from datetime import timedelta

import pytest
from typer.testing import CliRunner

from commands.estates import rows
from commands.owners import AS_OF, NOW, book, homes, neighbour
from commands.test_ticks import tick, ticks
from cuifei import cli
from cuifei.commands import batch
from cuifei.commands.flag import flag
from cuifei.commands.letters import letters
from cuifei.commands.opened import open_book
from cuifei.commands.review import review
from cuifei.commands.select import Wanted
from cuifei.commands.undo import undo
from cuifei.domain.problems import CuifeiError
from cuifei.excel.entry import dispatch
from excel.test_entry import Desk

OTHER = "5-1-202"


@pytest.fixture
def ledger(tmp_path):
    """Four units whose first letters may go: three owners, one letter each but for one of three."""
    others = (neighbour(), neighbour(OTHER, owner="钱七样例", phone="13000000003"))
    return book(tmp_path / "b.xlsx", *homes()[:2], *others, fee=True)


def run(*words):
    result = CliRunner().invoke(cli.app, [str(word) for word in words])
    return result.exit_code, json.loads(result.stdout)


def test_the_manager_drops_one_letter_and_the_register_says_who_read_the_others(ledger):
    day = ("--as-of", AS_OF.isoformat(), "--json")
    code, seen = run("letters", ledger, "--review", "--reviewed-by", "赵经理样例", *day)
    assert code == 0 and seen["by"] == "赵经理样例"
    listed = {unit for letter in seen["letters"] for unit in letter["units"]}
    assert set(ticks(ledger)) == listed == {"3-2-101", "3-2-102", "5-1-201", OTHER}
    (total,) = seen["totals"]
    assert total["letters"] == len(seen["letters"]) == 3
    each = [float(letter["total"]) for letter in seen["letters"]]
    assert sum(each) == pytest.approx(float(total["total"])) and min(each) > 0
    assert not rows(ledger, "发函")

    tick(ledger, {OTHER: None})
    code, done = run("letters", ledger, "--ticked", *day)
    assert code == 0
    assert [letter["total"] for letter in done["letters"]] == [
        letter["total"] for letter in seen["letters"] if letter["unit"] != OTHER
    ]
    notes = {row["房号"]: row["备注"] for row in rows(ledger, "发函")}
    assert notes == dict.fromkeys(("3-2-101", "3-2-102", "5-1-201"), "复核：赵经理样例")
    assert not ticks(ledger)  # the review is used up
    planned = (letter for batch_ in batch.batches(ledger) for letter in batch_.letters)
    notes = [row.note for letter in planned for row in letter.rows]
    assert notes == ["复核：赵经理样例"] * 3  # so that a killed run is completed with it

    undo(ledger, now=NOW)
    assert set(ticks(ledger)) == listed - {OTHER}


def test_a_tick_by_hand_or_of_another_day_is_nobodys_review(ledger):
    review(ledger, AS_OF, Wanted(reviewed_by="甲样例"), now=NOW)
    texts = ticks(ledger)
    assert set(texts.values()) == {f"√ 甲样例 {AS_OF}"}
    other = {
        "3-2-101": "√",
        "3-2-102": "√",
        "5-1-201": "√ 乙样例 2026-11-19",
        OTHER: "√ 丙 2026-13-40",
    }
    opened = open_book(tick(ledger, other))
    assert set(opened.ledger.ticked) == set(other) and not opened.problems
    assert set(opened.ledger.reviews) == {"5-1-201"}
    before = ledger.read_bytes()
    with pytest.raises(CuifeiError, match="reviewed for 2026-11-19"):
        letters(ledger, AS_OF, Wanted(ticked=True), now=NOW)
    assert ledger.read_bytes() == before
    letters(tick(ledger, {"5-1-201": None}), AS_OF, Wanted(ticked=True), now=NOW)
    assert {row["备注"] for row in rows(ledger, "发函")} == {None}


def test_a_letter_of_which_one_tick_is_gone_is_not_written_and_says_why(ledger):
    review(ledger, AS_OF, Wanted(reviewed_by="甲样例"), now=NOW)
    tick(ledger, {"3-2-102": None})
    done = letters(ledger, AS_OF, Wanted(ticked=True), now=NOW).data
    assert [letter["unit"] for letter in done["letters"]] == ["5-1-201", OTHER]
    reasons = {x["unit"]: [b.code for b in x["blockers"]] for x in done["held"]}
    assert reasons == {unit: ["not_as_reviewed"] for unit in ("3-2-101", "3-2-102")}
    assert "3-2-102 is not ticked" in str(done["held"][0]["blockers"][0].told)
    tick(ledger, {"3-2-102": "√"})
    (letter,) = letters(ledger, AS_OF, Wanted(ticked=True), now=NOW).data["letters"]
    assert letter["units"] == ("3-2-101", "3-2-102")


def test_a_tick_that_nobody_reviewed_stands_for_all_that_its_letter_is_about(ledger):
    flag(ledger, AS_OF, now=NOW)
    tick(ledger, {"3-2-102": "√"})
    (letter,) = letters(ledger, AS_OF, Wanted(ticked=True), now=NOW, dry_run=True).data["letters"]
    assert letter["units"] == ("3-2-101", "3-2-102")


def test_the_next_day_is_not_the_day_that_was_reviewed(ledger):
    review(ledger, AS_OF, Wanted(reviewed_by="甲样例"), now=NOW)
    later = AS_OF + timedelta(3)
    with pytest.raises(CuifeiError, match="reviewed for") as refused:
        letters(ledger, later, Wanted(ticked=True), now=NOW)
    assert "letters --review" in str(refused.value.remedy)
    desk = Desk(ledger, lang="zh", decides=[True])
    desk.as_of = later
    dispatch("collection", desk)
    assert not rows(ledger, "发函")
    wanted = Wanted(ticked=True, reviewed_by="乙样例")
    letters(ledger, AS_OF, wanted, now=NOW)
    assert {row["备注"] for row in rows(ledger, "发函")} == {"复核：乙样例"}


@pytest.mark.parametrize("document", ["nonsense", "statement"])
def test_only_a_letter_is_reviewed(ledger, document):
    with pytest.raises(CuifeiError, match="no letter of the ladder") as refused:
        review(ledger, AS_OF, Wanted(document, reviewed_by="甲样例"), now=NOW)
    assert "payment_notice" in str(refused.value.remedy)
    assert "statement" not in str(refused.value.remedy)


def test_whoever_is_named_at_the_writing_is_recorded_and_nobody_is_refused(ledger):
    with pytest.raises(CuifeiError, match="nobody is named"):
        review(ledger, AS_OF, Wanted(), now=NOW)
    letters(ledger, AS_OF, Wanted(units=(OTHER,), reviewed_by="丙样例"), now=NOW)
    assert [row["备注"] for row in rows(ledger, "发函")] == ["复核：丙样例"]


def test_in_excel_the_clerk_types_review_ticks_and_clicks_again(ledger):
    first = Desk(ledger, lang="zh", decides=[False], types=["复核", "赵经理样例"])
    dispatch("collection", first)
    assert "复核" in first.asked[1] and first.sheet == "欠费"
    assert len(ticks(ledger)) == 4 and not rows(ledger, "发函")
    tick(ledger, {"5-1-201": None})
    dispatch("collection", Desk(ledger, lang="zh", decides=[True, True]))
    found = {row["房号"]: row["备注"] for row in rows(ledger, "发函")}
    assert found == dict.fromkeys(("3-2-101", "3-2-102", OTHER), "复核：赵经理样例")
