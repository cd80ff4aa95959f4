import telnetlib  # expect: SF704 warning

from flask import Flask

app = Flask(__name__)


@app.route("/")
def index():
    return str(telnetlib.Telnet)
