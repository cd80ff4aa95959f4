import sqlite3


def connect():
    return sqlite3.connect("guestbook.db")


def read():
    return connect().execute("select line from lines").fetchall()


def append(line):
    with connect() as database:
        database.execute("insert into lines values (?)", (line,))
