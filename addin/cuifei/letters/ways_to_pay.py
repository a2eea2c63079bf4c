"""How can what a paper asks for be paid? By transfer, by a code to scan, online, in person (R3.1).

List 账户: the accounts. List 扫码: a code for each link.
"""

from collections.abc import Iterator, Sequence

from cuifei.domain.records import PayAccount
from cuifei.letters.wording import Wording

Fields = dict[str, str]


def sentences(accounts: Sequence[PayAccount], words: Wording) -> Fields:
    """Return the links and places of these accounts, each sentence blank where there is none."""
    links = list(dict.fromkeys(account.link for account in accounts if account.link))
    places = dict.fromkeys(_places(accounts, words))
    return {
        "收款码链接": next(iter(links), ""),
        "收款码图片": next((a.picture for a in accounts if a.picture), ""),
        "线上缴费句": words.online.format(links=words.joint.join(links)) if links else "",
        "现场缴费句": words.counter.format(places=words.joint.join(places)) if places else "",
    }


def lists(accounts: Sequence[PayAccount]) -> dict[str, list[Fields]]:
    """Return the accounts and the codes to scan."""
    return {
        "账户": [
            {
                "户名": account.holder,
                "开户行": account.bank,
                "账号": account.number,
                "收款码链接": account.link,
                "收款码图片": account.picture,
            }
            for account in accounts
        ],
        "扫码": [
            {"收款码链接": link, "收款码图片": picture}
            for link, picture in dict.fromkeys((a.link, a.picture) for a in accounts)
            if link or picture
        ],
    }


def _places(accounts: Sequence[PayAccount], words: Wording) -> Iterator[str]:
    for account in accounts:
        if account.counter:
            place = account.counter
            if account.hours:
                place = words.hours.format(place=place, hours=account.hours)
            yield " ".join(filter(None, (place, account.contact, account.phone)))
