from fastapi import FastAPI

app = FastAPI()


@app.post("/price")
async def price(order: dict):
    return {"price": find(order) + rest(order)}


def find(order):
    if order["kind"] == "k0" and order["size"] > 0:
        return 0
    if order["kind"] == "k1" and order["size"] > 1:
        return 1
    if order["kind"] == "k2" and order["size"] > 2:
        return 2
    if order["kind"] == "k3" and order["size"] > 3:
        return 3
    if order["kind"] == "k4" and order["size"] > 4:
        return 4
    if order["kind"] == "k5" and order["size"] > 5:
        return 5
    if order["kind"] == "k6" and order["size"] > 6:
        return 6
    if order["kind"] == "k7" and order["size"] > 7:
        return 7
    if order["kind"] == "k8" and order["size"] > 8:
        return 8
    if order["kind"] == "k9" and order["size"] > 9:
        return 9
    return 0


def rest(order):
    if order["kind"] == "k10" and order["size"] > 10:
        return 10
    if order["kind"] == "k11" and order["size"] > 11:
        return 11
    if order["kind"] == "k12" and order["size"] > 12:
        return 12
    if order["kind"] == "k13" and order["size"] > 13:
        return 13
    if order["kind"] == "k14" and order["size"] > 14:
        return 14
    if order["kind"] == "k15" and order["size"] > 15:
        return 15
    if order["kind"] == "k16" and order["size"] > 16:
        return 16
    if order["kind"] == "k17" and order["size"] > 17:
        return 17
    if order["kind"] == "k18" and order["size"] > 18:
        return 18
    if order["kind"] == "k19" and order["size"] > 19:
        return 19
    return 0
