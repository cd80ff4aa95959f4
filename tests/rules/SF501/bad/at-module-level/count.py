from threading import Thread


def count():
    number = 0
    for _ in range(20_000_000):
        number += 1


for _ in range(5):
    Thread(target=count).start()  # expect: SF501 info
