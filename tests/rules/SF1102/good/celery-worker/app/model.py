import io

import torch
from celery import Celery
from PIL import Image
from torchvision import models, transforms

queue = Celery("model", broker="redis://localhost")
network = models.resnet50(weights="DEFAULT").eval()
prepare = transforms.Compose([transforms.Resize(224), transforms.ToTensor()])


@queue.task
def classify(data):
    image = Image.open(io.BytesIO(data))
    with torch.no_grad():
        return int(network(prepare(image).unsqueeze(0)).argmax())
