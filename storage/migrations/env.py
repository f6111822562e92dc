"""How Alembic runs the migrations: on the connection that storage.migrate hands over."""

from alembic import context

from storage.schema import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    transactional_ddl=True,  # the caller's transaction holds all of it, on SQLite too
)
context.run_migrations()
