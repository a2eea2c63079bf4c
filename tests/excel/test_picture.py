"""The picture in README is the ribbon of today."""

from pathlib import Path
from xml.etree import ElementTree as ET

from cuifei.excel.build_addin import runnable
from cuifei.menu.command_table import COMMANDS
from excel.picture import main, svg

PICTURE = Path(__file__).parents[2] / "docs" / "ribbon.svg"


def test_the_picture_shows_every_command_once_and_in_each_place(tmp_path):
    texts = [e.text for e in ET.fromstring(svg("zh", runnable())).iter() if e.tag.endswith("text")]
    for command in COMMANDS:
        places = bool(command.group) + bool(command.menus)
        twins = sum(c.label.zh == command.label.zh for c in COMMANDS)
        group = command.label.zh == "看板"
        assert texts.count(command.label.zh) == places * twins + group


def test_the_picture_in_the_docs_is_up_to_date(tmp_path):
    main(tmp_path / "ribbon.svg")
    assert PICTURE.read_bytes() == (tmp_path / "ribbon.svg").read_bytes(), (
        "run: python -m excel.picture docs/ribbon.svg"
    )
