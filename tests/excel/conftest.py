"""One add-in, built once for all its gates; one office, started once for all open workbooks."""

import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from cuifei.excel import pdf_run
from cuifei.excel.build_addin import build
from libreoffice import shared


@pytest.fixture(scope="session")
def addin(tmp_path_factory):
    return build(tmp_path_factory.mktemp("addin") / "cuifei.xlam")


@pytest.fixture(scope="session")
def app():
    """Give the running office; a test closes the workbooks that it opens."""
    return shared.app()


@pytest.fixture(autouse=True)
def worker_of_another_day(monkeypatch):
    """Let the PDF worker sleep on another day too (see other_day/sitecustomize.py)."""
    if "FAKETIME" in os.environ:
        monkeypatch.setenv("CUIFEI_TEST_PYTHON", sys.executable)
        python = Path(__file__).parents[1] / "other_day" / "python"
        monkeypatch.setattr(pdf_run, "sys", SimpleNamespace(executable=str(python)))
