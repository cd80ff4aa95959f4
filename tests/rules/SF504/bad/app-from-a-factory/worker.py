from flask import Flask


def make():
    return Flask(__name__)


if __name__ == "__main__":
    app = make()
    app.run()
