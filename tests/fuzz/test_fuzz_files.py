"""A small size of fuzz_files.py, and the seeds that ended unclean when it ran at full size."""

import pytest

from fuzz import fuzz_files, own_files

# 231, 275, 452, 1649, 2323: a line end in the middle of a line, or of an amount;
# 486: a spoilt heading that page two repeats; 18903: what is left of a day looks like a number.
STATEMENTS = (*range(12), 231, 275, 452, 486, 1649, 2323, 18903)


@pytest.mark.parametrize("seed", STATEMENTS)
def test_a_spoilt_line_loses_no_other_line(seed, tmp_path):
    assert fuzz_files.spoilt(seed, tmp_path) == ""


# 234, 16444: an old .xls whose sectors, or lists of sectors, follow each other in a circle.
@pytest.mark.parametrize("seeds", [range(15), (234, 16444)])
def test_a_damaged_file_ends_cleanly(seeds):
    assert not fuzz_files.judged(fuzz_files.reader, seeds)


# patcher 42, 108: a table's number that is none; 603: no styles; 640: styles without formats;
# templates 7466, 10242: a list of parts that leaves out a kind, a name;
# manifests 6: a seal of another type; journals 3: no JSON, and the workbook was renamed.
# More of these kinds: tests/files/test_shape.py.
SEEDS = {
    "patcher": (*range(4), 42, 108, 603, 640, 925),
    "templates": (*range(6), 7466, 10242),
    "manifests": (6,),
    "journals": (3,),
}


@pytest.mark.parametrize("target", SEEDS)
def test_what_lies_beside_a_workbook_may_be_damaged(target):
    if target in ("manifests", "journals"):
        own_files.sound()  # made once, before the children
    assert not fuzz_files.judged(fuzz_files.JUDGES[target], SEEDS[target])
