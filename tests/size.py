"""How much do the tests try? A little each time, everything with CUIFEI_FULL=1.

The suite keeps every law; what costs minutes (a thousand books, whole estates in a live office,
lives of a hundred steps) is tried in a small size there, and in full by `tests/matrix --full`.
LONG names the tests that only the full size runs, each with what stands for it in the suite.
"""

import os

FULL = bool(os.environ.get("CUIFEI_FULL"))

CLICK = "excel/test_end_to_end.py::test_a_button_does_what_the_command_line_does"
BROKEN = "faults/test_faults.py::test_whatever_breaks_nothing_is_lost"
CALC = "workbook/test_port_contract.py"
OPEN = "excel/test_open_books.py"
ASKED = "excel/test_one_click.py::test_the_cells_are_asked_for_once_to_ask_and_once_to_write"
LOGGED = "excel/test_one_click.py::test_contacts_are_logged_in_one_run[several]"
COUNSEL = (
    "stories/test_ladder_each_month.py::"
    "test_a_shop_that_never_pays_comes_to_counsel_after_twelve_months"
)
CHOICE = "test_letter_choice.py::test"
MONTH = "test_monthly_clicks.py::test"
DELETED = "test_a_deleted_line_is_named_by_its_field_and_where_ours_has_it"
EDGE = "excel/test_end_to_end_edges.py"

# The same thing once more, with another button, command, row or document -> its twin in the suite.
LONG = {
    f"{CLICK}[draft]": f"{CLICK}[pack]",
    f"{CLICK}[approve]": f"{CLICK}[pack]",
    f"{CLICK}[notices]": f"{CLICK}[pack]",
    f"{CLICK}[collection]": f"{CLICK}[pack]",
    f"{CLICK}[selected]": f"{CLICK}[pack]",
    f"{CLICK}[undo]": f"{CLICK}[flag]",
    f"{CLICK}[settle]": f"{CLICK}[flag]",
    **{f"{CLICK}[{tag}]": LOGGED for tag in ("contact", "promise", "posted")},
    f"{CLICK}[queue]": f"{CLICK}[board]",
    f"{CLICK}[todo]": f"{CLICK}[board]",
    "excel/test_end_to_end.py::test_pdf_files_are_made_while_the_ledger_stays_open": (
        "excel/test_pdf_run.py::"
        "test_a_click_starts_a_process_that_leaves_the_workbook_alone_and_makes_every_pdf"
    ),
    f"{EDGE}::test_the_command_line_goes_on_where_the_program_saved": (
        "workbook/test_live.py::test_a_live_run_is_undone_in_the_closed_file_too"
    ),
    f"{EDGE}::test_outcomes_typed_beside_the_tasks_become_contacts_as_in_a_file": (
        f"{CALC}::test_what_was_typed_beside_a_task_is_taken_out_and_undo_brings_it_back[calc-True]"
    ),
    f"{EDGE}::test_a_statement_is_taken_on_an_open_workbook_as_on_a_file": (
        "workbook/test_live.py::test_flagging_live_and_closed_gives_the_same_cells"
    ),
    f"{EDGE}::test_the_demo_workbook_is_flagged_and_its_letters_are_written": f"{CLICK}[pack]",
    f"{EDGE}::test_a_workbook_that_was_never_saved_is_flagged_and_gets_no_letters": (
        "workbook/test_live.py::test_an_unsaved_workbook_works_and_can_be_undone"
    ),
    f"{EDGE}::test_a_workbook_that_cannot_be_changed_is_left_alone[protected]": (
        f"{OPEN}::test_a_protected_sheet_is_named_with_what_to_do[flag-欠费]"
    ),
    f"{EDGE}::test_a_filter_stays_and_hides_none_of_what_is_asked_for": (
        "workbook/test_live.py::test_a_filter_is_set_again"
    ),
    f"{EDGE}::test_what_the_clerk_looks_at_stays_in_sight": (
        "workbook/test_live.py::test_view_mode_and_selection_stay"
    ),
    f"{EDGE}::test_the_workbook_whose_button_was_clicked_is_the_one_that_changes": (
        "excel/test_which_book.py::test_after_a_history_the_next_click_finds_the_ledger_behind_it"
    ),
    f"{EDGE}::test_problems_are_listed_in_a_workbook_of_their_own": (
        "excel/test_end_to_end.py::test_the_history_is_shown_in_a_workbook_of_its_own"
    ),
    f"{EDGE}::test_boxes_speak_the_language_of_the_ribbon": (
        "excel/test_dispatch.py::test_every_text_comes_in_the_language_that_was_chosen[zh]"
    ),
    f"{EDGE}::test_an_offices_own_workbook_is_taken_over_as_the_command_line_does": (
        f"{OPEN}::test_an_offices_own_workbook_is_taken_over_as_it_is_open"
    ),
    f"{OPEN}::test_a_ledger_with_a_board_is_gone_to": f"{CLICK}[board]",
    f"{OPEN}::test_a_row_to_type_into_is_selected": LOGGED,
    **{
        f"{OPEN}::test_a_read_only_workbook_says_what_to_do[{tag}]": (
            f"{OPEN}::test_a_read_only_workbook_says_what_to_do[flag]"
        )
        for tag in ("board", "todo", "queue")
    },
    **{
        f"{OPEN}::test_what_needs_no_folder_works_all_the_same[{tag}]": (
            f"{OPEN}::test_what_needs_no_folder_works_all_the_same[flag]"
        )
        for tag in ("board", "todo", "queue")
    },
    **{
        f"{OPEN}::test_letters_need_a_folder[{tag}]": f"{OPEN}::test_letters_need_a_folder[draft]"
        for tag in ("notices", "collection")
    },
    **{
        f"{OPEN}::test_a_protected_sheet_is_named_with_what_to_do[{tag}]": (
            f"{OPEN}::test_a_protected_sheet_is_named_with_what_to_do[flag-欠费]"
        )
        for tag in ("queue-队列", "todo-待办")
    },
    f"{OPEN}::test_without_a_folder_there_is_no_batch[pdf]": (
        f"{OPEN}::test_without_a_folder_there_is_no_batch[pack]"
    ),
    **{
        f"excel/test_one_click.py::{name}[one]": f"excel/test_one_click.py::{name}[several]"
        for name in (
            "test_contacts_are_logged_in_one_run",
            "test_letters_are_recorded_as_sent_in_one_run_and_one_undo_takes_them_back",
        )
    },
    **{
        f"{CALC}::{name}": f"{CALC}::{twin}"
        for name, twin in {
            "test_an_update_finds_one_row_of_a_letter_or_all_of_them[calc]": (
                "test_an_update_finds_its_row_by_key[calc]"
            ),
            "test_a_note_moves_with_its_row[calc]": (
                "test_a_note_waits_in_the_memory_and_returns[calc]"
            ),
            "test_growth_stops_at_what_stands_below[calc]": (
                "test_growth_stops_at_a_merged_range_below[calc]"
            ),
            "test_undo_keeps_an_outcome_that_was_typed_since[calc]": (
                "test_undo_leaves_what_was_typed_since[calc]"
            ),
            "test_a_task_that_is_worded_otherwise_keeps_what_was_typed_beside_it[calc]": (
                "test_what_was_typed_beside_a_task_is_taken_out_and_undo_brings_it_back[calc-True]"
            ),
            "test_appended_rows_follow_the_last_one[calc]": "test_a_table_grows_and_shrinks[calc]",
            "test_what_was_typed_beside_a_task_is_taken_out_and_undo_brings_it_back[calc-False]": (
                "test_what_was_typed_beside_a_task_is_taken_out_and_undo_brings_it_back[calc-True]"
            ),
        }.items()
    },
    **{f"{ASKED}[{tag}]": f"{ASKED}[flag]" for tag in ("todo", "board")},
    **{
        f"{BROKEN}[{case}]": f"{BROKEN}[{twin}]"
        for case, twin in {
            "kill-mark": "kill-letters",
            "kill-receipts": "kill-flag",
            "kill-legal draft": "kill-letters",
            "error-flag": "error-letters",
            "error-receipts": "error-letters",
            "error-mark": "error-legal draft",
        }.items()
    },
    **{
        f"excel/{name}[{tag}]": f"excel/{name}[{twin}]"
        for name, tags, twin in (
            (f"{CHOICE}_cancel_in_any_box_ends_without_anything_done", "1 2", "3"),
            (f"{CHOICE}_an_answer_that_is_none_is_told_with_what_to_do", "answers1", "answers0"),
            (f"{CHOICE}_an_answer_that_is_none_is_told_with_what_to_do", "answers3", "answers2"),
            (f"{CHOICE}_a_click_on_a_unit_that_gets_none_says_why_and_what_to_do", "en", "zh"),
            (
                f"{CHOICE}_the_plan_of_lawyer_letters_says_what_holds_a_unit_back_and_what_to_do",
                "en",
                "zh",
            ),
            (
                f"{MONTH}_delivery_is_recorded_by_a_number_key_in_one_run",
                "1-已送达 3-退回",
                "２-拒收",
            ),
            (f"{MONTH}_an_answer_that_was_not_offered_records_nothing", "0 nonsense", "4"),
        )
        for tag in tags.split()
    },
    "letters/test_pdf.py::test_packs_split_give_what_single_letters_give": (
        "letters/test_pdf.py::"
        "test_packs_and_pdf_files_of_different_templates_give_what_single_letters_give"
    ),
    "commands/test_kpi_dashboard.py::test_validator_has_nothing_to_say[en]": (
        "commands/test_kpi_dashboard.py::test_validator_has_nothing_to_say[zh]"
    ),
    **{
        f"commands/test_kpi_html.py::{name}[{tag}]": f"commands/test_kpi_html.py::{name}[{twin}]"
        for name, tag, twin in (
            ("test_a_browser_shows_every_figure", "zh-1400", "zh-420"),
            ("test_a_browser_shows_every_figure", "en-1400", "zh-420"),
            ("test_a_browser_shows_every_figure", "en-420", "zh-420"),
            ("test_a_file_of_somebody_else_is_not_written_over", "en", "zh"),
        )
    },
    "newbook/test_dashboard.py::test_formats_stay_when_numbers_change[en]": (
        "newbook/test_dashboard.py::test_formats_stay_when_numbers_change[zh]"
    ),
    "commands/test_help.py::test_help_is_in_the_language_of_the_locale_or_the_option[words2]": (
        "commands/test_help.py::test_help_is_in_the_language_of_the_locale_or_the_option[words0]"
    ),
    "commands/test_cli.py::test_python_runs_it_where_the_program_is_not_on_the_path": (
        "commands/test_help.py::test_help_is_in_the_language_of_the_locale_or_the_option[words0]"
    ),
    **{
        f"commands/{name}[{tag}]": f"commands/{name}[{twin}]"
        for name, tag, twin in (
            (
                "test_committee.py::"
                "test_only_whom_a_served_demand_did_not_move_is_named_and_by_unit_alone",
                "en",
                "zh",
            ),
            (
                "test_verify.py::test_a_name_with_wide_blanks_keeps_its_letters_and_its_undo",
                "物业\u00a0台账.xlsx",
                "物业\u3000台账.xlsx",
            ),
        )
    },
    "commands/test_templates.py::test_the_list_has_every_field_with_example_and_documents[en]": (
        "commands/test_templates.py::test_the_list_has_every_field_with_example_and_documents[zh]"
    ),
    "commands/test_templates.py::test_every_switch_in_the_list_does_what_it_says[zh]": (
        "commands/test_templates.py::test_every_switch_in_the_list_does_what_it_says[en]"
    ),
    "commands/test_evidence.py::test_the_papers_of_an_english_book_are_english": (
        "commands/test_evidence.py::test_the_pdf_holds_every_paper_where_the_index_says"
    ),
    **{
        f"letters/test_documents.py::test_templates_and_letters_are_sound_files[en-{name}]": (
            "letters/test_documents.py::test_templates_and_letters_are_sound_files[en-lawyer_letter]"
        )
        for name in ("payment_notice", "reminder_notice", "final_notice", "collection_letter")
    },
    **{
        f"letters/test_others.py::{DELETED}[en-{name}]": (
            f"letters/test_others.py::{DELETED}[zh-{name}]"
        )
        for name in ("payment_notice", "final_notice", "collection_letter", "bill")
    },
    **{
        f"newbook/{name}[en]": f"newbook/{name}[zh]"
        for name in (
            "test_build.py::test_same_input_same_bytes",
            "test_build.py::test_validator_has_nothing_to_say",
            "test_dashboard.py::test_formats_stay_when_numbers_change",
        )
    },
    "stories/test_guard.py::test_8_silence_runs_from_posting[payment_notice]": (
        "stories/test_guard.py::test_8_silence_runs_from_posting[collection_letter]"
    ),
    **{f"{COUNSEL}[{use}]": f"{COUNSEL}[parking]" for use in ("shop", "entrusted")},
}
