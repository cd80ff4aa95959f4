from fastapi import FastAPI
from transformers import pipeline

app = FastAPI()
classify = pipeline("text-classification")


@app.post("/classify")
async def classify_text(text: str):
    return classify(text)
