"""Is the row of manifests still whole? Each is sealed over its letters and the seal before it.

A seal is a SHA-256 over what a manifest says of its letters and over the seal of the batch made
before it. Who changes a letter together with its manifest, or takes a folder away, breaks every
seal that came after. State and packs may change; they are not sealed.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cuifei.domain.problems import Message, Problem, say

_REMEDY = say("Put the folder back from a backup, and keep this one as it is for whoever asks")


def seal(letters: Sequence[Mapping[str, object]], previous: str) -> str:
    """Return the seal of a batch: over its letters as the manifest says them, and the one before.

    >>> seal([], "") == seal([], "") != seal([], "a")
    True
    """
    text = json.dumps([previous, letters], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def breaks(chain: Iterable[tuple[str, str, str, str]]) -> Iterator[Problem]:
    """Yield where a chain is broken; a link is (folder, previous, seal, seal of what is there).

    Batches from before seals came have none; the chain begins after them.
    """
    links = list(chain)
    known = {sealed for _, _, sealed, _ in links}
    followed: dict[str, str] = {}
    for folder, previous, sealed, reckoned in links:
        if not sealed:
            continue
        if sealed != reckoned:
            yield _problem(folder, say("this list of letters was changed after it was made"))
        if previous and previous not in known:
            yield _problem(folder, say("the batch made before this one is gone, or was changed"))
        if previous and previous in followed:
            what = say("two batches follow the same one: {other} too", other=followed[previous])
            yield _problem(folder, what)
        followed[previous] = folder


def _problem(folder: str, what: Message) -> Problem:
    return Problem(folder, what, _REMEDY)
