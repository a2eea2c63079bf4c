"""The benchmarks prove what they compare equal; here at a size at which nothing is timed."""

import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import bench_decide
import bench_flag
import bench_fleet
import bench_letters
import bench_patcher
import bench_pdf
import figures
from bench_decide import ACCOUNT, POLICY, estate

from cuifei.fleet import engines
from cuifei.newbook import build


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    path = tmp_path_factory.mktemp("ledger") / "样例.xlsx"
    build.build(path, replace(estate(30), rungs=POLICY.rungs, accounts=(ACCOUNT,)))
    return path


def test_a_flagged_ledger_says_what_was_decided_and_a_second_run_writes_nothing(ledger, tmp_path):
    bench_flag.prove(Path(shutil.copy(ledger, tmp_path)))


def test_a_unit_is_decided_alone_as_among_others():
    bench_decide.prove(12)


def test_every_way_of_writing_a_letter_says_the_same(tmp_path, monkeypatch):
    for name in ("FOLDER", "SOURCE", "TEMPLATE", "JINJA"):
        monkeypatch.setattr(bench_letters, name, tmp_path / f"{name}.docx")
    monkeypatch.setattr(bench_letters, "FOLDER", tmp_path)
    bench_letters.prepare()


def test_one_process_and_a_pool_of_one_say_the_same(ledger):
    _, alone = bench_fleet.run(engines.here, [ledger])
    _, pooled = bench_fleet.run(engines.pool_of(1), [ledger])
    assert alone == pooled
    assert alone[0].exit in (0, 1) and alone[0].counts["units_in_arrears"] > 10


def test_the_patcher_and_openpyxl_leave_the_same_book(tmp_path):
    source = tmp_path / "样例.xlsx"
    bench_patcher.make(source, 12)
    _, patched = bench_patcher.timed(bench_patcher.with_patcher, source, 12)
    _, saved = bench_patcher.timed(bench_patcher.with_openpyxl, source, 12)
    assert bench_patcher.contents(patched) == bench_patcher.contents(saved)


@pytest.mark.live
def test_every_way_of_making_pdf_files_gives_the_same_pages(monkeypatch):
    monkeypatch.setattr(bench_pdf, "TURNS", 1)
    letters = [bench_pdf.letter(number) for number in range(2)]
    bench_pdf.measured(letters, {bench_pdf.by_packs: 2, bench_pdf.single_files: 2})


def test_the_table_of_readme_is_what_the_results_say():
    text = figures.README.read_text(encoding="utf-8")
    assert figures.in_readme(text) == text


def test_a_ratio_is_the_median_of_runs_in_turn():
    assert figures.ratio([1.0, 2.0, 1.0], [3.0, 4.0, 9.0]) == 3.0
