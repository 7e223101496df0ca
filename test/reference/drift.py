"""Reference values of the specs of drift.

usage: drift.py   (numpy, scipy)
"""
import numpy as np
from scipy import special, stats

a = [120, 80, 60, 40, 30]
b = [50, 50, 40, 40, 20]
print('chi2', stats.chi2_contingency([a, b], correction=False)[:2])
n, m = sum(a), sum(b)
pa = (np.array(a) + 0.5) / (n + 0.5 * 5)
pb = (np.array(b) + 0.5) / (m + 0.5 * 5)
print('psi', stats.entropy(pb, pa) + stats.entropy(pa, pb))
print('psi band', stats.chi2.isf(0.05, 4) * (1 / n + 1 / m))
print('chi2.isf', [stats.chi2.isf(p, k) for p, k in [(0.05, 1), (0.05, 9), (0.001, 4), (0.5, 30)]])
for x, y in [((1, 3, 5, 7, 9), (2, 4, 6, 8, 10, 12, 14)), (range(0, 40), range(25, 90)), (range(0, 200, 2), range(51, 260, 2))]:
    r = stats.ks_2samp(list(x), list(y), method='exact')
    print('ks exact', r.statistic, r.pvalue, len(list(x)), len(list(y)))
ca, cb = np.cumsum(a) / n, np.cumsum(b) / m
d = np.abs(ca - cb).max()
print('binned ks', d)
print('kolmogorov', [special.kolmogorov(x) for x in (0.3, 0.5, 1, 1.36, 2.5)])
print('bh', stats.false_discovery_control([0.01, 0.04, 0.03, 0.005, 0.5, 0.2]))
