"""Does the template still know whose computer its data came from?

A template that was tied to a data source in Word asks every reader of a letter
to run a query, and tells the path of that source. The letters forget it.
"""

import re

from cuifei.letters import package

_SETTINGS, _RELATIONS = "word/settings.xml", "word/_rels/settings.xml.rels"
_MAIL_MERGE = re.compile(rb"<w:mailMerge\b(?:[^>]*/>|.*?</w:mailMerge>)", re.S)
_SOURCE = re.compile(rb"<Relationship\b[^>]*/(?:mailMergeSource|mailMergeHeaderSource)\"[^>]*/>")


def forget_data_source(parts: dict[str, package.Member]) -> None:
    """Take the mail-merge source out of the settings, in place."""
    for name, pattern in ((_SETTINGS, _MAIL_MERGE), (_RELATIONS, _SOURCE)):
        if name in parts:
            content = package.unpacked(parts[name])
            cleaned = pattern.sub(b"", content)
            if cleaned != content:
                parts[name] = package.member(name, cleaned)
