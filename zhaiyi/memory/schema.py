"""The tables of the memory and the queries on them."""

from __future__ import annotations

import sqlite3
import time
from contextlib import suppress
from pathlib import Path

VERSION = 2

_TABLES = """
CREATE TABLE IF NOT EXISTS units (
  key TEXT PRIMARY KEY, source TEXT NOT NULL, target TEXT NOT NULL, status TEXT NOT NULL,
  findings TEXT NOT NULL, translator TEXT NOT NULL, made REAL NOT NULL, used REAL NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS units_used ON units (used);
CREATE TABLE IF NOT EXISTS edits (
  source TEXT PRIMARY KEY, target TEXT NOT NULL, made REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS told (key TEXT PRIMARY KEY, told TEXT NOT NULL) WITHOUT ROWID;
CREATE TRIGGER IF NOT EXISTS told_goes AFTER DELETE ON units BEGIN
  DELETE FROM told WHERE key = OLD.key;
END;
"""
"""`told`, of version 2, is what a translator tells of a unit of its own."""

_TOLD = "(SELECT told FROM told WHERE told.key = units.key)"
_COLUMNS = f"key, source, target, status, findings, translator, made, {_TOLD}"
UNITS = f"SELECT {_COLUMNS} FROM units WHERE key IN ({{marks}})"
EDITS = "SELECT source, target, made FROM edits WHERE source IN ({marks})"
ALL_UNITS = f"SELECT {_COLUMNS} FROM units ORDER BY made, key"
ALL_EDITS = "SELECT source, target, made FROM edits ORDER BY made, source"
COUNT = "SELECT {column}, COUNT(*) FROM units GROUP BY 1 ORDER BY 2 DESC, 1"

PUT = "INSERT OR REPLACE INTO units VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
TELL = "INSERT OR REPLACE INTO told VALUES (?, ?)"
UNTELL = "DELETE FROM told WHERE key = ?"
EDIT = "INSERT OR REPLACE INTO edits VALUES (?, ?, ?)"
NEWER_EDIT = """
INSERT INTO edits VALUES (?, ?, ?)
ON CONFLICT (source) DO UPDATE SET target = excluded.target, made = excluded.made
WHERE excluded.made > made
"""
NEWER_UNIT = """
INSERT INTO units VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (key) DO UPDATE SET target = excluded.target, status = excluded.status,
  findings = excluded.findings, translator = excluded.translator, made = excluded.made,
  used = excluded.used
WHERE excluded.made > made
"""

SHRINK = """
DELETE FROM units WHERE key IN (
  SELECT key FROM (
    SELECT key, SUM(
      length(CAST(source AS BLOB)) + length(CAST(target AS BLOB)) + length(CAST(findings AS BLOB))
      + length(translator) + length(key) + 60
    ) OVER (ORDER BY used DESC, made DESC, key ROWS UNBOUNDED PRECEDING) AS total FROM units
  ) WHERE total > ?
)
"""
"""Keeps those of use last, as many as the bytes allow; 60 is what a row costs beside its text."""


def connect(path: Path, timeout: float) -> sqlite3.Connection:
    """An open connection with the tables made. Raises `sqlite3.Error`.

    WAL lets readers go on beside a writer; with synchronous NORMAL a killed process loses nothing
    that was committed, and a power cut at most the last moments, never the file.
    """
    connection = sqlite3.connect(path, timeout=timeout, check_same_thread=False)
    # one damaged text must not make every other unknown
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    try:
        _patiently(connection, "PRAGMA journal_mode = WAL", timeout)
        connection.execute("PRAGMA synchronous = NORMAL")
        _migrate(connection, timeout)
    except BaseException:
        connection.close()
        raise
    return connection


def _migrate(connection: sqlite3.Connection, timeout: float) -> None:
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    if found > VERSION:
        raise sqlite3.DatabaseError("it was made by a newer version of Zhaiyi")
    if found < VERSION:
        _patiently(connection, f"BEGIN IMMEDIATE; {_TABLES} PRAGMA user_version = {VERSION}; "
                   "COMMIT;", timeout)  # fmt: skip


def _patiently(connection: sqlite3.Connection, script: str, timeout: float) -> None:
    """Runs a script that SQLite refuses at once, without waiting, while another process is at the
    same."""
    end = time.monotonic() + timeout
    while True:
        try:
            connection.executescript(script)
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > end:
                raise
            if connection.in_transaction:
                connection.rollback()
            time.sleep(0.02)


def compact(connection: sqlite3.Connection) -> None:
    """Gives freed pages back to the disk, unless another process is at work."""
    with suppress(sqlite3.OperationalError):
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
