import concurrent.futures


def row(y):
    values = []
    for x in range(1000):
        z, c = 0j, complex(x / 500 - 1.5, y / 500 - 1)
        steps = 0
        while abs(z) < 2 and steps < 255:
            z = z * z + c
            steps += 1
        values.append(steps)
    return values


def draw():
    with concurrent.futures.ThreadPoolExecutor() as executor:
        jobs = [executor.submit(row, y) for y in range(1000)]  # expect: SF501
    return [job.result() for job in jobs]
