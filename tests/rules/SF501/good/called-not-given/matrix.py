import threading


def fill(rows, first):
    for row in range(first, first + 5):
        for column in range(len(rows)):
            rows[row][column] = row * column


def main(rows):
    for first in range(0, len(rows), 5):
        threading.Thread(target=fill(rows, first)).start()
