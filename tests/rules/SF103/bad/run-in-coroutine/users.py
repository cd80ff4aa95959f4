async def load_user(number):
    return {"number": number}
