"""The package as it is shipped: a wheel, installed nowhere, runs from itself."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.support import ROOT

PROGRAM = """
import lstm_core
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from lstm_core.training.series import series
from lstm_core.charts import step_chart, time_chart, weights_chart
from lstm_core.lesson.lecture_file import shipped
from lstm_core.words.step import step_sentence
assert lstm_core.__file__.startswith({folder!r}), lstm_core.__file__
assert len(series()[0]) == 144
assert len(shipped().scenes) > 9
print(step_sentence(perform(Settings(lang="en"))))
"""


def test_a_built_wheel_holds_its_data_and_runs(tmp_path: Path) -> None:
    # a copy, because what an earlier build left behind would be packed again
    source = tmp_path / "source"
    source.mkdir()
    shutil.copytree(ROOT / "lstm_core", source / "lstm_core")
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, source)
    options = ["--no-deps", "--no-build-isolation", "--wheel-dir", str(tmp_path)]
    build = [sys.executable, "-m", "pip", "wheel", ".", *options]
    done = subprocess.run(build, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    [wheel] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        archive.extractall(tmp_path / "site")
    assert {
        "lstm_core/words/es.toml",
        "lstm_core/words/en.toml",
        "lstm_core/browser/front/page.css",
        "lstm_core/training/airpassengers.csv",
    } <= set(names)
    assert "lstm_core/training/trained.npz" in names
    assert not [name for name in names if name.startswith("tests")]
    program = PROGRAM.format(folder=str(tmp_path / "site"))
    path = f"import sys; sys.path.insert(0, {str(tmp_path / 'site')!r})"
    command = [sys.executable, "-c", f"{path}\n{program}"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.stdout.strip().endswith("C = 1.45."), ran.stderr
