"""Prints the reference figures of the tests in src/evaluation as JSON.

The arrays are made by the same integer generator as in src/evaluation/reference.fixture.ts (Park & Miller, exact in
doubles), so both sides compute on equal numbers without a data file. The figures in the tests came from
scikit-learn 1.9.1, SciPy 1.17.1 and NumPy 2.4.6. Run: python test/reference/metrics.py
"""

import json
import math

import numpy as np
import scipy
import sklearn
from scipy import optimize, special, stats
from sklearn import metrics as m
from sklearn.calibration import calibration_curve
from sklearn.isotonic import IsotonicRegression


def generator(seed):
    state = seed
    while True:
        state = state * 16807 % 2147483647
        yield state / 2147483647


def binary_rows(count=60):
    """Probabilities are multiples of 0.05, so they tie and reach 0 and 1."""
    u = generator(2024)
    probabilities, labels, weights = [], [], []
    for _ in range(count):
        p = math.floor(next(u) * 21) / 20
        probabilities.append(p)
        labels.append(1 if next(u) < 0.15 + 0.7 * p else 0)
        weights.append(0.5 + math.floor(next(u) * 4) * 0.5)
    return np.array(labels), np.array(probabilities), np.array(weights)


def multiclass_rows(count=40):
    u = generator(7)
    labels, probabilities, weights = [], [], []
    for _ in range(count):
        a, b, c = next(u) + 0.05, next(u) + 0.05, next(u) + 0.05
        total = a + b + c
        drawn = next(u) * total
        probabilities.append([a / total, b / total, c / total])
        labels.append(0 if drawn < a else 1 if drawn < a + b else 2)
        weights.append(0.5 + math.floor(next(u) * 4) * 0.5)
    return np.array(labels), np.array(probabilities), np.array(weights)


def regression_rows(count=50):
    u = generator(99)
    actual, predicted, weights = [], [], []
    for _ in range(count):
        value = 10 * next(u)
        actual.append(value)
        predicted.append(value + (next(u) - 0.5) * 4)
        weights.append(0.5 + math.floor(next(u) * 4) * 0.5)
    return np.array(actual), np.array(predicted), np.array(weights)


def calibration_error(y, p, w, strategy):
    """scikit-learn has the curve (unweighted); the error is its mean distance, weighted by the rows of each bin."""
    edges = np.linspace(0, 1, 11) if strategy == "uniform" else np.percentile(p, np.linspace(0, 1, 11) * 100)
    bins = np.searchsorted(edges[1:-1], p)
    return float(sum(abs((w * (p - y))[bins == b].sum()) for b in range(10)) / w.sum())


def binary_figures(y, p, w, threshold):
    decided = (p >= threshold).astype(int)
    false_positive_rate, true_positive_rate, _ = m.roc_curve(y, p, sample_weight=w, drop_intermediate=False)
    confusion = m.confusion_matrix(y, decided, sample_weight=w)
    auc = m.roc_auc_score(y, p, sample_weight=w)
    return {
        "auc": auc,
        "average_precision": m.average_precision_score(y, p, sample_weight=w),
        "log_loss": m.log_loss(y, p, sample_weight=w),
        "brier": m.brier_score_loss(y, p, sample_weight=w),
        "ece": calibration_error(y, p, w, "uniform"),
        "ks": float(np.max(np.abs(true_positive_rate - false_positive_rate))),
        "gini": 2 * auc - 1,
        "accuracy": m.accuracy_score(y, decided, sample_weight=w),
        "precision": m.precision_score(y, decided, sample_weight=w),
        "recall": m.recall_score(y, decided, sample_weight=w),
        "f1": m.f1_score(y, decided, sample_weight=w),
        "cost": float((confusion[0, 1] * 1 + confusion[1, 0] * 5) / w.sum()),
    }


# What each action costs, by the class that happens.
ACTION_COSTS = np.array([[0, 2, 10], [1, 0, 4], [3, 3, 0]])


def multiclass_figures(y, p, w):
    decided = p.argmax(axis=1)
    cheapest = (p @ ACTION_COSTS.T).argmin(axis=1)
    return {
        "log_loss": m.log_loss(y, p, sample_weight=w),
        "brier": m.brier_score_loss(y, p, sample_weight=w),
        "accuracy": m.accuracy_score(y, decided, sample_weight=w),
        "macro_f1": m.f1_score(y, decided, average="macro", sample_weight=w),
        "auc_ovr": m.roc_auc_score(y, p, multi_class="ovr", average="macro", sample_weight=w),
        "cost": float((w * ACTION_COSTS[cheapest, y]).sum() / w.sum()),
    }


def class_figures(y, p, w):
    """One against the rest."""
    decided = p.argmax(axis=1)
    return [
        {
            "recall": m.recall_score(y == c, decided == c, sample_weight=w),
            "precision": m.precision_score(y == c, decided == c, sample_weight=w),
            "auc": m.roc_auc_score(y == c, p[:, c], sample_weight=w),
        }
        for c in range(p.shape[1])
    ]


def whole(numbers):
    """Halves go up; NumPy would round them to even."""
    return np.floor(numbers + 0.5).astype(int)


def regression_figures(a, p, w):
    return {
        "mse": m.mean_squared_error(a, p, sample_weight=w),
        "rmse": m.root_mean_squared_error(a, p, sample_weight=w),
        "mae": m.mean_absolute_error(a, p, sample_weight=w),
        "r2": m.r2_score(a, p, sample_weight=w),
        "pearson_r": np.cov(a, p, aweights=w)[0, 1] / np.sqrt(np.prod(np.diag(np.cov(a, p, aweights=w)))),
        "quadratic_weighted_kappa": m.cohen_kappa_score(whole(a), whole(p), weights="quadratic", sample_weight=w),
    }


def curve(y, p, strategy):
    rate, mean = calibration_curve(y, p, n_bins=10, strategy=strategy)
    return {"observedRate": rate.tolist(), "meanProbability": mean.tolist()}


def platt(scores, y, w):
    positives, negatives = w[y == 1].sum(), w[y == 0].sum()
    target = np.where(y == 1, (positives + 1) / (positives + 2), 1 / (negatives + 2))

    def gradient(parameters):
        error = w * (special.expit(parameters[0] * scores + parameters[1]) - target)
        return [(error * scores).sum(), error.sum()]

    slope, intercept = optimize.fsolve(gradient, [0, 0], xtol=1e-12)
    return {"slope": slope, "intercept": intercept}


def temperature(logits, y, w):
    def slope(inverse):
        p = special.softmax(logits * inverse, axis=1)
        return (w * ((p * logits).sum(axis=1) - logits[np.arange(len(y)), y])).sum()

    return 1 / optimize.brentq(slope, 0.01, 100, xtol=1e-14)


def isotonic(scores, y, w, at):
    model = IsotonicRegression(out_of_bounds="clip").fit(scores, y, sample_weight=w)
    return model.predict(np.array(at)).tolist()


def fold_summary(values, ratio):
    values = np.array(values)
    error = values.std(ddof=1) * math.sqrt(1 / len(values) + ratio)
    t = values.mean() / error
    reach = stats.t.ppf(0.975, len(values) - 1) * error
    return {
        "mean": values.mean(),
        "standardDeviation": values.std(ddof=1),
        "lower": values.mean() - reach,
        "upper": values.mean() + reach,
        "t": t,
        "pValue": 2 * stats.t.sf(abs(t), len(values) - 1),
    }


def group_figures(y, p, decided, groups):
    out = {}
    for group in sorted(set(groups)):
        i = np.array(groups) == group
        out[group] = {
            "count": int(i.sum()),
            "baseRate": y[i].mean(),
            "meanProbability": p[i].mean(),
            "auc": m.roc_auc_score(y[i], p[i]),
            "selectionRate": decided[i].mean(),
            "truePositiveRate": m.recall_score(y[i], decided[i]),
            "falsePositiveRate": m.recall_score(1 - y[i], decided[i]),
        }
    return out


def operating_curve(y, p, w):
    """A point per threshold, in the order of src/evaluation/curves/operating-curve.ts."""
    false_rate, true_rate, thresholds = m.roc_curve(y, p, sample_weight=w, drop_intermediate=False)
    precision, _, ascending = m.precision_recall_curve(y, p, sample_weight=w)
    by_threshold = dict(zip(ascending, precision))
    return [
        [t, (w * (p >= t)).sum() / w.sum(), tpr, fpr, by_threshold[t]]
        for t, tpr, fpr in list(zip(thresholds, true_rate, false_rate))[1:]
    ]


def residual_bands(actual, predicted, bands):
    order = np.argsort(predicted, kind="stable")
    return [
        [len(i), predicted[i].mean(), actual[i].mean(), *np.quantile(actual[i] - predicted[i], [0.1, 0.5, 0.9])]
        for i in np.array_split(order, bands)
    ]


def main():
    y, p, w = binary_rows()
    ones = np.ones(len(y))
    by, bp, bw = multiclass_rows()
    a, q, rw = regression_rows()
    logits = np.log((p + 0.025) / (1.025 - p))
    grid = [0, 0.12, 0.3, 0.475, 0.5, 0.61, 0.8, 1]
    folds = [0.79, 0.81, 0.76, 0.8, 0.83, 0.78, 0.77, 0.82, 0.8, 0.79]
    others = [0.78, 0.8, 0.77, 0.79, 0.8, 0.77, 0.76, 0.81, 0.8, 0.77]
    figures = {
        "versions": {"scikit-learn": sklearn.__version__, "scipy": scipy.__version__, "numpy": np.__version__},
        "binary": binary_figures(y, p, ones, 0.5),
        "binaryWeighted": binary_figures(y, p, w, 1 / 6),
        "operatingCurve": operating_curve(y, p, ones)[::5],
        "operatingCurveWeighted": operating_curve(y, p, w)[::5],
        "residualBands": residual_bands(a, q, 5),
        "ksTwoSample": stats.ks_2samp(p[y == 1], p[y == 0]).statistic,
        "eceEqualCount": calibration_error(y, p, ones, "quantile"),
        "curveEqualWidth": curve(y, p, "uniform"),
        "curveEqualCount": curve(y, p, "quantile"),
        "multiclass": multiclass_figures(by, bp, np.ones(len(by))),
        "multiclassWeighted": multiclass_figures(by, bp, bw),
        "classes": class_figures(by, bp, np.ones(len(by))),
        "regression": regression_figures(a, q, np.ones(len(a))),
        "regressionWeighted": regression_figures(a, q, rw),
        "platt": platt(logits, y, ones),
        "plattWeighted": platt(logits, y, w),
        "temperatureBinary": temperature(np.stack([0 * logits, logits], axis=1), y, ones),
        "temperatureMulticlass": temperature(np.log(bp) * 3, by, bw),
        "isotonic": isotonic(p, y, ones, grid),
        "isotonicWeighted": isotonic(p, y, w, grid),
        "studentQuantile": {
            f"{probability} {degrees}": stats.t.ppf(probability, degrees)
            for probability in [0.6, 0.9, 0.975, 0.995, 0.99999]
            for degrees in [1, 2, 3.5, 4, 14, 29, 200]
        },
        "studentCumulative": {
            f"{t} {degrees}": stats.t.cdf(t, degrees) for t in [-12, -1.3, 0.01, 2.5] for degrees in [1, 4, 14, 200]
        },
        "incompleteBeta": {
            f"{x} {a_} {b_}": special.betainc(a_, b_, x) for x, a_, b_ in [(0.2, 2, 3), (0.9, 0.5, 0.5), (0.01, 7, 0.5)]
        },
        "logGamma": {str(x): special.gammaln(x) for x in [0.1, 0.5, 3, 12.25, 150]},
        "foldSummary": fold_summary(folds, 1 / 4),
        "foldDifference": fold_summary(np.array(folds) - np.array(others), 1 / 4),
        "groups": group_figures(y, p, (p >= 0.5).astype(int), [["x", "y", "z"][i % 3] for i in range(len(y))]),
    }
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
