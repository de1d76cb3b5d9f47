"""Claims stated again, each by arithmetic of its own: the registry of these statements."""

from collections.abc import Callable, Mapping
from typing import Any

from lstm_core.experiment.experiment import Experiment

Statement = Callable[[Experiment, Mapping[str, Any]], None]
STATEMENTS: dict[str, Statement] = {}  # key of a claim -> what must hold where it is made
WHERE: dict[str, dict[str, Any]] = {}  # key of a claim -> fields of the Settings it is about


def states(*keys: str, **where: Any) -> Callable[[Statement], Statement]:
    """Marks the function that checks the claims of these keys.

    It gets the Experiment (as it is shown) and the claim's values, and asserts from trace, inputs
    and weights alone, never by the function that makes the claim. `where` are fields, or strategies
    for them, of the only cells that the claims are about.
    """

    def register(statement: Statement) -> Statement:
        STATEMENTS.update(dict.fromkeys(keys, statement))
        WHERE.update(dict.fromkeys(keys, where))
        return statement

    return register
