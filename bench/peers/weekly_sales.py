"""Peers of retail/inventory on the Walmart weekly sales: the same week a year before, and LightGBM on lags.

    python bench/peers/weekly_sales.py FOLDER

FOLDER holds train.csv.gz, features.csv and stores.csv. The split is that of `npm run bench:quality -- retail/inventory`: the last 39
weeks are held out, each of their weeks is an origin from which 1 to 8 weeks are forecast that lie within the data. Sales below 0 count
as 0. Weighted MAE: weeks of a holiday weigh 5. LightGBM is direct, a model for each horizon, and learns from every second week; its target (as
it is, or as a logarithm relative to the level of the last weeks) and its rounds are chosen at 4 weeks on the 16 weeks before those held
out, then it is fitted again on all weeks before.
"""

import sys
import time
import warnings

import lightgbm as lgb
import numpy as np
import pandas as pd

warnings.filterwarnings("ignore", category=RuntimeWarning)
HORIZONS = [4, 1, 2, 3, 5, 6, 7, 8]
HELD, CHOOSING, WEEKS = 39, 16, 143
CATEGORIES = ["store", "dept", "type"]


def panel(folder):
    rows = pd.read_csv(f"{folder}/train.csv.gz", parse_dates=["Date"])
    rows["demand"] = rows.Weekly_Sales.clip(lower=0)
    wide = rows.pivot(index=["Store", "Dept"], columns="Date", values="demand")
    holiday = rows.groupby("Date").IsHoliday.first().to_numpy()
    features = pd.read_csv(f"{folder}/features.csv", parse_dates=["Date"])
    stores = pd.read_csv(f"{folder}/stores.csv")
    return wide, holiday, features, stores


def at(values, week):
    """Column `week` of the panel; unknown outside of it."""
    inside = 0 <= week < values.shape[1]
    return values[:, week] if inside else np.full(len(values), np.nan)


def examples(data, origins, horizon):
    wide, holiday, features, stores = data
    values = wide.to_numpy()
    keys = wide.index.to_frame(index=False)
    types = stores.set_index("Store").Type.astype("category").cat.codes
    size = stores.set_index("Store").Size
    dates = wide.columns
    parts = []
    for origin in origins:
        aim = origin + horizon
        past = values[:, max(0, origin - 51) : origin + 1]
        columns = {f"lag{k}": at(values, origin - k) for k in (0, 1, 2, 3, 4, 5, 7, 8, 12)}
        columns |= {f"year{k:+d}": at(values, aim - 52 + k) for k in (-2, -1, 0, 1, 2)}
        columns |= {"two years": at(values, aim - 104), "year level": np.nanmean(values[:, max(0, origin - 55) : max(1, origin - 51)], axis=1)}
        columns |= {f"mean{n}": np.nanmean(past[:, -n:], axis=1) for n in (4, 12, 52)}
        columns |= {f"std{n}": np.nanstd(past[:, -n:], axis=1) for n in (12, 52)}
        outside = features[features.Date == dates[origin]].set_index("Store")
        frame = pd.DataFrame(columns)
        frame["level"] = np.nanmean(past[:, -4:], axis=1)
        frame["store"], frame["dept"] = keys.Store, keys.Dept
        frame["type"], frame["size"] = keys.Store.map(types), keys.Store.map(size)
        week = dates[origin] + pd.Timedelta(weeks=horizon)
        frame["week"] = int(week.isocalendar().week)
        frame["easter"] = (week - pd.Timestamp({2010: "2010-04-04", 2011: "2011-04-24", 2012: "2012-04-08"}[week.year])).days
        for name in ("Temperature", "Fuel_Price", "CPI", "Unemployment"):
            frame[name] = keys.Store.map(outside[name])
        target = at(values, aim)
        frame["target"] = target
        frame["origin"] = origin
        frame["weight"] = 5.0 if aim < WEEKS and holiday[aim] else 1.0
        frame["seasonal"] = at(values, aim - 52)
        # The row itself and its future must be there.
        parts.append(frame[~np.isnan(target) & ~np.isnan(values[:, origin])])
    return pd.concat(parts, ignore_index=True)


LAGS = lambda frame: [c for c in frame.columns if c.startswith(("lag", "year", "two", "mean", "std"))]


def matrix(frame, relative):
    given = frame.drop(columns=["target", "origin", "weight", "seasonal"])
    if relative:
        level = np.log1p(frame.level)
        for name in LAGS(given):
            if not name.startswith("std"):
                given[name] = np.log1p(given[name]) - level
            else:
                given[name] = given[name] / (1 + frame.level)
    return given


def targets(frame, relative):
    return np.log1p(frame.target) - np.log1p(frame.level) if relative else frame.target


def back(values, frame, relative):
    return np.maximum(0, np.expm1(values + np.log1p(frame.level)) if relative else values)


def weighted(frame, predicted):
    return np.average(np.abs(frame.target - predicted), weights=frame.weight)


def fit(frame, relative, rounds, validation=None):
    settings = dict(objective="l1", learning_rate=0.08, num_leaves=63, min_data_in_leaf=50, feature_fraction=0.7, bagging_fraction=0.8,
                    bagging_freq=1, num_threads=2, seed=1, verbose=-1)
    # A relative error weighs as much as the sales that it is of.
    weight = lambda rows: rows.level.clip(lower=1) if relative else None
    train = lgb.Dataset(matrix(frame, relative), targets(frame, relative), weight=weight(frame), categorical_feature=CATEGORIES)
    if validation is None:
        return lgb.train(settings, train, rounds)
    held = train.create_valid(matrix(validation, relative), targets(validation, relative), weight=weight(validation))
    return lgb.train(settings, train, rounds, valid_sets=[held], callbacks=[lgb.early_stopping(20, verbose=False)])


def predict(model, frame, relative):
    return back(model.predict(matrix(frame, relative)), frame, relative)


def main():
    started = time.time()
    data = panel(sys.argv[1])
    first = WEEKS - HELD
    sums, relative, rounds = {}, None, 0
    for horizon in HORIZONS:
        if relative is None:
            learn = examples(data, range(0, first - CHOOSING - horizon, 2), horizon)
            choose = examples(data, range(first - CHOOSING, first - horizon), horizon)
            tried = {}
            for kind in (False, True):
                model = fit(learn, kind, 300, choose)
                tried[kind] = (weighted(choose, predict(model, choose, kind)), model.best_iteration)
            print("on the weeks that choose", {"relative" if kind else "as it is": result for kind, result in tried.items()}, flush=True)
            relative = min(tried, key=lambda kind: tried[kind][0])
            rounds = max(50, tried[relative][1])
        model = fit(examples(data, range(0, first - horizon, 2), horizon), relative, rounds)
        test = examples(data, range(first, WEEKS - horizon), horizon)
        predicted = {
            "LightGBM": predict(model, test, relative),
            "last value": test.lag0.to_numpy(),
            # Where the year before is not known the last value stands in.
            "same week a year before": test.seasonal.fillna(test.lag0).to_numpy(),
        }
        for name, values in predicted.items():
            error = np.abs(test.target.to_numpy() - values)
            sums.setdefault(name, []).append((np.sum(error * test.weight), np.sum(test.weight), np.sum(error), len(error)))
        told = {name: (round(s[-1][0] / s[-1][1], 1), round(s[-1][2] / s[-1][3], 1)) for name, s in sums.items()}
        print(horizon, len(test), told, f"{time.time() - started:.0f} s", flush=True)
    for name, s in sums.items():
        total = np.sum(s, axis=0)
        print(f"{name}: weighted MAE {total[0] / total[1]:.2f}, MAE {total[2] / total[3]:.2f}")


if __name__ == "__main__":
    main()
