"""Which text has which number? The strings that the cells of a workbook share."""

import zipfile

from lxml import etree

from cuifei.ooxml import escapes


class Strings:
    """The shared strings of a workbook, read when the first of them is asked for."""

    def __init__(self, file: zipfile.ZipFile, part: str) -> None:
        self._file, self._part = file, part
        self._list: list[str] | None = None

    def __call__(self, number: int) -> str:
        """Return the shared string of that number."""
        if self._list is None:
            self._list = list(self._read()) if self._part else []
        return self._list[number]

    def _read(self) -> list[str]:
        out: list[str] = []
        with self._file.open(self._part) as stream:
            for _, node in etree.iterparse(stream, tag="{*}si", resolve_entities=False):
                out.append(escapes.resolved(_plain(node)))
                node.clear()
        return out


def _plain(node: etree._Element) -> str:
    """Return the text of a string without its looks and readings."""
    if len(node) == 1 and str(node[0].tag).endswith("}t"):
        return str(node[0].text or "")
    texts = node.iterfind("{*}t"), node.iterfind("{*}r/{*}t")
    return "".join(str(t.text or "") for group in texts for t in group)
