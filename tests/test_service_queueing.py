"""The queue reaches the database that the URL names, whatever its password is made of."""

import pytest

from service.queueing import conninfo


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql+psycopg://u:pw@host:5433/db", "host=host dbname=db user=u password=pw port=5433"),
        ("postgresql+psycopg://u:a%20b@host/db", "host=host dbname=db user=u password='a b'"),
        ("postgresql+psycopg://u:p%40s%27%5C@host/db", r"host=host dbname=db user=u password=p@s\'\\"),
        ("postgresql+psycopg://u@/db?host=/run/postgresql", "dbname=db user=u host=/run/postgresql"),
        ("postgresql+psycopg://u@host/db?application_name=a+b", "host=host dbname=db user=u application_name='a b'"),
    ],
)
def test_conninfo(url: str, expected: str) -> None:
    assert conninfo(url) == expected
