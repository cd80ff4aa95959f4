import hashlib
import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import numpy as np
import requests


def fetch(url):
    total = 0
    for chunk in requests.get(url, stream=True, timeout=5).iter_content():
        for byte in chunk:
            total += byte
    return total


def transform(frame):
    for _ in range(100):
        for axis in range(3):
            frame = frame + np.roll(frame, 1, axis)
    return frame


def digest(data):
    total = 0
    for _ in range(100_000):
        data = hashlib.sha256(data).digest()
        total += 1
    return total


def small(values):
    total = 0
    for value in values:
        total += value
    return total


def heavy(limit):
    total = 0
    for left in range(limit):
        for right in range(limit):
            total += left * right
    return total


def run(urls, frames, blobs, rows):
    with ThreadPoolExecutor() as pool:
        list(pool.map(fetch, urls))
        list(pool.map(transform, frames))
        list(pool.map(digest, blobs))
        list(pool.map(small, rows))
    with ProcessPoolExecutor() as processes:
        list(processes.map(heavy, range(10)))
    keeps_the_window_alive = threading.Thread(target=heavy, args=(1000,))
    keeps_the_window_alive.start()
