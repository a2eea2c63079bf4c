"""Many workbooks in one run: what is found, what fails alone, what a second run goes on with."""

import io
import json
import os
import shutil
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from filelock import FileLock
from openpyxl import load_workbook
from typer.testing import CliRunner

from commands.estates import AS_OF, NOW, rows, type_setting
from cuifei.cli import app
from cuifei.commands import undo
from cuifei.domain.problems import CuifeiError
from cuifei.fleet import books, engines, probe, state
from cuifei.fleet import cluster as clusters
from cuifei.fleet.fleet import fleet
from cuifei.fleet.result import Result, Survey, Task, restored
from cuifei.workbook import closed
from fleet import deadly, fleets
from size import FULL

DAY = ("--as-of", "2026-11-20")


def cuifei(*words):
    return CliRunner().invoke(app, [str(word) for word in ("fleet", *words)])


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Build three workbooks once: two of one community, one of another with a live letter."""
    place = tmp_path_factory.mktemp("made")
    fleets.write(place / "a.xlsx", "样例苑", 20000)
    fleets.write(place / "b.xlsx", "样例苑", 30000)
    fleets.write(place / "c.xlsx", "样例城", 40000, (fleets.lawyer_letter("催函〔2026〕7号"),))
    return place


@pytest.fixture
def folder(tmp_path, made):
    for name in ("甲/a", "乙/b", "c"):
        path = tmp_path / f"{name}.xlsx"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes((made / f"{path.stem}.xlsx").read_bytes())
    return tmp_path


def test_only_ledgers_are_found(tmp_path):
    for name in (
        *("甲/台账.xlsx", "乙/台账2.xlsm", "乙/台账10.xlsx", "甲/催费备份/台账 1.xlsx"),
        *("甲/催费文书/2026-11-20 短信 1/短信.xlsx", "甲/~$台账.xlsx", "甲/.~台账.xlsx"),
        *(".回收站/台账.xlsx", "甲/说明.docx", "甲/文书模板/x.xlsx", "甲/催费证据/x.xlsx"),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    named = ["乙/台账2.xlsm", "乙/台账10.xlsx", "甲/台账.xlsx"]
    for pattern in (tmp_path, tmp_path / "**" / "*.xls[xm]"):
        found = books.find(str(pattern))
        assert found.root == tmp_path.resolve()
        assert [path.relative_to(found.root).as_posix() for path in found.books] == named
    (tmp_path / "甲" / "链接.xlsx").symlink_to(tmp_path / "甲" / "台账.xlsx")
    assert len(books.find(str(tmp_path)).books) == 3
    with pytest.raises(CuifeiError, match="no workbook matches"):
        books.find(str(tmp_path / "*.xlsx"))


def test_a_broken_an_open_and_a_locked_book_fail_alone_and_resume_does_only_them(
    folder, monkeypatch
):
    monkeypatch.setattr(closed, "_PATIENCE", 0)
    (folder / "broken.xlsx").write_bytes(b"nothing")
    owner = folder / "甲" / "~$a.xlsx"
    owner.touch()
    (folder / "乙" / "催费备份").mkdir()
    lock = FileLock(folder / "乙" / "催费备份" / ".b.xlsx.lock")
    with lock:
        result = cuifei("flag", folder, *DAY, "--json", "--lang", "en")
    assert result.exit_code == 1
    data = json.loads(result.stdout)
    by_name = {Path(book["book"]).name: book for book in data["books"]}
    assert {name: book["exit"] for name, book in by_name.items()} == {
        "a.xlsx": 2,
        "b.xlsx": 2,
        "broken.xlsx": 2,
        "c.xlsx": 0,
    }
    assert "is open in Excel" in by_name["a.xlsx"]["error"]["what"]
    assert "another run" in by_name["b.xlsx"]["error"]["what"]
    assert "is not an Excel workbook" in by_name["broken.xlsx"]["error"]["what"]
    # A book that is open can still be read, so the community of two books is seen all the same.
    assert [one["cohort"] for one in data["shared"]] == ["样例苑"]
    owner.unlink()
    (folder / "broken.xlsx").unlink()
    (kept,) = folder.glob(".cuifei-fleet-*.jsonl")
    assert kept.stat().st_mode & 0o777 == 0o600  # its problems quote cells of the books
    again = json.loads(cuifei("flag", folder, *DAY, "--json", "--resume").stdout)
    assert {Path(b["book"]).name: (b["exit"], b["resumed"]) for b in again["books"]} == {
        "a.xlsx": (0, False),
        "b.xlsx": (0, False),
        "c.xlsx": (0, True),
    }
    assert again["totals"]["owed"] == "6300.00"
    assert not list(folder.glob(".cuifei-fleet*"))  # whole: there is nothing to go on with
    assert cuifei("flag", folder, *DAY, "--resume").exit_code == 2


def test_what_two_books_share_is_frozen_until_one_owns_it(folder):
    told = fleet(fleets.order("flag", folder))
    assert told.exit_code == 1
    (problem,) = told.problems
    assert problem.where == "样例苑" and "乙/b.xlsx, 甲/a.xlsx" in str(problem.what)
    for name, other in (("甲/a", "../乙/b.xlsx"), ("乙/b", "../甲/a.xlsx")):
        setting = _frozen(folder / f"{name}.xlsx")
        assert (setting["值"], setting["依据"]) == ("样例苑", other)
    assert _frozen(folder / "c.xlsx")["值"] is None
    stands = (folder / "乙" / "b.xlsx").read_bytes()
    assert fleet(fleets.order("flag", folder)).exit_code == 1
    assert (folder / "乙" / "b.xlsx").read_bytes() == stands  # a second run writes nothing
    type_setting(folder / "甲" / "a.xlsx", "owned_communities", "样例苑")
    told = fleet(fleets.order("flag", folder))
    assert told.exit_code == 0
    assert told.data["shared"][0]["owner"].endswith("a.xlsx")
    assert _frozen(folder / "甲" / "a.xlsx")["值"] is None
    assert _frozen(folder / "乙" / "b.xlsx")["值"] == "样例苑"


def _frozen(path):
    return next(row for row in rows(path, "参数") if row["参数"] == "律师函停发小区")


def test_the_group_has_one_page_and_one_summary(folder):
    before = {path: path.read_bytes() for path in folder.rglob("*.xlsx")}
    summary = folder.parent / "汇总.xlsx"
    result = cuifei("kpi", folder, *DAY, "--xlsx", summary)
    assert result.exit_code == 1
    assert "6300.00" in result.stdout
    assert {path: path.read_bytes() for path in folder.rglob("*.xlsx")} == before
    page = (folder / "fleet-kpi-2026-11-20.html").read_text(encoding="utf-8")
    assert 'data-value="6300.00"' in page and "样例苑" in page
    assert "甲样例" not in page and "1-101" not in page  # no owner, no unit (R9.3)
    assert "<script" not in page and "http" not in page.replace("http-equiv", "").replace(
        "http://www.w3.org/2000/svg", ""
    )
    lines = list(load_workbook(summary).active.iter_rows(values_only=True))
    assert [line[0] for line in lines[1:]] == ["c.xlsx", "乙/b.xlsx", "甲/a.xlsx", "合计"]
    summary.unlink()


def test_letters_are_written_in_each_book_once(folder):
    first = fleet(fleets.order("letters", folder))
    assert first.data["totals"]["letters"] == 2  # c has its lawyer letter out
    second = fleet(fleets.order("letters", folder))
    assert second.data["totals"]["letters"] == 0
    assert fleet(fleets.order("letters", folder, dry_run=True)).data["totals"]["letters"] == 0


def test_nothing_is_written_by_a_dry_run_or_a_check(folder):
    before = {path: path.stat() for path in folder.rglob("*")}
    assert fleet(fleets.order("flag", folder, dry_run=True)).exit_code == 1
    assert cuifei("check", folder).exit_code == 1
    after = {path: path.stat() for path in folder.rglob("*")}
    assert {p: (s.st_size, s.st_mtime_ns) for p, s in before.items() if p.is_file()} == {
        p: (s.st_size, s.st_mtime_ns) for p, s in after.items() if p.is_file()
    }


def test_a_worker_that_dies_takes_no_other_book_along(tmp_path, monkeypatch):
    monkeypatch.setattr(engines.work, "do", deadly.deadly)
    names = ["a", "kills-always", "kills-once", "b"]
    tasks = [Task("flag", str(tmp_path / f"{name}.xlsx"), AS_OF, NOW, "en") for name in names]
    found = {Path(r.book).stem: r for r in engines.local(tasks, workers=2)}
    assert sorted(found) == sorted(names)
    lost = found.pop("kills-always")
    assert lost.exit == 2 and "3 times" in lost.error["what"]
    assert all(result.exit == 0 for result in found.values())
    # Where the other one dies first, its first try ends before it was begun.
    assert found["kills-once"].tries in (2, 3)


def test_few_or_small_books_wait_for_no_new_process(folder, monkeypatch):
    monkeypatch.setattr(engines, "_pool", None)
    tasks = [Task("check", str(folder / "c.xlsx"), AS_OF, NOW)]
    assert [result.exit for result in engines.local(tasks)] == [0]


def test_processes_are_started_where_they_are_done_first(tmp_path):
    """Whatever the command, more and larger books only ever speak for them."""
    book = tmp_path / "a.xlsx"
    assert engines.SECONDS.keys() == engines.work._COMMANDS.keys()
    for command in engines.SECONDS:
        several = [Task(command, str(book), AS_OF, NOW)] * 20
        pays = []
        for size in (100, 110_000, 500_000, 5_000_000):
            book.write_bytes(bytes(size))
            pays += [engines.pays(several[:2], 2), engines.pays(several, 2)]
            assert not engines.pays(several, 1)
        assert pays[:3] == [False] * 3 and pays[-1]
        assert pays[::2] == sorted(pays[::2]) and pays[1::2] == sorted(pays[1::2])


def test_a_result_goes_through_a_file_and_back(tmp_path):
    survey = Survey(("样例苑",), ("样例苑",), (), ("b",), {"样例苑": ("7号",)}, "0123456789")
    first = ({"where": "应收!D7", "what": "x", "remedy": "y"},)
    result = Result("a", 1, {"owed": 5}, {"0-3": 5}, 1, first, None, survey, (3, 4), 2)
    assert restored(json.loads(json.dumps(result.plain()))) == result
    task = Task("flag", str(tmp_path / "a"), AS_OF, NOW)
    kept = state.State(tmp_path, task)
    kept.begin(())
    kept.add(replace(result, exit=0, stamp=()))
    with next(tmp_path.glob(".cuifei*")).open("a", encoding="utf-8") as file:
        file.write('{"book": "b", "ex')  # the power went
    assert set(state.State(tmp_path, task).known()) == {"a"}
    other = replace(task, as_of=date(2026, 11, 21), moment=datetime(2026, 11, 21))
    with pytest.raises(CuifeiError, match="no stopped run"):
        state.State(tmp_path, other).known()


def test_a_worker_that_sees_nothing_or_is_of_another_version_is_named(tmp_path):
    with probe.planted(tmp_path) as (path, wanted):
        assert probe.look(path) == wanted
        probe.ensure({"tcp://a": probe.look(path)}, wanted, tmp_path)
        with pytest.raises(CuifeiError, match=r"do not see .*tcp://b"):
            probe.ensure({"tcp://a": wanted, "tcp://b": probe.look("/nowhere")}, wanted, tmp_path)
        with pytest.raises(CuifeiError, match=r"another version .*tcp://b"):
            probe.ensure({"tcp://b": (wanted[0], "0.0.0")}, wanted, tmp_path)
    assert not list(tmp_path.iterdir())


# Makes a worker die at its first book, once, as a power cut does: half way through a run.
DIES = """
import os, signal
from pathlib import Path
from cuifei.workbook import swap

def dying(real, mark):
    def replace(path, fresh):
        if path.name == "c.xlsx" and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        real(path, fresh)
    return replace

if swap.replace.__module__ == swap.__name__:
    swap.replace = dying(swap.replace, Path(os.environ["MARK"]))
"""


class Cluster:
    """A real scheduler and two workers on this machine, that can be killed and started again."""

    def __init__(self, place):
        self.place, self.running, self.log = place, [], (place / "log").open("w")
        (place / "dies.py").write_text(DIES)
        paths = os.pathsep.join(sys.path)
        self.environment = {**os.environ, "PYTHONPATH": paths, "MARK": str(place / "died")}
        self.port = 0

    def start(self):
        file = self.place / "scheduler.json"
        file.unlink(missing_ok=True)
        dask, quiet = [sys.executable, "-m", "dask"], ["--host", "127.0.0.1", "--no-dashboard"]
        quiet += ["--scheduler-file", str(file)]
        worker = [*dask, "worker", "--nthreads", "1", "--no-nanny", *quiet]
        for words in (
            [*dask, "scheduler", "--port", str(self.port), *quiet],
            *([[*worker, "--preload", str(self.place / "dies.py")]] * 2),
        ):
            self.running.append(
                subprocess.Popen(
                    words, env=self.environment, cwd=self.place, stdout=self.log, stderr=self.log
                )
            )
        until = time.monotonic() + 60
        while not file.exists() or not file.read_text():
            assert time.monotonic() < until, (self.place / "log").read_text()
            time.sleep(0.05)
        address = json.loads(file.read_text())["address"]
        self.port = int(address.rpartition(":")[2])
        return address

    def kill(self):
        while self.running:
            process = self.running.pop()
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path_factory):
    pytest.importorskip("distributed")
    made = Cluster(tmp_path_factory.mktemp("cluster"))
    yield made
    made.kill()
    made.log.close()


def test_a_cluster_does_the_same_and_survives_the_death_of_a_worker(
    folder, cluster, tmp_path_factory, monkeypatch
):
    """Kill a worker right before the swap: its book is done by the other one, once, and whole."""
    before = (folder / "c.xlsx").read_bytes()
    alone = tmp_path_factory.mktemp("alone")
    shutil.copytree(folder, alone, dirs_exist_ok=True)
    expected = fleet(fleets.order("flag", alone))
    told = fleet(fleets.order("flag", folder, scheduler=cluster.start()))
    assert "died" in {path.name for path in cluster.place.iterdir()}
    same = ("exit", "counts", "problems", "first", "error")
    assert [[book[name] for name in same] for book in told.data["books"]] == [
        [book[name] for name in same] for book in expected.data["books"]
    ]
    assert told.data["totals"] == expected.data["totals"]
    for name in ("甲/a", "乙/b", "c"):
        assert _parts(folder / f"{name}.xlsx") == _parts(alone / f"{name}.xlsx")
    undo.undo(folder / "c.xlsx", now=NOW)  # one run, not two: then it is as it was
    assert _parts(folder / "c.xlsx") == _parts(before)
    monkeypatch.setattr(clusters, "PATIENCE", 1)
    with pytest.raises(CuifeiError, match="no scheduler answers"):
        fleet(fleets.order("flag", folder, scheduler="tcp://127.0.0.1:1"))


def _parts(book):
    with zipfile.ZipFile(book if isinstance(book, Path) else io.BytesIO(book)) as file:
        return {name: file.read(name) for name in file.namelist()}


@pytest.mark.skipif(not FULL, reason="two starts of a cluster; CUIFEI_FULL=1")
def test_a_scheduler_that_restarts_is_given_the_open_books_again(folder, cluster):
    for number in range(9):
        shutil.copy(folder / "c.xlsx", folder / f"c{number}.xlsx")
    restarted = []

    def progress(done, of):
        if done and not restarted:
            restarted.append(done)
            cluster.kill()
            cluster.start()

    told = fleet(fleets.order("check", folder, scheduler=cluster.start()), progress)
    assert restarted
    assert [book["exit"] for book in told.data["books"]] == [0] * 12
    assert max(book["tries"] for book in told.data["books"]) == 2


def test_a_scheduler_that_stays_away_leaves_the_books_to_resume(folder, monkeypatch):
    """Every future is lost, and nobody answers again."""
    monkeypatch.setattr(
        clusters, "_submitted", lambda client, tasks, again: again.extend(tasks) or ()
    )
    monkeypatch.setattr(clusters, "_anew", lambda address: None)
    tasks = [Task("check", str(folder / "c.xlsx"), AS_OF, NOW, "en")]
    (result,) = clusters._rounds("tcp://nowhere", object(), tasks)
    assert result.exit == 2 and "--resume" in result.error["remedy"]
