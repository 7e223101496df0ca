"""Reference values of the specs of grades, binning and their tests.

usage: grades.py   (numpy, scipy, scikit-learn)

Weight of evidence by the formula of optbinning (`WoE = log(share of non-events / share of events)`, `IV = sum((share of non-events - share
of events) x WoE)`, optbinning/binning/metrics.py), with numpy and as the mutual-information-like divergence of scipy (`rel_entr` both ways).
"""
import numpy as np
from scipy import special, stats

print('chi2.sf', [stats.chi2.sf(x, k) for x, k in [(0.5, 1), (3.84, 1), (7.5, 10), (18.307, 10), (40, 5), (200, 7)]])
print('norm.sf', [stats.norm.sf(z) for z in [-1.5, 0, 0.5, 1.96, 5]])
print('binomtest', [stats.binomtest(k, n, p).pvalue for k, n, p in [(2, 25, 0.0536), (5, 45, 0.125), (0, 30, 0.1), (17, 22, 0.6719), (60, 200, 0.3), (10, 10, 0.5), (3, 10, 0.5)]])

# Cochran-Armitage: z ** 2 = n r ** 2 for 0/1 outcomes and scores.
groups = [(25, 2), (45, 5), (61, 17), (47, 19), (22, 17)]
score = np.repeat(np.arange(5), [n for n, _ in groups])
event = np.concatenate([[1] * d + [0] * (n - d) for n, d in groups])
z = np.corrcoef(score, event)[0, 1] * np.sqrt(len(score))
print('trend', z, stats.norm.sf(z))
n1, d1, n2, d2 = 112, 6, 176, 22
pool = (d1 + d2) / (n1 + n2)
z = (d2 / n2 - d1 / n1) / np.sqrt(pool * (1 - pool) * (1 / n1 + 1 / n2))
print('two shares', stats.norm.sf(z), 'chi2 without correction, one side:', stats.chi2_contingency([[d1, n1 - d1], [d2, n2 - d2]], correction=False).pvalue / 2)

# Prior shift: Bayes with likelihoods kept.
p, f, t = 0.0536, 0.3, 0.05
likelihood_ratio = (p / (1 - p)) / (f / (1 - f))
odds = likelihood_ratio * t / (1 - t)
print('prior shift', odds / (1 + odds))

# Weight of evidence of the bins of four categories.
rows = np.array([274, 269, 63, 394]); events = np.array([135, 105, 14, 46])
e = events / events.sum(); g = (rows - events) / (rows - events).sum()
print('woe', np.log(g / e), 'iv', np.sum((g - e) * np.log(g / e)), 'by divergence', np.sum(special.rel_entr(g, e) + special.rel_entr(e, g)))

# Hosmer-Lemeshow over 4 groups of 10.
probability = np.linspace(0.05, 0.95, 40)
label = np.array([(i * 7) % 10 < round(10 * q) for i, q in enumerate(probability)], int)
h = 0
for part in np.split(np.arange(40), 4):
    o, x, n = label[part].sum(), probability[part].sum(), len(part)
    h += (o - x) ** 2 / (x * (1 - x / n))
print('hosmer-lemeshow', ''.join(map(str, label)), h, stats.chi2.sf(h, 4))
