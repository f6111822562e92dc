"""Edits in steps, each with its place in the text as it came."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.repair_edits import Draft, Edit
from pipeline.repair_log import LISTED, unlisted
from pipeline.values import Repair


def test_places_are_those_of_the_text_as_it_came() -> None:
    draft = Draft("text", "ab(x)cd(y)ef![]()gh")
    draft.edit([Edit(2, 5, "", "reading"), Edit(7, 10, "", "reading")])
    draft.edit([Edit(6, 11, "", "picture")])
    assert draft.text == "abcdefgh"
    assert draft.repairs == [
        Repair("reading", "text", 2, "(x)", ""),
        Repair("reading", "text", 7, "(y)", ""),
        Repair("picture", "text", 12, "![]()", ""),
    ]


def test_no_edit_changes_nothing() -> None:
    draft = Draft("text", "abc")
    draft.edit([])
    assert (draft.text, draft.repairs) == ("abc", [])


@given(st.text(alphabet="ab", max_size=40), st.sets(st.integers(0, 39)), st.sets(st.integers(0, 39)))
def test_what_stood_at_a_place_is_what_was_changed(text: str, first: set[int], second: set[int]) -> None:
    draft = Draft("text", text)
    for cut in (first, second):
        draft.edit([Edit(at, at + 1, "", "cut") for at in sorted(cut) if at < len(draft.text)])
    assert len(draft.text) == len(text) - len(draft.repairs)
    for repair in draft.repairs:
        assert text[repair.place : repair.place + 1] == repair.before[:1]


def test_of_many_edits_the_first_are_kept_and_the_others_counted() -> None:
    draft = Draft("text", "a" * 5000)
    assert draft.edit(Edit(at, at + 1, "b", "cut") for at in range(5000))
    assert draft.text == "b" * 5000
    assert (len(draft.log()), unlisted(draft.log())) == (LISTED + 1, 5000 - LISTED)
    assert not draft.edit([])
