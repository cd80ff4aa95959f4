import httplib2


def fetch(url):
    return httplib2.Http(timeout=5).request(url)
