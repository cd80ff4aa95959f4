import asyncio

from flask import Flask, request

app = Flask(__name__)


async def translate(text):
    await asyncio.sleep(0.1)
    return text.upper()


@app.route("/translate", methods=["POST"])
def translate_text():
    return asyncio.get_event_loop().run_until_complete(translate(request.json["text"]))  # expect: SF103 warning


@app.route("/again", methods=["POST"])
def translate_again():
    return asyncio.run(translate(request.json["text"]))  # expect: SF103 info
