"""`cuifei addin …`: build, install, uninstall and doctor, each as a report for the command line."""

from pathlib import Path

from cuifei.commands.report import Data, Report
from cuifei.domain.problems import Problem, say, say_n
from cuifei.excel import build_addin, doctor, install, shortcuts
from cuifei.excel.addin_file import version
from cuifei.excel.machine import Machine


def build(path: Path) -> Report[Data]:
    """Write the add-in to `path`, without an interpreter: for readers, not for Excel."""
    written = build_addin.build(path).absolute()
    sentences = (
        say("The add-in {version} is in {path}.", version=version(), path=str(written)),
        say("To use it in Excel, do not copy it; run: cuifei addin install"),
    )
    return Report({"file": written, "version": version()}, said=sentences)


def put(machine: Machine) -> Report[Data]:
    """Install the add-in for this user. Raises CuifeiError, with nothing written."""
    done = install.install(machine)
    sentences = (
        say("The add-in is in {path}.", path=str(done.files[0])),
        say("Close all Excel windows and start Excel again; the tab 催费 is there."),
        say("If it is not: cuifei addin doctor"),
    )
    data = {"files": list(done.files), "version": version()}
    return Report(data, done.warnings, sentences)


def write_shortcuts(machine: Machine, folder: Path | None) -> Report[Data]:
    """Write files to click twice, for who works in WPS. Raises CuifeiError where none can be."""
    files = shortcuts.write(machine, folder)
    sentences = (
        say("The shortcuts are in {folder}.", folder=str(files[0].parent)),
        say("Open the ledger in WPS or Excel, then click one of them twice."),
    )
    return Report({"files": list(files)}, said=sentences)


def remove(machine: Machine) -> Report[Data]:
    """Take the add-in away. Raises CuifeiError where Excel has it open."""
    removed = install.uninstall(machine)
    if removed:
        sentence = say("{path} is removed. Your workbooks are as they were.", path=str(removed[0]))
    else:
        sentence = say("The add-in is not installed; nothing was removed.")
    return Report({"files": list(removed)}, said=(sentence,))


def examine(machine: Machine, book: Path | None = None) -> Report[Data]:
    """Look into every known complaint; each that holds becomes a Problem."""
    findings = doctor.examine(machine, book)
    problems = tuple(Problem(f.code, f.what, f.remedy) for f in findings if not f.ok)
    sentence = say_n(
        "{n} thing was looked at, {bad} of them need something done.",
        "{n} things were looked at, {bad} of them need something done.",
        len(findings),
        bad=len(problems),
    )
    rows = [{"code": f.code, "ok": f.ok, "what": f.what, "remedy": f.remedy} for f in findings]
    return Report({"findings": rows}, problems, (sentence,))
