"""The Dockerfile: what comes into the image, as whom it runs, and that its steps name what is there.

Where there is no Docker, its steps are gone through one by one; what they would lay into /app is laid into a directory.
"""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import PurePosixPath

import pytest

from tests.deploying import ROOT, comes_in, context, dockerfile, understand

STEPS = dockerfile()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def last(instruction: str) -> str:
    return [argument for name, argument in STEPS if name == instruction][-1]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("pyproject.toml", True),
        ("constraints.txt", True),
        ("README.md", True),
        ("config/sources/ft.yml", True),
        ("storage/migrations/versions/0001_first.py", True),
        ("web/templates/base.html", True),
        ("service/__pycache__/cli.cpython-312.pyc", False),
        (".env", False),
        (".git/config", False),
        (".venv/bin/python", False),
        ("secrets/postgres-password", False),
        ("sources/harbor.yml", False),
        ("data/duizhao.sqlite", False),
        ("tests/sites.py", False),
        ("Dockerfile", False),
    ],
)
def test_what_comes_in(path: str, expected: bool) -> None:
    assert comes_in(PurePosixPath(path)) == expected


def test_the_whole_program_comes_in() -> None:
    files = {each.as_posix() for each in context()}
    packages = {each.replace(".", "/") + "/__init__.py" for each in PROJECT["tool"]["setuptools"]["packages"]}
    assert packages <= files
    patterns = PROJECT["tool"]["setuptools"]["package-data"]
    data = {path for room, each in patterns.items() for pattern in each for path in (ROOT / room).glob(pattern)}
    assert {path.relative_to(ROOT).as_posix() for path in data} <= files
    assert {PROJECT["project"]["readme"], PROJECT["project"]["license"]["file"]} <= files


def test_every_file_that_is_copied_is_there() -> None:
    stages = [argument.partition(" AS ")[2] for name, argument in STEPS if name == "FROM"]
    files = {each.as_posix() for each in context()}
    for argument in [argument for name, argument in STEPS if name == "COPY"]:
        *sources, _ = argument.split()
        if sources[0].startswith("--from="):
            assert sources[0].removeprefix("--from=") in stages[:-1]
        else:
            assert all(each == "." or each in files for each in sources)


def test_the_libraries_are_those_of_the_project() -> None:
    step = next(argument for name, argument in STEPS if name == "RUN" and "tomllib" in argument)
    code = re.search(r'python -c "(.*?)"', step)
    assert code
    made = subprocess.run([sys.executable, "-c", code[1]], cwd=ROOT, capture_output=True, text=True, check=True)
    assert made.stdout.splitlines() == PROJECT["project"]["dependencies"]
    assert "pip install -c constraints.txt -r /tmp/libraries.txt" in step


def test_it_is_nobody_that_it_runs_as() -> None:
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", last("USER"))
    made = next(argument for name, argument in STEPS if name == "RUN" and "useradd" in argument)
    uid, gid = last("USER").split(":")
    assert f"--uid {uid} " in made
    assert f"groupadd --gid {gid} " in made


def test_what_it_runs_is_the_command() -> None:
    assert json.loads(last("ENTRYPOINT")) == ["duizhao"]
    assert PROJECT["project"]["scripts"] == {"duizhao": "service.cli:main"}
    understand(json.loads(last("CMD")))
    program, *arguments = json.loads(last("HEALTHCHECK").partition("CMD ")[2])
    assert program == "duizhao"
    understand(arguments)


def test_its_base_is_the_python_that_is_asked_for() -> None:
    bases = {argument.partition(" ")[0] for name, argument in STEPS if name == "FROM"}
    (base,) = bases
    found = re.fullmatch(r"python:3\.(\d+)-slim", base)  # no host before it, and no version that moves on by itself
    assert found
    assert int(found[1]) >= 11
    assert PROJECT["project"]["requires-python"] == ">=3.11"


def test_nothing_in_it_is_secret() -> None:
    named = " ".join(argument for name, argument in STEPS if name in ("ENV", "ARG")).lower()
    assert not re.search(r"password|token|secret|key|index", named)
