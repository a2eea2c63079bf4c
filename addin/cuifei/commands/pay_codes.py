"""Which accounts does a paper name, with the pictures of codes that the office has itself?"""

from dataclasses import replace

from cuifei.commands.opened import Opened
from cuifei.domain.addresses import is_picture, pay_accounts
from cuifei.domain.records import PayAccount
from cuifei.letters import pictures


def accounts(opened: Opened, community: str) -> tuple[PayAccount, ...]:
    """Return the accounts to pay into; a link that is a file's name has become its picture.

    The file lies beside the workbook. Raises CuifeiError where it cannot be read: a letter never
    goes out without the code that it was meant to have.
    """
    home = opened.book.path.absolute().parent
    return tuple(
        replace(account, link="", picture=pictures.of_file(home / account.link.strip()))
        if is_picture(account.link)
        else account
        for account in pay_accounts(opened.ledger.accounts, community)
    )
