"""Evidence by betting that a mean exceeds a limit, for src/evaluation/sequential/mean-exceeds.spec.ts.

Written from the definition with numpy alone: every bet, of each block and each stake, is multiplied out by itself.
"""

import numpy as np

STAKES = [0.005, 0.01, 0.02, 0.04, 0.08, 0.12, 0.17, 0.23, 0.3, 0.4, 0.55, 0.75]
BLOCK = 50


def evidence(losses, limit):
    losses = np.asarray(losses)
    after = []
    for seen in range(1, len(losses) + 1):
        starts = (seen - 1) // BLOCK + 1
        total = 1 / (starts + 1)
        for k in range(starts):
            since = losses[k * BLOCK : seen]
            won = [np.prod(1 + stake / limit * (since - limit)) for stake in STAKES]
            total += np.mean(won) / ((k + 1) * (k + 2))
        after.append(total)
    return after


mixed = evidence([((i * 37) % 101) / 100 for i in range(120)], 0.45)
print(mixed[0], mixed[49], mixed[50], mixed[119], max(mixed))
print(evidence([0.0] * 60 + [1.0] * 10, 0.2)[-1])
