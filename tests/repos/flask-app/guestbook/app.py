from flask import Flask, redirect, render_template, request

from guestbook import store

app = Flask(__name__)


@app.get("/")
def index():
    return render_template("index.html", lines=store.read())


@app.post("/lines")
def add():
    store.append(request.form["line"])
    return redirect("/")
