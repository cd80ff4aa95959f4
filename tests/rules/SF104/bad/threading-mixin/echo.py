import socketserver


class Echo(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            self.wfile.write(line)


class EchoServer(socketserver.ThreadingMixIn, socketserver.TCPServer):  # expect: SF104 info
    allow_reuse_address = True


def main():
    EchoServer(("", 9000), Echo).serve_forever()
