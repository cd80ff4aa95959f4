from fastapi import FastAPI

app = FastAPI()


@app.post("/price")
async def price(order: dict):
    return {"price": find(order) + extra(order)}


def find(order):  # expect: SF401 warning
    while order:
        if order["kind"] == "k0" and order["size"] > 0:
            for line in order["lines"]:
                if line:
                    return 0
        if order["kind"] == "k1" and order["size"] > 1:
            for line in order["lines"]:
                if line:
                    return 1
        if order["kind"] == "k2" and order["size"] > 2:
            for line in order["lines"]:
                if line:
                    return 2
        if order["kind"] == "k3" and order["size"] > 3:
            for line in order["lines"]:
                if line:
                    return 3
        if order["kind"] == "k4" and order["size"] > 4:
            for line in order["lines"]:
                if line:
                    return 4
        if order["kind"] == "k5" and order["size"] > 5:
            for line in order["lines"]:
                if line:
                    return 5
        if order["kind"] == "k6" and order["size"] > 6:
            for line in order["lines"]:
                if line:
                    return 6
        if order["kind"] == "k7" and order["size"] > 7:
            for line in order["lines"]:
                if line:
                    return 7
        if order["kind"] == "k8" and order["size"] > 8:
            for line in order["lines"]:
                if line:
                    return 8
        if order["kind"] == "k9" and order["size"] > 9:
            for line in order["lines"]:
                if line:
                    return 9
        if order["kind"] == "k10" and order["size"] > 10:
            for line in order["lines"]:
                if line:
                    return 10
        if order["kind"] == "k11" and order["size"] > 11:
            for line in order["lines"]:
                if line:
                    return 11
        if order["kind"] == "k12" and order["size"] > 12:
            for line in order["lines"]:
                if line:
                    return 12
    return 0


# As many ways, but one after the other.
def extra(order):  # expect: SF401 info
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
    if order["kind"] == "k20" and order["size"] > 20:
        return 20
    if order["kind"] == "k21" and order["size"] > 21:
        return 21
    if order["kind"] == "k22" and order["size"] > 22:
        return 22
    if order["kind"] == "k23" and order["size"] > 23:
        return 23
    if order["kind"] == "k24" and order["size"] > 24:
        return 24
    if order["kind"] == "k25" and order["size"] > 25:
        return 25
    return 0
