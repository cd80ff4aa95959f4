from channels.generic.websocket import JsonWebsocketConsumer


class Orders(JsonWebsocketConsumer):
    def receive_json(self, content):
        self.send_json(content)
