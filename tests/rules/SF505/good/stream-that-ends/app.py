import time

from flask import Flask, Response

from table import read_page

app = Flask(__name__)


def rows():
    page = 0
    while True:
        found = read_page(page)
        if not found:
            return
        page += 1
        yield found


def fetch_again(url):
    tries = 0
    while tries < 3:
        try:
            return read_page(url)
        except OSError:
            tries += 1
            time.sleep(1)
    return None


@app.route("/table.csv")
def table():
    fetch_again(0)
    return Response(rows(), mimetype="text/csv")
