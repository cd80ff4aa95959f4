import audioop

from flask import Flask

app = Flask(__name__)
WIDTH = audioop.minmax(b"", 1)
