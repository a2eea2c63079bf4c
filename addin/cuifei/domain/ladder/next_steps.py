"""What is to be done about each reason against a letter or a message? By the blocker's code.

Every code of a Blocker has its step here; a test compares them with the code.
"""

from collections.abc import Mapping
from types import MappingProxyType

from cuifei.domain.problems import Message, Step, say
from cuifei.domain.words import column, sheet

BY_ITSELF = say("nothing to do: it ends by itself")
_SEND = say(
    "send it and record that in {register_sheet}, or void it with a reason",
    register_sheet=sheet("register"),
)
_SETTLE = say(
    "record in {register_sheet} what came of the letter that is live",
    register_sheet=sheet("register"),
)

NEXT_STEPS: Mapping[str, Message] = MappingProxyType(
    {
        "not_due": say("nothing to do: its day comes by itself"),
        "receipts_stale": say(
            "record the receipts, and in {settings_sheet} up to which day",
            settings_sheet=sheet("settings"),
        ),
        "hold": say(
            "settle the matter, then type the last day in {holds_sheet}", holds_sheet=sheet("holds")
        ),
        "promise": say("look on that day whether it was paid, and record what came of it"),
        "plan": say(
            "record each part in {payments_sheet} when it is paid", payments_sheet=sheet("payments")
        ),
        "no_ladder": say(
            "decide what comes next, or fill in {ladder_sheet}", ladder_sheet=sheet("ladder")
        ),
        "small_balance": say(
            "remind by call or message, or lower the amount in {settings_sheet}",
            settings_sheet=sheet("settings"),
        ),
        "limitation_passed": say("ask counsel before anything is demanded"),
        "missing_owner": say(
            "fill in {what} in {units_sheet}", what=column("owner"), units_sheet=sheet("units")
        ),
        "missing_address": say(
            "fill in {what} in {units_sheet}", what=column("address"), units_sheet=sheet("units")
        ),
        "missing_phone": say(
            "fill in {what} in {units_sheet}", what=column("phone"), units_sheet=sheet("units")
        ),
        "missing_account": say("fill in {accounts_sheet}", accounts_sheet=sheet("accounts")),
        "missing_sender": say(
            "fill in company, phone and contact person in {settings_sheet}",
            settings_sheet=sheet("settings"),
        ),
        "stale_register": _SEND,
        "not_served": say(
            "record in {register_sheet} that it was sent and served",
            register_sheet=sheet("register"),
        ),
        "requires": say("take the steps before it, and record that they reached the owner"),
        "quiet_period": say("wait until then; what the owner asks is answered"),
        "silence": say("wait until then; what the owner asks is answered"),
        "letter_ready": _SEND,
        "reason_open": say(
            "see to it, and record in {contacts_sheet} what was done",
            contacts_sheet=sheet("contacts"),
        ),
        "not_tried": say(
            "call or visit, and record it in {contacts_sheet}", contacts_sheet=sheet("contacts")
        ),
        "no_heads_up": say(
            "tell the owner in private, and record it in {contacts_sheet}",
            contacts_sheet=sheet("contacts"),
        ),
        "below_lawyer_minimum": say("go on with calls and notices"),
        "min_interval": BY_ITSELF,
        "live_in_cohort": _SETTLE,
        "live_in_household": _SETTLE,
        "cohort_frozen": say(
            "put right in {register_sheet} what {problems_sheet} names",
            register_sheet=sheet("register"),
            problems_sheet=sheet("problems"),
        ),
        "one_letter": say("nothing to do: its turn comes after the other letter"),
        "level_gap": say("write the document that is next: {step}", step=Step("letters")),
        "not_as_reviewed": say(
            "tick them all, or review the letters anew: {step}", step=Step("letters --review")
        ),
        "one_at_a_time": say("draft it by itself: {step}", step=Step("legal draft")),
        "letter_lint": say(
            "correct the template, or the cell that it comes from, and run it again"
        ),
        "not_possible": say("add the record that is missing, and run it again"),
        "contacted": say("nothing to do today"),
        "contact_budget": BY_ITSELF,
        "no_text": say("see the owner's row in {worklist_sheet}", worklist_sheet=sheet("worklist")),
        "on_list": say("send today's list, and type there what was sent"),
    }
)

# Their own sentences end with what is to be done.
SAY_IT = frozenset(
    {
        *("receipts_stale", "missing_owner", "missing_address", "missing_phone"),
        *("missing_account", "stale_register", "not_served", "letter_ready"),
        *("reason_open", "not_tried", "no_heads_up", "below_lawyer_minimum", "cohort_frozen"),
        "one_at_a_time",
    }
)
