from concurrent.futures import ThreadPoolExecutor

from fetching import fetch

pool = ThreadPoolExecutor(max_workers=8)


def ask(url):
    return pool.submit(fetch, url)
