import cgi
import uu

from flask import Flask

try:
    import imghdr
except ImportError:
    imghdr = None

app = Flask(__name__)


@app.route("/")
def index():
    return uu.name() + str(cgi) + str(imghdr)
