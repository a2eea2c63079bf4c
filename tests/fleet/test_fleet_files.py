"""What files does a fleet find, write and leave alone?"""

import shutil
import threading
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from commands.estates import AS_OF, NOW
from cuifei.domain.problems import CuifeiError
from cuifei.fleet import books, engines, state, summary
from cuifei.fleet import cluster as clusters
from cuifei.fleet.fleet import fleet
from cuifei.fleet.result import Result, Task
from fleet import fleets


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return fleets.write(tmp_path_factory.mktemp("made") / "a.xlsx", "样例苑", 20000)


@pytest.fixture
def book(tmp_path, made):
    return Path(shutil.copy(made, tmp_path / "a.xlsx"))


def test_a_summary_overwrites_no_ledger_and_is_none(book):
    before, folder = book.read_bytes(), book.parent
    other = Path(shutil.copy(book, folder / "b.xlsx"))
    sheet = Workbook()  # one sheet of that name, but a clerk's own
    sheet.active.title = "汇总"
    sheet.active.append(["小区", "金额"])
    sheet.save(folder.parent / "clerk.xlsx")
    for taken in (other, folder.parent / "clerk.xlsx", folder):
        with pytest.raises(CuifeiError, match="no summary of a fleet"):
            fleet(fleets.order("flag", folder, xlsx=taken))
    assert book.read_bytes() == other.read_bytes() == before
    assert {path.name for path in folder.iterdir()} == {"a.xlsx", "b.xlsx"}
    other.unlink()
    for lang in ("zh", "en"):
        for _ in range(2):  # its own summary is replaced, and is no book of another pattern
            fleet(fleets.order("check", folder, lang=lang, xlsx=folder / "汇总.xlsx"))
            assert books.find(str(folder / "*.xlsx")).books == (book.resolve(),)
    assert summary.is_ours(folder / "汇总.xlsx") and not summary.is_ours(book)
    assert {path.name for path in folder.iterdir()} == {"a.xlsx", "汇总.xlsx"}


def test_a_summary_that_fails_half_way_leaves_the_one_before(book, monkeypatch):
    target = book.with_name("汇总.xlsx")
    fleet(fleets.order("check", book, xlsx=target))
    before = target.read_bytes()

    def full(path, *_):
        path.write_bytes(b"half")
        raise OSError

    monkeypatch.setattr(summary.list_file, "write_xlsx", full)
    with pytest.raises(CuifeiError, match="cannot be written"):
        fleet(fleets.order("check", book, xlsx=target))
    assert target.read_bytes() == before
    assert {path.name for path in book.parent.iterdir()} == {"a.xlsx", "汇总.xlsx"}


def test_a_dry_run_writes_no_summary(book):
    told = fleet(fleets.order("flag", book, dry_run=True, xlsx=book.with_name("汇总.xlsx")))
    assert "xlsx" not in told.data
    assert {path.name for path in book.parent.iterdir()} == {"a.xlsx"}


def test_names_in_capitals_and_with_brackets_are_found(tmp_path):
    names = ("C.XLSX", "台账[1].xlsx", "甲[2]/D.XlsM", "甲2/e.xlsx")
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()

    def found(*pattern):
        result = books.find(str(tmp_path.joinpath(*pattern)))
        return [path.relative_to(tmp_path.resolve()).as_posix() for path in result.books]

    assert sorted(found()) == sorted(found("**", "*.xls[xm]")) == sorted(names)
    assert found("*.xlsx") == ["C.XLSX", "台账[1].xlsx"]
    assert found("台账[1].xlsx") == ["台账[1].xlsx"]
    assert found("甲[2]") == found("甲[2]", "*.xlsm") == ["甲[2]/D.XlsM"]
    assert found("甲[2-3]", "*.xlsx") == ["甲2/e.xlsx"]
    assert books.start(str(tmp_path / "甲[2]" / "*.xlsm")) == (tmp_path / "甲[2]").resolve()


def test_the_step_that_is_told_can_be_run(book):
    shown = load_workbook(book)
    shown["应收"]["D2"] = "nothing"
    shown.save(book)
    told = fleet(fleets.order("check", book.parent))
    (problem,) = [p for p in told.problems if "look" in str(p.what)]
    assert f'cuifei check "{book.resolve()}"' in str(problem.remedy)


def test_a_check_leaves_nothing_and_a_folder_that_takes_no_file_stops_no_run(book, monkeypatch):
    folder = book.parent
    (folder / "broken.xlsx").write_bytes(b"nothing")
    for resume in (False, True):
        told = fleet(fleets.order("check", folder, resume=resume))
        assert [one["exit"] for one in told.data["books"]] == [0, 2]
        assert not any("--resume" in str(sentence) for sentence in told.said)
    monkeypatch.setattr(state, "NAME", "no such folder/{}.jsonl")
    assert fleet(fleets.order("kpi", folder, out=folder / "x.html")).data["totals"]["units"] == 2
    assert {path.name for path in folder.iterdir()} == {"a.xlsx", "broken.xlsx", "x.html"}


def test_a_state_that_is_cut_inside_a_character_is_read(tmp_path):
    task = Task("flag", "a", AS_OF, NOW)
    kept = state.State(tmp_path, task)
    kept.begin(())
    kept.add(Result("a", 0, first=({"where": "x\u2028y\x85", "what": "", "remedy": ""},)))
    kept.add(Result("小区", 0))
    (file,) = tmp_path.glob(".cuifei*")
    whole = file.read_bytes()
    file.write_bytes(whole[: whole.index("小".encode()) + 2])
    assert set(state.State(tmp_path, task).known()) == {"a"}


def test_a_pool_that_breaks_while_nothing_flies_is_replaced(monkeypatch):
    pools = []

    class Broken:
        def __init__(self, *_, **__):
            pools.append(self)

        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def submit(self, do, task):
            if len(pools) == 1:
                raise engines.BrokenProcessPool
            future = engines.Future()
            future.set_result(Result(task.book, 0))
            return future

    monkeypatch.setattr(engines, "ProcessPoolExecutor", Broken)
    tasks = [Task("check", "a", AS_OF, datetime(2026, 11, 20))]
    found = []
    run = threading.Thread(target=lambda: found.extend(engines.local(tasks, 1)), daemon=True)
    run.start()
    run.join(5)
    assert [result.exit for result in found] == [0] and len(pools) == 2


def test_a_book_at_which_workers_of_a_cluster_died_tells_how_many():
    scheduler = pytest.importorskip("distributed.scheduler")
    task = Task("check", "a", AS_OF, NOW, "en")
    died = clusters._died(task, scheduler.KilledWorker("key", None, 3))
    assert "4 times" in engines.lost(died).error["what"]
