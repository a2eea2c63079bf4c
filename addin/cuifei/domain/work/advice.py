"""What does each move say? Our own words: short, polite, to be done by one person today. (R7)

Advice speaks of the owner and to the owner. It never lets a third party know
of the debt, never threatens, and never pretends (R9.3).
"""

from collections.abc import Mapping

from cuifei.domain.codes import HoldReason, OwnerType
from cuifei.domain.problems import Message, say

REMIND = say("Send the owner a message of their own: name, unit, amount, due date and how to pay.")
FIX_A_DATE = say(
    "Turn “soon” into a date and an amount, send the owner both with the account number, and"
    " check the bank on that day."
)
INSTALMENTS = say(
    "Offer payment in three to six parts on fixed days, and put it in writing; a late fee may be"
    " waived for who keeps to it."
)
UNDERSTANDING = say(
    "Call in person, say what the fee pays for, and ask for understanding; stay friendly and do"
    " not press."
)
SEARCH = say(
    "Look for another phone number or address in our own records: sale file, lease and transfer"
    " forms, parking, access cards. Tell nobody else about the debt."
)
EVADING = say(
    "Try several channels at different hours, record each try, and send letters whose delivery"
    " is proved. Tell nobody else about the debt."
)
SOLD = say("Read the transfer form first: the day of the sale, and who owes which months.")
REPAIR = say(
    "Have the defect repaired, tell the owner how it goes, and settle the fee together with the"
    " agreed compensation."
)
WIN_BACK = say(
    "Put right what went wrong, tell the owner what was done, and invite them to look at it; only"
    " then speak about the fee."
)
COMPLAINT = say(
    "Settle the complaint first: hear it, put right what is justified, and report back; until"
    " then nothing is asked for."
)
SERVICE = say(
    "Look into the complaint about the service, put right what is justified, report back, and"
    " then go through the contract together."
)
RESISTING = say(
    "Ask what the owner is unhappy with, have it put right, and show what the contract asks of"
    " both sides; do not argue."
)
POSTS = say(
    "Ask gate, parking and front desk to invite the owner to the office, without a word about"
    " money; then visit with the receipt ready."
)
NEGLECTING = say(
    "Explain calmly what the contract asks of every owner, name a day to come by, and visit with"
    " the receipt ready."
)
COLLECTION_LETTER = say(
    "Explaining has not helped: write the collection letter, have its delivery proved, then leave"
    " the owner in peace for its silence. A lower late fee may be asked for."
)
LAWYER_LETTER = say(
    "Everything else has been tried: propose the lawyer letter. One goes out at a time, and the"
    " steward tells the owner in private some days before, and offers help."
)

# A reason for arrears -> the move that answers it (R7).
BY_REASON: Mapping[str, tuple[int, Message]] = {
    "defects": (5, REPAIR),
    "service": (6, SERVICE),
    "bad_experience": (6, WIN_BACK),
    "hardship": (2, INSTALMENTS),
    "misunderstanding": (
        3,
        say(
            "Find out what was misunderstood and go through the bill line by line, with the"
            " contract at hand."
        ),
    ),
    "neighbours": (
        3,
        say(
            "Hear the quarrel out and offer to help settle it; then explain kindly that the fee"
            " is a matter of its own."
        ),
    ),
    "special": (
        3,
        say(
            "Ask how the owner is and what day suits, and offer payment from where they are;"
            " nobody has to come for it."
        ),
    ),
    "vacancy": (
        3,
        say(
            "Explain what is looked after in an empty home too, and grant the reduction that the"
            " contract gives for vacancy, if any."
        ),
    ),
    "shared_costs": (
        3,
        say(
            "Show with the bills how the shared costs were reckoned, and correct what is wrong"
            " before asking again."
        ),
    ),
}
# A type of owner -> the move that suits (R7).
BY_TYPE: Mapping[str, tuple[int, Message]] = {
    OwnerType.UNDERSTANDING: (2, INSTALMENTS),
    OwnerType.RESISTING: (6, RESISTING),
    OwnerType.NEGLECTING: (7, NEGLECTING),
    OwnerType.EVADING: (4, EVADING),
}
# A hold that is in force -> what it asks of us.
BY_HOLD: Mapping[str, tuple[int, Message]] = {
    HoldReason.RECTIFICATION: (5, REPAIR),
    HoldReason.DISPUTE: (6, COMPLAINT),
    HoldReason.HARDSHIP: (2, INSTALMENTS),
    HoldReason.SPECIAL: BY_REASON["special"],
    HoldReason.SOLD: (4, SOLD),
}


def broken_promises(n: int) -> Message:
    """Return the advice after `n` broken promises (R6.1)."""
    if n == 1:
        return say(
            "A promise was not kept: ask kindly what came between, agree a new day and amount,"
            " and send both in writing."
        )
    return say(
        "{n} promises were not kept: meet the owner, agree fixed parts in writing, and count on"
        " no further word of mouth.",
        n=n,
    )
