from concurrent.futures import ThreadPoolExecutor


def count_primes(limits):
    found = 0
    for number in range(*limits):
        for divisor in range(2, int(number ** 0.5) + 1):
            if number % divisor == 0:
                break
        else:
            found += 1
    return found


def count_all(ranges):
    with ThreadPoolExecutor(max_workers=8) as pool:
        return sum(pool.map(count_primes, ranges))  # expect: SF501
