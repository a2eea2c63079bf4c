"""May a letter that was made some time ago stay as it is? Its file is read again.

What it was made from is gone, so only what the paper itself says is judged:
unfilled fields, what the law forbids, and its total against the register's.
"""

import re
from collections.abc import Iterator

from cuifei.domain.account.delivery import DEMANDS
from cuifei.domain.money import capitals, text
from cuifei.domain.problems import Problem, say
from cuifei.domain.records import Letter
from cuifei.domain.words import sheet
from cuifei.letters.forbidden import found
from cuifei.letters.text import plain

# Accounts are printed in groups of digits, and may look like an identity number.
_ACCOUNT = re.compile(r"^.*\t[\d ]{12,}$", re.M)


def lint(content: bytes, letter: Letter, place: str) -> Iterator[Problem]:
    """Yield what is wrong with a letter's file. CuifeiError where it is no Word document."""
    printed = plain(content)
    if match := re.search(r"«[^»\n]{1,40}»", printed):
        yield Problem(
            place,
            say("the letter still holds an unfilled field: {field}", field=match[0]),
            say("Do not send it; void it and make a new one"),
        )
    for words, entry in found(_ACCOUNT.sub("", printed), letter.date):
        yield Problem(
            place,
            say(
                "the letter says “{words}”: {why} ({source})",
                words=words,
                why=entry.why,
                source=entry.source,
            ),
            say("Do not send it; void it and make a new one"),
        )
    amounts = {text(letter.amount), capitals(letter.amount)}
    if letter.document in DEMANDS and not all(amount in printed for amount in amounts):
        yield Problem(
            place,
            say(
                "the letter does not name the total of {total} that the register gives it",
                total=text(letter.amount),
            ),
            say(
                "Put the amount in {register_sheet} back as it was",
                register_sheet=sheet("register"),
            ),
        )
