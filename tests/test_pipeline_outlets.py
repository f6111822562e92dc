"""The table of outlets."""

from config.rules import rules
from config.source import Ownership
from pipeline.outlets import outlets


def test_the_table_is_sound() -> None:
    held = rules("outlets")["outlets"]
    names = [(name.lower(), each["id"]) for each in held for name in (*each["names"], *each.get("marked", ()))]
    assert len(held) == len(outlets()) >= 600
    assert len({name for name, _ in names}) == len(set(names))
    for outlet in outlets().values():
        assert outlet.names
        assert len(outlet.country) == 2
        assert outlet.language.isalpha()
        assert outlet.name in outlet.names
        assert outlet.ownership in Ownership.__args__  # type: ignore[attr-defined]


def test_a_name_belongs_to_one_outlet_alone() -> None:
    of: dict[str, str] = {}
    for each in rules("outlets")["outlets"]:
        for name in (*each["names"], *each.get("marked", ())):
            assert of.setdefault(name.lower(), each["id"]) == each["id"], name


def test_what_an_outlet_is_also_called_can_be_told_by_its_country() -> None:
    held = rules("outlets")
    for each in held["outlets"]:
        if each.get("also"):
            assert held["countries"].get(each["country"]), each["id"]
