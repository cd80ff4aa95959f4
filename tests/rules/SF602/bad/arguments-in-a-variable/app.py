import os
import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.post("/chart")
def chart():
    command = ["node", "chart.js"]
    command.append(request.args["name"])
    return subprocess.Popen(command, stdout=subprocess.PIPE).communicate()[0]  # expect: SF602 warning


@app.post("/visit")
def visit():
    os.system("node visit.js '{}'".format(request.args["page"]))  # expect: SF602 warning
    return ""
