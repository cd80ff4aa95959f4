from concurrent.futures import ThreadPoolExecutor


def heavy(limit):
    total = 0
    for left in range(limit):
        for right in range(limit):
            total += left * right
    return total


def run():
    with ThreadPoolExecutor() as pool:
        return list(pool.map(heavy, range(1000)))
