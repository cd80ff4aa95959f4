import io

import torch
from PIL import Image
from torchvision import models, transforms

network = models.resnet50(weights="DEFAULT").eval()
prepare = transforms.Compose([transforms.Resize(224), transforms.ToTensor()])


def classify(data):
    image = Image.open(io.BytesIO(data))
    with torch.no_grad():
        return str(int(network(prepare(image).unsqueeze(0)).argmax()))
