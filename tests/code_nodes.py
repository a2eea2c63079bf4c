"""The nodes of a module's code, for guards that read five hundred modules."""

import ast
from functools import lru_cache


@lru_cache(maxsize=1)
def nodes(source):
    """Return every node of a source, the module first, in the order of `ast.walk`.

    The checks of one module share the list: walking takes longer than looking.
    """
    return below(ast.parse(source))


def below(node):
    """Return a node and all in it."""
    every = [node]
    for known in every:  # the list grows while it is read
        for name in known._fields:
            value = getattr(known, name, None)
            if isinstance(value, ast.AST):
                every.append(value)
            elif type(value) is list:
                every += [child for child in value if isinstance(child, ast.AST)]
    return every
