import re

from fastapi import FastAPI, Request

app = FastAPI()
MAIL = re.compile(r"^\w+([.-]?\w+)*@\w+\.\w+$")  # expect: SF202 warning
TITLE = re.compile("(\\d+,?)+;")  # expect: SF202 info


@app.post("/join")
async def join(request: Request):
    form = await request.json()
    mail = form["mail"]
    if not MAIL.match(mail):
        return {"error": "mail"}
    if re.fullmatch(r"(a|a)+", request.query_params["name"]):  # expect: SF202 warning
        return {"error": "name"}
    return {}
