"""A small size of fuzz_files.py, and the seeds that ended unclean when it ran at full size."""

import pytest

from fuzz import fuzz_files

# 231, 275, 452, 1649, 2323: a line end in the middle of a line, or of an amount;
# 486: a spoilt heading that page two repeats.
STATEMENTS = (*range(12), 231, 275, 452, 486, 1649, 2323)


@pytest.mark.parametrize("seed", STATEMENTS)
def test_a_spoilt_line_loses_no_other_line(seed, tmp_path):
    assert fuzz_files.spoilt(seed, tmp_path) == ""


# 234: an old .xls whose sectors follow each other in a circle.
@pytest.mark.parametrize("seeds", [range(15), (234,)])
def test_a_damaged_file_ends_cleanly(seeds):
    assert not fuzz_files.judged(fuzz_files.reader, seeds)
