"""Linear models and LightGBM on the ten replications of IHDP, by the rows of bench/protocols/treatment.mjs.

usage: treatment.py DATASETS_FOLDER
Prints of OLS-1 (one regression with the treatment as a column), OLS-2 (one for each arm) and a T-learner of LightGBM the root of the PEHE
within the sample and out of it, and the error of the average effect, each as a mean and by replication.
"""
import hashlib
import os
import sys

os.environ.setdefault('OMP_NUM_THREADS', '1')
import numpy as np
from lightgbm import LGBMRegressor
from sklearn.linear_model import LinearRegression

REPLICATIONS = range(1, 11)


def held_out(replication, row):
    """A tenth of the rows: the first 32 bits of sha256('REPLICATION ROW'), modulo 10."""
    digest = hashlib.sha256(f'{replication} {row}'.encode()).hexdigest()
    return int(digest[:8], 16) % 10 == 0


def ols1(x, treated, outcome, rows):
    model = LinearRegression().fit(np.column_stack([x, treated])[rows], outcome[rows])
    return np.full(len(x), model.coef_[-1])


def by_arm(make):
    def effects(x, treated, outcome, rows):
        said = []
        for arm in (0, 1):
            own = rows & (treated == arm)
            said.append(make().fit(x[own], outcome[own]).predict(x))
        return said[1] - said[0]

    return effects


def lightgbm():
    return LGBMRegressor(num_leaves=15, min_child_samples=10, learning_rate=0.05, n_estimators=200, verbose=-1, n_jobs=1)


MODELS = {'OLS-1': ols1, 'OLS-2': by_arm(LinearRegression), 'T-learner LightGBM': by_arm(lightgbm)}


def main(datasets):
    results = {name: [] for name in MODELS}
    for replication in REPLICATIONS:
        table = np.loadtxt(f'{datasets}/medical/ihdp/ihdp_npci_{replication}.csv', delimiter=',')
        treated, outcome, truth, x = table[:, 0], table[:, 1], table[:, 4] - table[:, 3], table[:, 5:]
        outside = np.array([held_out(replication, row) for row in range(len(table))])
        for name, model in MODELS.items():
            effect = model(x, treated, outcome, ~outside)
            root = lambda rows: float(np.sqrt(np.mean((effect - truth)[rows] ** 2)))
            average = float(abs(np.mean(effect[~outside]) - np.mean(truth[~outside])))
            results[name].append((root(~outside), root(outside), average))
    for name, rows in results.items():
        for part, values in zip(('within', 'outside', 'average'), zip(*rows)):
            print(name, part, 'mean %.4f' % np.mean(values), [round(value, 4) for value in values], flush=True)


if __name__ == '__main__':
    main(sys.argv[1])
