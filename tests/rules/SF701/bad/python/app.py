import PyPDF2
from motor.motor_asyncio import AsyncIOMotorClient
from flask import Flask

app = Flask(__name__)


@app.route("/")
def index():
    return PyPDF2.__version__ + str(AsyncIOMotorClient)
