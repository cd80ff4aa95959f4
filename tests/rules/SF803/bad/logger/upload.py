from concurrent.futures import ThreadPoolExecutor  # expect: SF803

pool = ThreadPoolExecutor()


def send(value):
    pool.submit(print, value)
