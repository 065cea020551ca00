"""A database for each run: a copy of one that was migrated and peopled once. SQLite, or PostgreSQL by DATABASE_URL."""

import itertools
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

PROCESS = f"faults_{os.getpid()}"
_count = itertools.count(1)
_made: list["Database"] = []


@dataclass(frozen=True, kw_only=True)
class Database:
    """`folder` is BACKCHART_DATA; `url` is empty on SQLite."""

    folder: Path
    url: str = ""

    @property
    def environment(self) -> Mapping[str, str]:
        return {"BACKCHART_DATA": str(self.folder)} | ({"DATABASE_URL": self.url} if self.url else {})

    @property
    def file(self) -> Path:
        return self.folder / "backchart.sqlite3"

    @property
    def name(self) -> str:
        return urlsplit(self.url).path.lstrip("/")

    def copied(self, folder: Path, *, tablespace: str = "pg_default") -> "Database":
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.url:
            return _created(self.url, folder, like=self.name, tablespace=tablespace)
        shutil.copyfile(self.file, folder / self.file.name)
        return Database(folder=folder)


def drop_made() -> None:
    """Every database this process made on a server; files go with their folder."""
    while _made:
        dropped(_made[-1])


def dropped(one: Database) -> None:
    said(one.url, f'DROP DATABASE IF EXISTS "{one.name}" WITH (FORCE)')
    _made.remove(one)


def empty(folder: Path) -> Database:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    server = os.environ.get("DATABASE_URL", "")
    return _created(server, folder) if server else Database(folder=folder)


def _created(server: str, folder: Path, *, like: str = "template0", tablespace: str = "pg_default") -> Database:
    url = urlsplit(server)._replace(path=f"/{PROCESS}_{next(_count)}").geturl()
    said(server, f'CREATE DATABASE "{urlsplit(url).path[1:]}" TEMPLATE "{like}" TABLESPACE {tablespace}')
    _made.append(Database(folder=folder, url=url))
    return _made[-1]


def said(server: str, statement: str) -> list[tuple[object, ...]]:
    """The answer of the server's own `postgres` database."""
    with psycopg.connect(urlsplit(server)._replace(path="/postgres").geturl(), autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []
