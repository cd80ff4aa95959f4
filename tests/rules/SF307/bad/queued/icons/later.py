from threading import Thread


def later(function):
    def start(*args, **kwargs):
        Thread(target=function, args=args, kwargs=kwargs).start()

    return start
