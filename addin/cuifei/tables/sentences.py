"""Which columns hold sentences, so that they wrap?"""

# Sentences: they wrap, and are not formatted as text, which Excel shows as #### when long.
SENTENCES = frozenset(
    (
        "note",
        "task",
        "content",
        "address",
        "blockers",
        "why",
        "how",
        "what",
        "remedy",
        "moves",
        "limitation_risk",
        "script",
        "last",
        "topic",
        "meaning",
        "click",
        "command",
        "candidates",
        "costs",
        "proofs",
        "weighed",
    )
)
