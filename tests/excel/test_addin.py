"""`cuifei addin …` as the command line hears it."""

import json

from cuifei.commands.report import plain
from cuifei.excel import addin
from cuifei.locale import translator
from excel.fake_machine import windows


def told(report):
    tell = translator("en")
    json.dumps(plain(report.data, tell))
    return "\n".join(tell(sentence) for sentence in report.said)


def test_build_says_where_it_is_and_that_copying_is_no_installation(tmp_path):
    report = addin.build(tmp_path / "cuifei.xlam")
    assert (tmp_path / "cuifei.xlam").exists() and report.exit_code == 0
    assert "do not copy it" in told(report)


def test_install_doctor_uninstall_in_turn(tmp_path):
    machine = windows(tmp_path)
    missing = addin.examine(machine)
    assert missing.exit_code == 1
    assert [problem.where for problem in missing.problems] == ["addin"]
    assert "start Excel again" in told(addin.put(machine))
    well = addin.examine(machine)
    assert well.exit_code == 0 and "0 of them" in told(well)
    assert "is removed" in told(addin.remove(machine))
    assert "nothing was removed" in told(addin.remove(machine))
