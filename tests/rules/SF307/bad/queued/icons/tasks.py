import requests
from huey.contrib.djhuey import HUEY as huey

from icons.later import later


def task():
    def wrap(function):
        return huey.task(retries=3)(function)

    return wrap


@task()
def load_icon(address):
    return requests.get(address).content  # expect: SF307 info


@later
def count_visit(request):
    report(request)


def report(request):
    requests.post("https://visits.example", data={"path": request.path})


def send_receipt(address):
    requests.post("https://mail.example", data={"to": address})  # expect: SF307
