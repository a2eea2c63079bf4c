"""What all tests share: live tests need LibreOffice, and CI will not do without."""

import os
import shutil

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "cuifei", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
settings.load_profile("cuifei")


def pytest_runtest_setup(item):
    if item.get_closest_marker("live") and shutil.which("soffice") is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice is missing: a live test must not be skipped in CI")
        pytest.skip("LibreOffice is not installed")
