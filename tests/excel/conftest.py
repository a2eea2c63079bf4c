"""One add-in, built once for all its gates."""

import pytest

from cuifei.excel.build_addin import build


@pytest.fixture(scope="session")
def addin(tmp_path_factory):
    return build(tmp_path_factory.mktemp("addin") / "cuifei.xlam")
