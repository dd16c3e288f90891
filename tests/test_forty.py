"""The forty bad inputs and faults, one by one: where each is proved. A pointer to a test that is gone fails here.

The numbers and wordings are those of the product's reliability list; the tests stand by the files they are about.
"""

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
FORTY = {
    1: ("empty question", "test_bad_input.py::test_01_a_question_without_a_visible_character_is_none"),
    2: ("question of a megabyte", "test_serve.py::test_a_question_of_a_megabyte_is_refused_in_words"),
    3: ("lone surrogate", "test_guards.py::test_half_characters_are_refused"),
    4: ("NaN, huge integers, deep JSON", "test_bad_input.py::test_04_numbers_without_end_and_depths_are_refused"),
    5: ("decomposed letters, ligatures, soft hyphens", "test_bad_input.py::test_05_and_06_the_same_words_give_the_same_hits"),
    6: ("tag and bidi characters", "test_bad_input.py::test_06_hidden_characters_change_no_answer_and_are_not_shown"),
    7: ("identity numbers", "test_identities.py::test_of_ten_thousand_numbers_in_eight_ways_of_writing_all_but_a_few_are_masked"),
    8: ("other languages", "test_bad_input.py::test_08_any_language_is_answered_from_the_documents_or_honestly_not"),
    9: ("outside the documents", "test_bad_input.py::test_09_what_is_outside_the_documents_is_said"),
    10: ("two editions disagree", "test_disagreement.py::test_both_are_shown_with_date_the_newer_first"),
    11: ("orders in a question", "test_generate.py::test_an_injected_order_is_a_search_like_any_other"),
    12: ("orders hidden in a file", "test_injections.py::test_every_hidden_order_is_left_out_and_its_file_flagged"),
    13: ("five near-identical documents", "test_bad_input.py::test_13_five_of_the_same_are_one_hit"),
    14: ("markup in a document", "test_bad_input.py::test_14_markup_in_a_document_is_text_everywhere"),
    15: ("names that climb", "test_bad_input.py::test_15_a_files_name_is_only_a_label"),
    16: ("endless upload", "test_serve.py::test_an_upload_without_end_is_cut_off_with_a_key_too"),
    17: ("stalled bodies", "test_crowds.py::test_two_hundred_who_stall_are_all_ended_and_nobody_else_waits"),
    18: ("a bomb", "test_hostile.py::test_what_is_too_heavy_is_ended_and_told"),
    19: ("cyclic tree, broken table", "test_hostile.py::test_every_trap_has_a_verdict"),
    20: ("encrypted", "test_read.py::test_a_bad_file_is_refused_with_reason_and_cure"),
    21: ("scan without text", "test_ingest_ocr.py::test_a_scan_is_read_and_kept"),
    22: ("bad OCR", "test_repair.py::test_a_misread_text_is_mended"),
    23: ("content, not name", "test_read.py::test_content_decides_not_the_name"),
    24: ("encodings", "test_text.py::test_every_usual_encoding_gives_the_same_text"),
    25: ("the same file ten times", "test_pipeline.py::test_the_same_file_in_parallel_is_one_document"),
    26: (
        "a new edition while it is asked about",
        "test_bad_input.py::test_26_a_search_meets_the_old_edition_or_the_new_never_none_or_both",
    ),
    27: ("ingest fails midway", "test_pipeline.py::test_a_fault_at_any_step_leaves_old_or_new_searchable"),
    28: ("kill -9", "test_torture.py::test_a_promise_holds[R1]"),
    29: ("power cut", "test_power.py::test_what_was_told_as_done_is_there_after_a_power_cut"),
    30: ("disk full", "test_torture.py::test_a_promise_holds[R4]"),
    31: ("data folder that cannot be used", "test_bad_input.py::test_31_a_data_folder_that_cannot_be_used_is_named"),
    32: ("damaged index", "test_library.py::test_damaged_files_are_made_again_and_told"),
    33: ("malformed vector", "test_index.py::test_a_malformed_point_stops_the_whole_batch"),
    34: ("second process", "test_bad_input.py::test_34_a_second_process_is_told_who_is_first"),
    35: ("encoder missing", "test_bad_input.py::test_35_without_an_encoder_words_are_found_and_the_reason_told"),
    36: ("language model fails", "test_model_faults.py::test_the_answer_of_quotes_comes_first_and_stands"),
    37: ("language model invents", "test_generate.py::test_what_is_not_borne_is_dropped_and_said"),
    38: ("SIGTERM", "test_serve.py::test_it_ends_soon_with_code_0_though_clients_hang_on"),
    39: ("a hundred at once", "test_crowds.py::test_a_hundred_who_ask_at_once_all_get_their_turn"),
    40: ("dates in the future", "test_bad_input.py::test_40_a_document_of_the_future_has_no_negative_age"),
}


def test_there_are_forty():
    assert sorted(FORTY) == list(range(1, 41))


@pytest.mark.parametrize("number", FORTY)
def test_each_is_proved_by_a_test_that_is_there(number):
    what, pointer = FORTY[number]
    name, _, test = pointer.partition("::")
    test, _, case = test.partition("[")
    source = (TESTS / name).read_text(encoding="utf-8")
    assert what
    assert re.search(rf"^def {test}\(", source, re.MULTILINE), pointer
    assert not case or f'"{case.removesuffix("]")}"' in source, pointer
