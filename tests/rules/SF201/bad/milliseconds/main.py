import yaml
from fastapi import FastAPI, Request

app = FastAPI()


@app.post("/rules")
async def rules(request: Request):
    return yaml.safe_load(await request.body())  # expect: SF201 info
