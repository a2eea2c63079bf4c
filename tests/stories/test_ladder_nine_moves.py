"""R2.3, R2.4, R4: collection letters first, silence after each, a lawyer only after two in vain."""

from datetime import date

from stories.told import EXPRESS, NINE_MOVES, day, estate, household


def test_a_lawyer_letter_needs_three_months_and_two_served_letters():
    home = household("丙-301", ladder=NINE_MOVES).owes(500, "2026-01")
    assert home.on("2026-02-01").next == "collection_letter"
    home.gets("collection_letter", "2026-02-01", level=1)
    home.gets("collection_letter", "2026-02-10", level=2, state="sent")
    both = home.on("2026-05-06")
    means = {"not_tried", "no_heads_up"}
    assert (both.next, both.why) == ("lawyer_letter", {"not_served", "requires", *means})
    home.softly("2026-04-27")
    home.then(state="served", served="2026-02-12")
    assert home.on("2026-04-29").why == {"not_due"}
    assert home.on("2026-04-30").may


def test_after_a_collection_letter_we_are_silent_for_seven_days():
    home = household("丙-302", ladder=NINE_MOVES).owes(500, "2026-01")
    home.gets("collection_letter", "2026-02-02", level=1, served="2026-02-05")
    quiet = home.on("2026-02-10")
    assert (quiet.why, quiet.earliest) == ({"quiet_period"}, date(2026, 2, 13))
    # R4.4: 业主自己打来的电话不打破静默, 也不缩短静默。
    home.hears("2026-02-08", channel="owner_call", result="other")
    assert home.on("2026-02-10").earliest == date(2026, 2, 13)
    assert home.on("2026-02-13").may


def test_silence_counts_from_the_letters_date_while_service_is_unknown():
    home = household("丙-303", ladder=NINE_MOVES).owes(500, "2026-01")
    home.gets("collection_letter", "2026-02-02", level=1, state="sent")
    verdict = home.on("2026-02-09")
    assert verdict.why == {"quiet_period", "not_served"}
    assert verdict.until("quiet_period") == date(2026, 2, 9)


def test_after_a_lawyer_letter_until_its_last_date():
    home = household("丙-304", ladder=(*NINE_MOVES, _again())).owes(500, "2026-01")
    home.gets("collection_letter", "2026-02-01", level=1)
    home.gets("collection_letter", "2026-02-10", level=2)
    home.gets("lawyer_letter", "2026-05-01", level=3)
    verdict = home.on("2026-05-10")
    assert "quiet_period" in verdict.why
    assert verdict.until("quiet_period") == date(2026, 5, 15)  # R4.3: 14 days


def _again():
    rung = NINE_MOVES[-1]
    return type(rung)(rung.use_type, 4, "final_notice", "months 4")


def test_a_letters_own_last_date_has_to_pass_first():
    home = household("丙-305", ladder=NINE_MOVES).owes(500, "2026-01")
    home.gets("collection_letter", "2026-02-02", level=1, last_date="2026-02-20")
    assert home.on("2026-02-12").earliest == date(2026, 2, 21)


def test_two_qualified_neighbours_share_one_slot():
    homes = [_qualified(name) for name in ("丙-306", "丙-307")]
    both = estate(*homes)
    assert all(verdict.may for verdict in both.on("2026-05-02").values())
    homes[0].gets("lawyer_letter", "2026-05-02", level=3, state="made")
    second = both.on("2026-05-02")["丙-307"]
    assert (second.why, second.earliest) == ({"live_in_cohort"}, None)
    assert "丙-306" in second.says
    # 过了最后期限, 仍须跟进才算了结。
    homes[0].then(state="served", sent="2026-05-03", served="2026-05-04")
    assert both.on("2026-06-01")["丙-307"].why == {"live_in_cohort"}
    homes[0].hears("2026-06-01", channel="visit")
    assert both.on("2026-06-01")["丙-307"].may


def test_hand_edits_into_two_live_letters_freeze_the_cohort():
    homes = [_qualified(name) for name in ("丙-308", "丙-309", "丙-310")]
    homes[0].gets("lawyer_letter", "2026-05-02", level=3)
    homes[1].gets("lawyer_letter", "2026-05-03", level=3)
    both = estate(*homes)
    assert both.on("2026-05-04")["丙-310"].why == {"cohort_frozen"}
    homes[1].then(result="withdrawn")
    assert both.on("2026-05-04")["丙-310"].why == {"live_in_cohort"}
    assert [x.unit for x in both.docket("2026-05-04").live["样例花园"]] == ["丙-308"]


def _qualified(name):
    home = household(name, ladder=NINE_MOVES).owes(500, "2026-01")
    home.gets("collection_letter", "2026-02-01", level=1)
    return home.gets("collection_letter", "2026-02-12", level=2).softly("2026-04-28")


def test_express_waits_three_months_for_its_one_letter():
    # R2.4: 电话通知后三个月仍未缴, EMS 寄正式函。
    home = household("丙-311", ladder=EXPRESS).owes(500, "2025-11", due_day=30)
    assert home.lives("2025-12-01", "2026-12-31") == [("2026-02-28", "collection_letter")]


def test_days_are_read():
    assert day("2026-02-28") == date(2026, 2, 28)
