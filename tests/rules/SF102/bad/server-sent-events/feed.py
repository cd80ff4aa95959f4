import queue

ITEMS = queue.Queue()


def follow():
    while True:
        yield ITEMS.get()
