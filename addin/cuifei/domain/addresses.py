"""Where is a letter sent, and where is money paid in?"""

import re

from cuifei.domain.codes import UseType
from cuifei.domain.records import PayAccount, Unit

_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|bmp|webp|heic|tiff?|pdf)\s*$", re.I)


def postal_address(unit: Unit) -> str:
    """Return where a letter to the owner goes: the address given, else the home or shop itself.

    Nobody lives in a parking space, and who sold has moved out: without an address there is
    none ("").
    """
    if unit.address or unit.use_type == UseType.PARKING or unit.owner_until or not unit.community:
        return unit.address
    return " ".join(part for part in (unit.community, unit.building, unit.unit) if part)


def pay_accounts(accounts: tuple[PayAccount, ...], community: str) -> tuple[PayAccount, ...]:
    """Return the accounts to pay into: the community's own, else those for all communities."""
    own = tuple(account for account in accounts if account.community == community)
    return own or tuple(account for account in accounts if not account.community)


def is_picture(link: str) -> bool:
    """Return whether what was typed as a payment link is the file of a picture.

    >>> is_picture("收款码.png"), is_picture("https://pay.example.com/a.png"), is_picture("")
    (True, False, False)
    """
    return "://" not in link and bool(_PICTURE.search(link))
