from celery import Celery
from PIL import Image

app = Celery("thumbnails", broker="redis://cache")


@app.task
def shrink(path):
    picture = Image.open(path)
    picture.thumbnail((200, 200))
    picture.save(path)
