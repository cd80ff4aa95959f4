import sys

from flask import Flask

if sys.version_info < (3, 3):
    from pipes import quote
else:
    from shlex import quote

app = Flask(__name__)
NAME = quote("a b")
