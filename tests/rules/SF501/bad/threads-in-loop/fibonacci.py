import threading as th


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def main():
    workers = []
    for _ in range(4):
        worker = th.Thread(target=fib, args=(32,))  # expect: SF501
        worker.start()
        workers.append(worker)
    for worker in workers:
        worker.join()


if __name__ == "__main__":
    main()
