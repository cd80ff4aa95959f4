from concurrent.futures import ThreadPoolExecutor

from primes import is_prime

pool = ThreadPoolExecutor(max_workers=8)


def ask(number):
    return pool.submit(is_prime, number)  # expect: SF501
