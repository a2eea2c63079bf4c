"""One add-in, built once for all its gates; one office, started once for all open workbooks."""

import pytest
import xlwings as xw

from cuifei.excel.build_addin import build
from libreoffice import engine


@pytest.fixture(scope="session")
def addin(tmp_path_factory):
    return build(tmp_path_factory.mktemp("addin") / "cuifei.xlam")


@pytest.fixture(scope="session")
def app():
    """Give the running office; a test closes the workbooks that it opens."""
    engine.activate()
    with xw.App(add_book=False) as started:
        yield started
