import numpy as np
import torch
from torch import nn

model = nn.Sequential(nn.Linear(12, 64), nn.ReLU(), nn.Linear(64, 1))
optimizer = torch.optim.Adam(model.parameters())
data = torch.from_numpy(np.load("prices.npy"))

for epoch in range(50):
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(model(data[:, :12]), data[:, 12:])
    loss.backward()
    optimizer.step()
