"""Reference values of the specs of market risk (src/evaluation/risk).

usage: risk.py   (numpy, scipy)

The returns come from the same integer generator as in src/evaluation/reference.fixture.ts (Park & Miller, exact in doubles): a GARCH(1,1)
recursion whose innovations are sums of twelve uniform numbers.
"""
import numpy as np
from scipy import optimize, stats


def generator(seed):
    state = seed
    while True:
        state = state * 16807 % 2147483647
        yield state / 2147483647


def garch_returns(count, omega=0.05, alpha=0.1, beta=0.85):
    draw, h, out = generator(77), omega / (1 - alpha - beta), []
    for _ in range(count):
        # Twelve uniform numbers make one that is nearly normal, without a function whose last digit differs between languages.
        z = sum(next(draw) for _ in range(12)) - 6
        out.append(np.sqrt(h) * z)
        h = omega + alpha * out[-1] ** 2 + beta * h
    return np.array(out)


def negative(parameters, r):
    omega, alpha, beta = parameters
    if omega <= 0 or alpha < 0 or beta < 0 or alpha + beta >= 1:
        return 1e9
    h, total = np.mean(r ** 2), 0.0
    for x in r:
        total += np.log(h) + x * x / h
        h = omega + alpha * x * x + beta * h
    return (total / len(r) + np.log(2 * np.pi)) / 2


r = garch_returns(2000)
best = min((optimize.minimize(negative, s, args=(r,), method='Nelder-Mead', options={'xatol': 1e-9, 'fatol': 1e-13, 'maxiter': 5000}) for s in ([0.05, 0.1, 0.85], [0.2, 0.05, 0.7])), key=lambda o: o.fun)
print('returns', r[:3], 'garch', best.x, best.fun)

print('normal', stats.norm.ppf(0.99), stats.norm.pdf(stats.norm.ppf(0.99)) / 0.01)
for nu in (4, 10):
    scale = np.sqrt((nu - 2) / nu)
    q = stats.t.ppf(0.99, nu)
    es = stats.t.expect(lambda x: x, (nu,), lb=q) / 0.01
    print('t', nu, scale * q, scale * es)

b = np.zeros(250, int); b[[10, 11, 50, 51, 52, 120, 200]] = 1
n, x = len(b), b.sum()
def ll(p, k, m): return stats.binom.logpmf(k, m, p) - stats.binom.logpmf(k, m, 0.5)
lr = 2 * (ll(x / n, x, n) - ll(0.01, x, n))
print('kupiec', lr, stats.chi2.sf(lr, 1))
pairs = list(zip(b[:-1], b[1:]))
n00, n01, n10, n11 = (pairs.count(p) for p in ((0, 0), (0, 1), (1, 0), (1, 1)))
p0, p1, p = n01 / (n00 + n01), n11 / (n10 + n11), (n01 + n11) / len(pairs)
ind = 2 * (n00 * np.log(1 - p0) + n01 * np.log(p0) + n10 * np.log(1 - p1) + n11 * np.log(p1) - (n00 + n10) * np.log(1 - p) - (n01 + n11) * np.log(p))
print('independence', ind, stats.chi2.sf(ind, 1), 'conditional', lr + ind, stats.chi2.sf(lr + ind, 2))
print('basel', [(k, stats.binom.cdf(k, 250, 0.01)) for k in (4, 5, 9, 10)])
# Acerbi & Szekely: critical values of the second statistic for 250 days at 97.5 %, normal and t of 5 degrees.
rng = np.random.default_rng(1)
for name, d in (('normal', stats.norm()), ('t5', stats.t(5))):
    q = d.ppf(0.975); es = d.expect(lambda v: v, lb=q) / 0.025
    s = d.rvs((20000, 250), random_state=rng)
    z = 1 - np.where(s > q, s / es, 0).sum(1) / (250 * 0.025)
    print('z2', name, np.quantile(z, 0.05))
print('fz', [(1 / (0.01 * e)) * max(x - v, 0) + v / e + np.log(e) - 1 for x, v, e in ((1, 2, 3), (5, 2, 3))])
