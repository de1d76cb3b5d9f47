"""On what a trained cell is tested, and how far beyond its training it carries: claims."""

from lstm_core.experiment import trainings
from lstm_core.experiment.claims import Claim, Right, claims
from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.settings import Settings
from lstm_core.experiment.trained import assess, is_tested, run_of
from lstm_core.training.apart import costly
from lstm_core.training.baselines import baselines
from lstm_core.training.evaluate import Evaluation, outputs, score
from lstm_core.training.overlap import count_learnt_from, different_sequences, first_batches
from lstm_core.training.tasks import OWN, longer_words

ROWS = ("series", OWN)  # learnt from rows of one table: there are no longer ones
LONGER = 5  # times the steps of the training


@claims(
    *("test_untrained", "test_new", "test_some_known", "test_all_known"),
    *("test_months", "test_rows"),
)
def trial_claim(experiment: Experiment) -> Claim | None:
    """On what a trained cell is tested, and how much of that was in its training."""
    learnt = experiment.scenario.learnt
    if learnt is None or not is_tested(experiment):
        return None
    plan, update = trainings.origin(experiment.settings, learnt.task)
    batch = plan.problem.trial(plan.T)
    if plan.columns and experiment.settings.view == "train":
        return None  # the task says so
    if plan.columns:
        return Claim("test_rows", {"count": int(batch.mask.sum())})
    if batch.passengers is not None:
        return Claim("test_months", {"count": int(batch.mask.sum())})
    count, known = different_sequences(plan), count_learnt_from(plan, update)
    values = {"count": count, "T": plan.T}
    if not update:
        return Claim("test_untrained", values)  # nothing has been in a training yet
    if known == count:
        return Claim("test_all_known", values)
    if known == 0:
        return Claim("test_new", values)
    return Claim("test_some_known", values | {"known": known})


@claims("longer_sequences", "longer_words", "longer_word")
def longer_claim(experiment: Experiment) -> Claim | None:
    """How good the cell on the screen is on sequences longer than those of its training."""
    learnt = experiment.scenario.learnt
    if learnt is None or learnt.task in ROWS or assess(experiment) is None:
        return None
    T = trainings.origin(experiment.settings, learnt.task)[0].T
    right = trainings.right_answers(learnt.problem)
    values = {"percent": Right(longer(experiment.settings.cell).accuracy), "right": right}
    if learnt.task == "anbn":
        longest = max(T // 2, 1)
        if longest == 1:
            return Claim("longer_word", {"first": 2, **values})
        return Claim("longer_words", {"first": longest + 1, "last": 2 * longest, **values})
    return Claim("longer_sequences", {"T": LONGER * T, **values})


@costly(most=1024)
def longer(settings: Settings) -> Evaluation:
    """How good a trained cell is on words up to twice as long, or on LONGER times the steps."""
    experiment = perform(settings)
    learnt = experiment.scenario.learnt
    assert learnt is not None
    task, T = learnt.problem, trainings.origin(settings, learnt.task)[0].T
    batch = longer_words(T) if learnt.task == "anbn" else task.trial(LONGER * T)
    trace = run_of(experiment)(learnt.model, batch.X)
    return score(task, outputs(learnt.model, trace, yes_no=task.yes_no), batch)


def ask_for_costly(experiment: Experiment) -> None:
    """Ask for all that is costly to say of a trained cell, and of one in training."""
    learnt, settings = experiment.scenario.learnt, experiment.settings
    if learnt is None or not is_tested(experiment):
        return
    plan, update = trainings.origin(settings, learnt.task)
    if learnt.task != OWN:
        first_batches(plan)
    baselines(plan.problem, plan.T)
    if settings.view == "train":
        for history in trainings.shown(settings):
            history.evaluation(update)
        return
    assess(experiment)
    if learnt.task not in ROWS:
        longer(settings.cell)
