"""Tells whether a component that works with SQLAlchemy keeps its database in a file."""

from __future__ import annotations

from stackfit.model.component import ProfiledComponent
from stackfit.rules.base import PYTHON, Context

_LAYERS = ("sqlalchemy", "sqlmodel", "flask_sqlalchemy")
_DRIVERS = frozenset(
    "aiomysql asyncmy asyncpg clickhouse-sqlalchemy cx-oracle duckdb-engine mariadb mysql-connector-python mysqlclient"
    " oracledb pg8000 psycopg psycopg-binary psycopg2 psycopg2-binary psycopg2cffi pymssql pymysql pyodbc"
    " snowflake-sqlalchemy sqlalchemy-bigquery sqlalchemy-redshift".split()
)


class FileDatabase:
    """Looks once which database a component uses."""

    def __init__(self, component: ProfiledComponent, context: Context) -> None:
        names = {item.name for item in component.component.dependencies}
        self.used = _DRIVERS.isdisjoint(names) and _names_one(component, context)


def _names_one(component: ProfiledComponent, context: Context) -> bool:
    """Whether a file that works with SQLAlchemy names a database in a file."""
    for file in context.files(component, languages=PYTHON):
        index = context.index(file.path)
        layered = index is not None and any(module.partition(".")[0] in _LAYERS for module in index.modules)
        if layered and "sqlite:" in (context.text(file.path) or ""):
            return True
    return False


def is_in_file(callable_name: str, component: ProfiledComponent, context: Context) -> bool:
    """Whether a call asks a database in a file, by way of SQLAlchemy: that takes milliseconds or less."""
    return callable_name.startswith(_LAYERS) and context.once(FileDatabase, component).used
