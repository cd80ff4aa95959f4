from flask import Flask, request

app = Flask(__name__)
active_users = {}


@app.route("/login", methods=["POST"])
def login() -> str:
    active_users[request.form["id"]] = request.form["name"]
    return "ok"


@app.route("/me")
def me() -> str:
    return active_users.get(request.args["id"], "nobody")
