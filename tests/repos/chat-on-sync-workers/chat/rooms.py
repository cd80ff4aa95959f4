"""Rooms, their members and their messages."""

import json

import redis

store = redis.Redis()
members = {}


def join(room, ws):
    members.setdefault(room, []).append(ws)


def leave(room, ws):
    members[room].remove(ws)


def publish(room, message):
    store.rpush(f"room:{room}", json.dumps(message))
    for ws in members.get(room, []):
        ws.send(json.dumps(message))


def history(room):
    return [json.loads(item) for item in store.lrange(f"room:{room}", -50, -1)]
