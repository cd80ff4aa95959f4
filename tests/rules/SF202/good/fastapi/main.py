import re

from fastapi import FastAPI, Request

app = FastAPI()
MAIL = re.compile(r"^\w+([.-]\w+)*@\w+\.\w+$")
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')


@app.post("/join")
async def join(request: Request):
    form = await request.json()
    if not MAIL.match(form["mail"]):
        return {"error": "mail"}
    # Nothing is left that could fail behind the loop.
    words = re.match(r"(\w+\s?)+", form["text"])
    return {"quoted": QUOTED.findall(form["text"]), "words": words[0]}
