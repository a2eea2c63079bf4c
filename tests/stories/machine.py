"""Clerks, owners and passing days, in any order: the tool must keep the laws in judge.py.

The test suite runs a small size. The full size, from the project's top:

    PYTHONPATH=addin:tests python -m stories.machine --full [MINUTES]

or CUIFEI_FULL=1 with the test suite. Days only move forward, as the commands
refuse back-dated runs; everything else may happen on any day.
"""

import sys
import time

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from stories import judge
from stories.people import People


def explore(judged=judge.LAWS, *, chance, lives, steps, phases=(Phase.generate,)):
    """Let things happen; raises LawBroken where the tool broke one of the laws `judged`.

    The same `chance` gives the same lives.
    """
    machine = seed(chance)(type("People", (People,), {"judged": frozenset(judged)}))
    size = settings(
        max_examples=lives,
        stateful_step_count=steps,
        database=None,
        deadline=None,
        phases=phases,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=size)


def main(minutes):
    """Explore for some minutes, each round by another chance; a breach is shrunk and shown."""
    end = time.monotonic() + 60 * minutes
    rounds, first = 0, int(time.time())
    while time.monotonic() < end:
        shrinking = (Phase.generate, Phase.shrink)
        explore(chance=first + rounds, lives=50, steps=100, phases=shrinking)
        rounds += 1
    print(
        f"{rounds * 50:,} lives of 100 steps from chance {first} on, {People.days // 365:,} years,"
        f" {People.letters:,} letters, of them {People.lawyers:,} lawyer letters and"
        f" {People.merged:,} about several units: no law broken"
    )


if __name__ == "__main__":
    if "--full" not in sys.argv:
        raise SystemExit(__doc__)
    given = sys.argv[sys.argv.index("--full") + 1 :]
    main(float(given[0]) if given else 5)
