from flask import Flask
from flask_sock import Sock

application = Flask(__name__)
sock = Sock(application)
