import sys

if sys.platform == "win32":

    def announce(text: str) -> None: ...

else:

    async def announce(text: str) -> None: ...


def close() -> None:
    announce("now")
