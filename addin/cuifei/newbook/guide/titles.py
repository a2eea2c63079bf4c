"""What is a reason against a letter called in a word or two?"""

from collections.abc import Mapping
from types import MappingProxyType

from cuifei.newbook.guide.blockers import HELD
from cuifei.newbook.guide.entry import Words

# Code of a blocker -> what it is in a word or two, in Chinese and English.
TITLES: Mapping[str, Words] = MappingProxyType(
    {entry.key.partition(":")[2]: entry.topic for entry in HELD.entries}
)
