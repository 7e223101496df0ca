"""Accumulated local effects (Apley & Zhu, 2020) of 24 rows, for src/explanation/learnt/effects.spec.ts.

Written from the paper with numpy alone: the uncentred effect at an edge is the sum over the bins below it of the mean difference of the
rows in the bin, between its edges; it is centred by the mean over rows of the average of the two edges of their bin.
"""

import numpy as np

rows = np.arange(24)
x = 4 * ((rows * 7) % 24) / 24 + 0.05
z = ((rows * 5) % 11) / 5 - 1
edges = np.array([0.0, 1.3, 2.6, 4.1])


def model(x, z):
    return np.sin(x) * z + 0.5 * x**2


bin_of = np.digitize(x, edges[1:-1])
local = np.array(
    [
        (model(edges[k + 1], z[bin_of == k]) - model(edges[k], z[bin_of == k])).mean()
        for k in range(len(edges) - 1)
    ]
)
curve = np.concatenate([[0.0], np.cumsum(local)])
centre = np.mean([(curve[k] + curve[k + 1]) / 2 for k in bin_of])
print("counts", np.bincount(bin_of).tolist())
print("effects", [float(f"{one:.12g}") for one in curve - centre])
