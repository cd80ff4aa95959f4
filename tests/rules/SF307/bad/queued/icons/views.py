from django.http import HttpResponse

from icons import tasks


def add(request):
    tasks.count_visit(request)
    tasks.load_icon(request.POST["address"])
    tasks.send_receipt(request.POST["mail"])
    return HttpResponse("added")
