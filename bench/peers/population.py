"""Peers for many short series of people: extrapolations of the last ten years, and LightGBM on the growth of the last five.

usage: population.py FOLDER      (city/population-world-bank)
Aggregates are left out (the list of datasets/population-world-bank/dataset.yaml). Origins from 2014 on are judged, of those whose target the file has; what is
learnt from ends before 1994, origins 1994 to 2003 stop the trees. Prints the mean absolute percentage error at 1, 5 and 10 years.
"""
import re
import sys
from pathlib import Path

import lightgbm, numpy as np, pandas as pd

folder = sys.argv[1]
listed = (Path(__file__).parents[2] / 'datasets/population-world-bank/dataset.yaml').read_text()
aggregates = set(re.findall(r'^\s+([A-Z]{3}), #', listed, re.M))
frame = pd.read_csv(f'{folder}/population.csv', keep_default_na=False)
people = frame[~frame['Country Code'].isin(aggregates)].pivot(index='Country Code', columns='Year', values='Value').astype(float)
print(f'{len(aggregates)} aggregates left out, {len(people)} economies')
values, first = people.values, int(people.columns[0])
logs = np.log1p(values)


def origins(years, horizon, window=5):
    """Features, change of the logarithm, and what lies behind each row, of every country at every origin that has them."""
    features, change, last, past, before, actual = [], [], [], [], [], []
    for year in years:
        at = year - first
        if at < max(window, 10) or at + horizon >= values.shape[1]: continue
        growth = np.diff(logs[:, at - window:at + 1], axis=1)
        known = ~np.isnan(growth).any(1) & ~np.isnan(values[:, at - 10])
        features.append(np.c_[growth, logs[:, at]][known]); change.append((logs[:, at + horizon] - logs[:, at])[known])
        last.append(values[known, at]); past.append(values[known, at - 10]); actual.append(values[known, at + horizon])
        before.append(values[known, at - 9:at + 1])
    return [np.concatenate(part) for part in (features, change, last, past, before, actual)]


def show(name, horizon, prediction, actual):
    print(f'+{horizon} years {name} MAPE {100 * np.mean(np.abs(prediction - actual) / actual):.4f} n {len(actual)}', flush=True)


def line(before, horizon):
    """Least squares through the last ten values, row by row."""
    x = np.arange(-9, 1.0)
    slope = ((before - before.mean(1, keepdims=True)) @ (x - x.mean())) / ((x - x.mean()) ** 2).sum()
    return before.mean(1) + slope * (horizon - x.mean())


for horizon in (1, 5, 10):
    x, _, last, past, before, actual = origins(range(2014, 2024), horizon)
    show('last value', horizon, last, actual)
    show('linear extrapolation of the last 10 years', horizon, last + (last - past) / 10 * horizon, actual)
    show('exponential extrapolation of the last 10 years', horizon, last * (last / past) ** (horizon / 10), actual)
    show('least-squares line through the last 10 values', horizon, line(before, horizon), actual)
    show('least-squares line through their logarithms', horizon, np.exp(line(np.log(before), horizon)), actual)
    show('last growth', horizon, last * np.exp(x[:, 4] * horizon), actual)
    learning, stopping = origins(range(first, 1994 - 10), horizon), origins(range(1994, 2004), horizon)
    trees = lightgbm.LGBMRegressor(n_estimators=1000, learning_rate=0.03, num_leaves=15, min_child_samples=40, objective='l1', n_jobs=2, verbose=-1)
    trees.fit(learning[0], learning[1], eval_set=[(stopping[0], stopping[1])], callbacks=[lightgbm.early_stopping(50, verbose=False)])
    show(f'LightGBM on growth ({trees.best_iteration_} trees)', horizon, np.expm1(np.log1p(last) + trees.predict(x)), actual)
