from django.http import StreamingHttpResponse


def events():
    while True:
        yield "event: changed\ndata: {}\n\n"


def live_reload(request):
    return StreamingHttpResponse(events(), content_type="text/event-stream")
