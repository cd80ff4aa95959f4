from Crypto.Cipher import AES
from flask import Flask

app = Flask(__name__)


@app.route("/")
def index():
    return AES.block_size
