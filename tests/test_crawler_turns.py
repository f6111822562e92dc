"""Time is shared out among owners, not turns; nothing is lost or served twice."""

import threading
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from crawler.turns import Turns


def served(costs: dict[str, float], pieces: int, rounds: int) -> Counter[str]:
    """How many pieces each owner had done after so many turns, each piece at its owner's cost."""
    turns: Turns[int] = Turns()
    for owner in costs:
        for piece in range(pieces):
            turns.put(owner, piece)
    done: Counter[str] = Counter()
    for _ in range(rounds):
        turn = turns.take(is_back=bool(done))
        assert turn is not None
        turns.done(turn, costs[turn.owner])
        done[turn.owner] += 1
    return done


def test_owners_of_equal_work_take_turns() -> None:
    assert served({"a": 1, "b": 1, "c": 1}, 10, 12) == {"a": 4, "b": 4, "c": 4}


def test_time_is_shared_and_not_turns() -> None:
    done = served({"slow": 10, "fast": 0.1}, 300, 202)
    assert done["slow"] == 2
    assert done["fast"] == 200


def test_one_owner_alone_is_served_in_order() -> None:
    turns: Turns[int] = Turns()
    for piece in range(5):
        turns.put("a", piece)
    assert [turn.item for turn in (turns.take() for _ in range(5)) if turn] == [0, 1, 2, 3, 4]


def test_whoever_comes_later_has_no_time_saved_up() -> None:
    turns: Turns[int] = Turns()
    for piece in range(50):
        turns.put("early", piece)
    for _ in range(20):
        turn = turns.take()
        assert turn is not None
        turns.done(turn, 1)
    for piece in range(50):
        turns.put("late", piece)
    owners = []
    for _ in range(10):
        turn = turns.take()
        assert turn is not None
        owners.append(turn.owner)
        turns.done(turn, 1)
    assert 4 <= owners.count("late") <= 6


def test_closing_lets_everybody_go() -> None:
    turns: Turns[int] = Turns()
    seen: list[object] = []
    waiting = [threading.Thread(target=lambda: seen.append(turns.take())) for _ in range(3)]
    for each in waiting:
        each.start()
    turns.close()
    for each in waiting:
        each.join(5)
    assert seen == [None, None, None]
    turns.put("a", 1)
    assert turns.take() is None


@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 5)), max_size=40))
def test_all_work_is_served_once_and_in_its_owners_order(work: list[tuple[str, float]]) -> None:
    turns: Turns[tuple[int, float]] = Turns()
    for number, (owner, cost) in enumerate(work):
        turns.put(owner, (number, cost))
    seen = []
    for _ in work:
        turn = turns.take()
        assert turn is not None
        turns.done(turn, turn.item[1])
        seen.append((turn.owner, turn.item[0]))
    for owner in "abc":
        assert [n for o, n in seen if o == owner] == [n for n, (o, _) in enumerate(work) if o == owner]


def test_it_says_whether_somebody_is_free_to_take_the_work() -> None:
    turns: Turns[int] = Turns()
    assert not turns.put("a", 1)
    assert turns.take() is not None
    taker = threading.Thread(target=turns.take)
    taker.start()
    while not turns.free:
        pass
    assert turns.put("a", 2)
    taker.join()
    assert not turns.put("a", 3)
