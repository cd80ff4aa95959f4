import imp  # expect: SF704 info

from flask import Flask

app = Flask(__name__)


@app.route("/")
def index():
    return imp.get_tag()
