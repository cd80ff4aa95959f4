from fastapi import FastAPI

app = FastAPI()


def clamp(value, low, high):
    return max(low, min(value, high))


class Offset:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def clamp(self, width, height):
        return Offset(clamp(self.x, 0, width - 1), clamp(self.y, 0, height - 1))


@app.get("/offset")
async def offset(x: int, y: int):
    return vars(Offset(x, y).clamp(80, 25))
