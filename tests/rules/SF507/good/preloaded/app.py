from flask import Flask

from jobs import start_jobs

app = Flask(__name__)
start_jobs()
