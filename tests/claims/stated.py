"""Claims stated again, each by arithmetic of its own: the registry of these statements."""

from collections.abc import Callable, Mapping
from typing import Any

from lstm_core.experiment.experiment import Experiment

Statement = Callable[[Experiment, Mapping[str, Any]], None]
STATEMENTS: dict[str, Statement] = {}  # key of a claim -> what must hold where it is made


def states(*keys: str) -> Callable[[Statement], Statement]:
    """Marks the function that checks the claims of these keys.

    It gets the Experiment (as it is shown) and the claim's values, and asserts from trace, inputs
    and weights alone, never by the function that makes the claim.
    """

    def register(statement: Statement) -> Statement:
        STATEMENTS.update(dict.fromkeys(keys, statement))
        return statement

    return register
