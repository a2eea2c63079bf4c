"""An installed copy works outside the checkout: templates and catalogues travel in the wheel."""

import zipfile
from pathlib import Path

from hatchling.builders.wheel import WheelBuilder

from catalogues import SHORT
from letter_templates.make.build import TEMPLATES, file_name

ROOT = Path(__file__).parent.parent


def test_the_wheel_carries_templates_and_catalogues(tmp_path):
    wheel = next(iter(WheelBuilder(str(ROOT)).build(directory=str(tmp_path))))
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {f"cuifei/letter_templates/{file_name(*template)}" for template in TEMPLATES}
    wanted |= {f"cuifei/workbook_templates/{name}.xlsx" for name in ("ledger", "demo")}
    wanted |= {f"cuifei/locale/{name}.mo" for name in SHORT.values()}
    wanted |= {"cuifei/excel/cuifei.xlam"}
    assert wanted <= names
    package = ROOT / "addin" / "cuifei"
    sources = {f"cuifei/{p.relative_to(package).as_posix()}" for p in package.rglob("*.py")}
    assert sources <= names
