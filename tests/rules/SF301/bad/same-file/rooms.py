from fastapi import FastAPI

app = FastAPI()


async def announce(text: str) -> None: ...


class Room:
    async def close(self) -> None: ...

    async def leave(self) -> None:
        self.close()  # expect: SF301 error


@app.delete("/rooms/{name}")
async def delete(name: str) -> None:
    room = Room()
    room.close()  # expect: SF301 error
    announce(f"{name} is closed")  # expect: SF301 error
