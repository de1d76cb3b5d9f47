"""What the README says is so: its commands, its map, its links; and what others install."""

import re
import tomllib
from pathlib import Path

import pytest

from lstm_core.experiment.settings import DEFAULTS
from tests.support import ROOT

README = ROOT.joinpath("README.md").read_text()
PROJECT = tomllib.loads(ROOT.joinpath("pyproject.toml").read_text())
RUN, TEST = re.findall(r"^```\n(python3 .*)\n```$", README, re.MULTILINE)
WORDS = 1500
NEWEST = 14  # of Python 3: the latest for which all packages are there
PROGRAM = re.compile(r"python (?:-m )?(lstm_core[\w.]*|tests/[\w/.]*\.py)")


def test_the_commands_are_those_that_ci_runs() -> None:
    assert RUN.endswith("python -m pip install -e . && python -m streamlit run streamlit_app.py")
    assert ROOT.joinpath(".ci/run").read_text().splitlines()[-1] == TEST
    workflow = ROOT.joinpath(".github/workflows/test.yml").read_text()
    assert "- run: .ci/run" in workflow
    oldest = PROJECT["project"]["requires-python"].removeprefix(">=")
    minor = int(oldest.removeprefix("3."))
    tested = ", ".join(f'"3.{k}"' for k in range(minor, NEWEST + 1))
    assert f"python: [{tested}]" in workflow
    assert f"container: python:{oldest}\n" in workflow and "- run: .ci/oldest" in workflow


def test_the_four_lines_of_python_print_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    [program] = re.findall(r"^```python\n(.*?)\n```$", README, re.MULTILINE | re.DOTALL)
    exec(program, {})
    printed = capsys.readouterr().out.strip()
    assert f"`{printed}`" in README


def test_the_map_names_every_wing_in_the_order_of_the_contract() -> None:
    [contract] = PROJECT["tool"]["importlinter"]["contracts"]
    layers = [wing for layer in contract["layers"] for wing in layer.split(" | ")]
    folders = {path.parent.name for path in ROOT.glob("lstm_core/*/__init__.py")}
    names = re.findall(r"^  (\w+)/ ", README, re.MULTILINE)
    assert [wing for wing in names if wing in folders] == layers
    assert set(layers) == folders


def test_every_program_that_a_text_names_is_there() -> None:
    texts = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("lstm_core/**/*.toml")]
    named = {program for path in texts for program in PROGRAM.findall(path.read_text())}
    assert "lstm_core.training" in named and "tests/benchmarks/page.py" in named
    for program in named:
        module = ROOT / program.replace(".", "/")
        assert (ROOT / program).is_file() or (module / "__main__.py").is_file(), program


@pytest.mark.parametrize("path", [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md"))], ids=str)
def test_a_document_links_only_to_files_that_are_there(path: Path) -> None:
    for link in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text()):
        assert path.parent.joinpath(link).exists(), link


def test_the_readme_is_short_and_links_to_every_document() -> None:
    assert len(README.split()) < WORDS
    for path in ROOT.glob("docs/*.md"):
        assert f"](docs/{path.name})" in README


def test_the_document_of_checks_names_every_benchmark() -> None:
    checks = ROOT.joinpath("docs/checks.md").read_text()
    for path in ROOT.glob("tests/benchmarks/*.py"):
        assert "__main__" not in path.read_text() or f"`{path.name}`" in checks, path.name


def test_the_document_of_links_names_every_key() -> None:
    links = ROOT.joinpath("docs/links.md").read_text()
    assert not [key for key in DEFAULTS if f"`{key}`" not in links]


def test_requirements_name_the_run_time_packages_of_the_project() -> None:
    lines = ROOT.joinpath("requirements.txt").read_text().splitlines()
    packages = [line for line in lines if not line.startswith(("#", "-e"))]
    named = {line.split(">=")[0] for line in packages}
    assert named == {line.split(">=")[0] for line in PROJECT["project"]["dependencies"]}
