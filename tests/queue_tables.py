"""The tables of the queue in a database of the tests, as the library that is installed has them."""

import sqlalchemy as sa
from procrastinate.schema import SchemaManager


def queue_tables(connection: sa.Connection) -> None:
    """Make the tables of the queue."""
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute(SchemaManager.get_schema())
