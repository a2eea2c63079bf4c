"""Which language is meant where nobody says one?

The rules know languages as codes that they pass on; what a language says and looks like is known
to its catalogue (locale/) alone.
"""

# Of a new ledger, and of an owner for whom no language is typed. It is one of the catalogues.
DEFAULT = "zh"
