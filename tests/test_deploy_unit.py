"""The systemd unit: duizhao takes its command lines, and it may write nothing but its own directory."""

import shlex

import pytest

from config.settings import settings_from
from tests.deploying import understand, unit

SERVICE = unit()["Service"]


@pytest.mark.parametrize("key", ["ExecStartPre", "ExecStart"])
def test_command_lines(key: str) -> None:
    program, *arguments = shlex.split(SERVICE[key])
    assert program == "/opt/duizhao/.venv/bin/duizhao"
    understand(arguments)


def test_its_settings_are_settings() -> None:
    environment = dict(each.split("=", 1) for each in shlex.split(SERVICE["Environment"]))
    assert settings_from(environment).database == "sqlite:////var/lib/duizhao/duizhao.sqlite"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("Restart", "always"),
        ("KillMode", "mixed"),  # a SIGTERM to all would end the crawls before they are told
        ("TimeoutStopSec", "40"),
        ("StateDirectory", "duizhao"),
        ("WorkingDirectory", "/var/lib/duizhao"),
        ("ProtectSystem", "strict"),
        ("NoNewPrivileges", "yes"),
        ("PrivateTmp", "yes"),
        ("CapabilityBoundingSet", ""),
        ("OOMPolicy", "continue"),
    ],
)
def test_what_it_may(key: str, value: str) -> None:
    assert SERVICE[key] == value


def test_it_may_reach_this_machine_and_see_the_crawls_of_others() -> None:
    assert SERVICE["IPAddressDeny"].split() == ["link-local", "multicast"]
    assert "ProtectProc" not in SERVICE
    assert SERVICE["User"] != "root"
