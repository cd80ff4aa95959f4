import os

import waitress
from flask import Flask

app = Flask(__name__)

if __name__ == "__main__":
    if os.environ.get("DEBUG"):
        app.run(debug=True)
    else:
        waitress.serve(app, port=8000)
