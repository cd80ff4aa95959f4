import requests
import tornado.web


class Base(tornado.web.RequestHandler):
    def ask(self, name):
        return requests.get("https://upstream.example/" + name).text  # expect: SF101 error


class Page(Base):
    def get(self, name):
        self.write(self.ask(name))
