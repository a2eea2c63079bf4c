"""What if the old result of a merge field has several paragraphs?

So Word saves a letter that was previewed with an address of two lines. The field's instruction
stands whole in the first paragraph; its old result goes, and what follows the field in the last
paragraph follows it in the first. A field whose instruction itself is torn is refused
(`wordxml`).
"""

from cuifei.letters.field_spans import OURS, FieldSpan, spans
from cuifei.letters.wordxml import Element, W


def drop(root: Element) -> None:
    """Pull the merge and IF fields of a part into one paragraph each, in place."""
    for span in list(spans(root)):
        if span.simple is None and span.keyword in OURS and span.separate is not None:
            _pull(span)


def _paragraph(run: Element) -> Element:
    return next(run.iterancestors(W + "p"), None)


def _pull(span: FieldSpan) -> None:
    first, last = _paragraph(span.begin), _paragraph(span.end)
    if first is last or first is None or last is None:
        return
    whole = all(_paragraph(run) is first for run in (*span.code, span.separate))
    box = first.getparent()
    if not whole or box is not last.getparent() or span.separate.getparent() is not first:
        return
    if span.end.getparent() is not last or last.find(f"{W}pPr/{W}sectPr") is not None:
        return
    for sibling in list(box[box.index(first) + 1 : box.index(last)]):
        box.remove(sibling)
    for old in list(span.separate.itersiblings()):
        first.remove(old)
    trailing = [span.end, *span.end.itersiblings()]
    first.extend(trailing)
    box.remove(last)
