"""Where LibreOffice or its bridge is missing, a sentence says what to install."""

import importlib

import pytest

from cuifei.domain.problems import CuifeiError
from libreoffice import bridge, shared
from libreoffice.office import Office


def test_without_libreoffice_the_sentence_names_it():
    with pytest.raises(CuifeiError) as error:
        Office("soffice-that-nobody-has")
    assert "LibreOffice" in str(error.value)


def test_without_the_bridge_the_sentence_names_it(monkeypatch):
    def missing(name):
        raise ImportError(name)

    bridge.uno.cache_clear()
    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(CuifeiError) as error:
        bridge.uno()
    assert "python3-uno" in str(error.value.remedy)
    bridge.uno.cache_clear()


def test_a_failure_of_libreoffice_is_told_from_one_of_ours():
    assert not bridge.is_failure(ValueError("com.sun.star"))
    theirs = type("RuntimeException", (Exception,), {"__module__": "uno.com.sun.star.uno"})
    assert bridge.is_failure(theirs())


@pytest.mark.live
def test_no_office_tries_its_graphics_before_it_works():
    """It leaves a log of what it tried, and took more time than the rest of its start."""
    user = shared.app().impl.office.profile / "user"
    assert user.is_dir() and not (user / "GraphicsRenderTests.log").exists()
