"""All of the page's JavaScript as one module says what its modules say."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from lstm_core.browser.bundle import ENTRY, FRONT, STYLES, bundle, bundled
from lstm_core.browser.contract import PARTS

MODULES = {
    "main.js": 'import { twice } from "./parts/twice.js";\n'
    'import {\n  one, Two,\n} from "./numbers.js";\n\n'
    "export default function (number) {\n  return twice(number) + one + new Two().value;\n}\n",
    "numbers.js": "const own = 1; // also a name of another module\n"
    "export const one = own;\nexport class Two { value = 2; }\n",
    "parts/twice.js": 'import { one } from "../numbers.js";\nconst own = 2;\n'
    "export function twice(number) {\n  return one * own * number;\n}\n",
}


def written(folder: Path, modules: dict[str, str]) -> Path:
    for path, text in modules.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text)
    return folder


def test_modules_become_one_whose_names_do_not_meet(tmp_path: Path) -> None:
    text = bundled(written(tmp_path, MODULES), ENTRY)
    assert text.index("class Two") < text.index("function twice") < text.index("function start")
    assert len(re.findall("^(?:import|export)", text, re.MULTILINE)) == 1
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node is installed; the tests in Chromium run the real one")
    (tmp_path / "one.mjs").write_text(text)
    call = 'import f from "./one.mjs"; console.log(JSON.stringify([20, 0].map(f)))'
    command = [node, "--input-type=module", "-e", call]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert json.loads(said.stdout) == [43, 3]


def test_modules_that_import_one_another_are_refused(tmp_path: Path) -> None:
    ring = {"main.js": 'import { a } from "./a.js";\n', "a.js": 'import { b } from "./main.js";\n'}
    with pytest.raises(ValueError, match=r"main\.js imports a\.js imports main\.js"):
        bundled(written(tmp_path, ring), ENTRY)


def test_every_line_of_every_module_is_in_it() -> None:
    lines = set(bundle().splitlines())
    own = [path for path in Path(str(FRONT)).rglob("*.js")]
    for module in own:
        if module.name == STYLES:
            continue
        for line in module.read_text("utf-8").splitlines():
            assert line in lines or re.match("import |export |  .*,$", line), (module.name, line)
    assert len(re.findall(r"^const m\d+ = ", bundle(), re.MULTILINE)) == len(own)


def test_it_has_the_style_of_every_part() -> None:
    found = re.search(r"^const STYLES = (.*);$", bundle(), re.MULTILINE)
    assert found
    sheets = json.loads(found[1])
    assert {*sheets} == {*PARTS}
    for path in Path(str(FRONT), "parts").glob("*.css"):
        named, own = path.read_text("utf-8"), sheets[path.stem]
        for imported in re.findall('@import "(.*)";\n', named):
            shared = path.parent.joinpath(imported).read_text("utf-8")
            named = named.replace(f'@import "{imported}";\n', shared)
        assert own == named and "@import" not in own, "a sheet made in a script imports none"
