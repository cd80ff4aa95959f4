from flask import Flask

from quickgrid import read

app = Flask(__name__)
