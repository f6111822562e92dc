"""The Compose file: valid, and no service may more than it needs. Its commands are run in test_deploy_commands."""

import subprocess
import sys
from typing import Any

import pytest

from tests.deploying import COMPOSE, ROOT, compose, dockerfile, understand

SERVICES: dict[str, Any] = compose({"DUIZHAO_CONTACT": "desk@example.org"})["services"]
OURS = ("migrate", "serve", "work")
each_service = pytest.mark.parametrize("name", SERVICES)
each_of_ours = pytest.mark.parametrize("name", OURS)


def test_it_is_valid() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(COMPOSE)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_which_services_there_are() -> None:
    assert set(SERVICES) == {"postgres", *OURS}
    assert SERVICES["work"]["deploy"]["replicas"] == 2


@pytest.mark.parametrize("given", [{}, {"DUIZHAO_CONTACT": ""}])
def test_without_a_contact_nothing_starts(given: dict[str, str]) -> None:
    with pytest.raises(KeyError, match=r"DUIZHAO_CONTACT: write a mail address or a URL into \.env"):
        compose(given)
    assert "\nDUIZHAO_CONTACT=\n" in (ROOT / ".env.example").read_text(encoding="utf-8")


@each_service
def test_what_a_service_may(name: str) -> None:
    service = SERVICES[name]
    uid, _, gid = service["user"].partition(":")
    assert int(uid) > 0
    assert int(gid) > 0
    assert service["read_only"] is True
    assert service["tmpfs"][0] == "/tmp:mode=1777"
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not {"privileged", "cap_add", "devices", "pid", "ipc", "network_mode"} & set(service)
    assert service["mem_limit"]
    assert service["logging"]["options"].keys() == {"max-size", "max-file"}


@each_service
def test_secrets_come_as_files(name: str) -> None:
    service = SERVICES[name]
    told = {key: value for key, value in service["environment"].items() if "PASSWORD" in key}
    assert set(told.values()) == {"/run/secrets/postgres-password"}
    assert all(key.endswith("_FILE") for key in told)
    assert service["secrets"] == ["postgres-password"]
    assert ":" not in service["environment"].get("DUIZHAO_DATABASE", "").partition("://")[2].partition("@")[0]


@each_service
def test_only_this_machine_reaches_a_port(name: str) -> None:
    assert SERVICES[name].get("ports", []) == (["127.0.0.1:8321:8321"] if name == "serve" else [])
    assert SERVICES[name]["networks"] == (["inside", "outside"] if name in ("serve", "work") else ["inside"])
    assert compose({"DUIZHAO_CONTACT": "x"})["networks"]["inside"] == {"internal": True}


@each_service
def test_a_service_is_looked_after(name: str) -> None:
    service = SERVICES[name]
    if name == "migrate":
        assert (service["restart"], service["healthcheck"]) == ("no", {"disable": True})
        return
    assert service["restart"] == "unless-stopped"
    assert service["healthcheck"]["test"][0] == "CMD"
    assert service["stop_grace_period"] in ("40s", "60s")


@each_of_ours
def test_command_lines(name: str) -> None:
    understand(SERVICES[name]["command"])
    check = SERVICES[name]["healthcheck"].get("test")
    if check:
        assert check[:2] == ["CMD", "duizhao"]
        understand(check[2:])


@each_of_ours
def test_it_begins_when_it_can(name: str) -> None:
    waits = {of: how["condition"] for of, how in SERVICES[name]["depends_on"].items()}
    after = {} if name == "migrate" else {"migrate": "service_completed_successfully"}
    assert waits == {"postgres": "service_healthy"} | after


@each_of_ours
def test_it_is_of_the_image(name: str) -> None:
    service = SERVICES[name]
    assert service["build"] == "."
    assert service["init"] is True  # what a crawl left behind is reaped
    steps = dockerfile()
    assert service["user"] == [argument for step, argument in steps if step == "USER"][-1]
    made = {argument for step, argument in steps if step == "VOLUME"}
    assert service["volumes"] == ["data:/data", "./sources:/sources:ro"]
    assert made == {"/data"}  # so a new volume belongs to that user
