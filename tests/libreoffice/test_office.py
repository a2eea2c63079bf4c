"""Where LibreOffice or its bridge is missing, a sentence says what to install."""

import importlib

import pytest

from cuifei.domain.problems import CuifeiError
from libreoffice import bridge
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
