"""The peers for time to a loss: Keras and PyTorch, the same network on the same real rows, two cores.

usage: time_to_loss.py FOLDER WIDTH HIDDEN,HIDDEN EPOCHS BATCH SEED
FOLDER holds train-x, train-y, validation-x and validation-y as raw float32. Adam 1e-3, binary cross-entropy; after each epoch the loss of the
validation rows is worked out. Prints for each peer a line with the seconds since training began and that loss, epoch by epoch.
"""
import json
import os
import sys
import time

os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'
os.environ.setdefault('KERAS_BACKEND', 'tensorflow')
import numpy as np

folder, width, hidden, epochs, batch, seed = sys.argv[1:]
width, epochs, batch, seed = int(width), int(epochs), int(batch), int(seed)
hidden = [int(units) for units in hidden.split(',')]


def read(name, columns):
    return np.fromfile(f'{folder}/{name}', dtype='f4').reshape(-1, columns)


train_x, train_y = read('train-x', width), read('train-y', 1)
validation_x, validation_y = read('validation-x', width), read('validation-y', 1)


def tell(peer, curve):
    print(json.dumps({'peer': peer, 'curve': curve}), flush=True)


import keras

keras.utils.set_random_seed(seed)
net = keras.Sequential([keras.layers.Input((width,)), *(keras.layers.Dense(units, 'relu') for units in hidden), keras.layers.Dense(1, 'sigmoid')])
net.compile(keras.optimizers.Adam(1e-3), 'binary_crossentropy')
# Its graphs are traced before the clock starts: on rows that are thrown away, and with the weights put back.
beginning = net.get_weights()
net.fit(train_x[: 2 * batch], train_y[: 2 * batch], epochs=1, batch_size=batch, verbose=0)
net.evaluate(validation_x, validation_y, batch_size=4096, verbose=0)
net.set_weights(beginning)
net.compile(keras.optimizers.Adam(1e-3), 'binary_crossentropy')
curve, started = [], time.perf_counter()
for _ in range(epochs):
    net.fit(train_x, train_y, epochs=1, batch_size=batch, verbose=0)
    loss = net.evaluate(validation_x, validation_y, batch_size=4096, verbose=0)
    curve.append([time.perf_counter() - started, float(loss)])
tell('Keras', curve)

import torch

torch.set_num_threads(2)
torch.manual_seed(seed)
sizes = [width, *hidden]
layers = [part for a, b in zip(sizes, sizes[1:]) for part in (torch.nn.Linear(a, b), torch.nn.ReLU())]
mlp = torch.nn.Sequential(*layers, torch.nn.Linear(sizes[-1], 1))
adam = torch.optim.Adam(mlp.parameters(), 1e-3)
loss_of = torch.nn.functional.binary_cross_entropy_with_logits
tx, ty, vx, vy = (torch.tensor(part) for part in (train_x, train_y, validation_x, validation_y))
curve, started = [], time.perf_counter()
for _ in range(epochs):
    order = torch.randperm(len(tx))
    for i in range(0, len(tx), batch):
        rows = order[i : i + batch]
        adam.zero_grad()
        loss_of(mlp(tx[rows]), ty[rows]).backward()
        adam.step()
    with torch.no_grad():
        curve.append([time.perf_counter() - started, float(loss_of(mlp(vx), vy))])
tell('PyTorch', curve)
