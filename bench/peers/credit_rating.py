"""KS, Gini and calibration of the peers of finance/credit-rating on the fixed folds of German Credit.

usage: credit_rating.py FOLDER   (the folder that holds datasets/ and benchmarks/; numpy, pandas, scikit-learn, lightgbm)

Prints the means and writes credit-rating.csv beside this script: metric,model,repeat,fold,value. Models and columns are those of
benchmarks/peers/quality.py. KS and Gini are of each fold; `ece` is of the 1,000 predictions of a repeat together (fold "all"), over ten
bins of equal width: the error of one fold's 200 rows would be chance for the most part.
"""
import csv
import os
import sys
import warnings

os.environ['OMP_NUM_THREADS'] = '1'
warnings.filterwarnings('ignore')
import lightgbm as lgb
import numpy as np
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score, roc_curve
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler

folder = sys.argv[1]
names = ['checking', 'duration', 'history', 'purpose', 'amount', 'savings', 'employment', 'installment_rate', 'personal', 'debtors',
         'residence', 'property', 'age', 'plans', 'housing', 'credits', 'job', 'dependents', 'telephone', 'foreign']
data = pd.read_csv(folder + '/datasets/finance/german-credit/german.data', sep=' ', header=None, names=names + ['y'])
X, y = data[names], (data.y == 2).astype(int).to_numpy()
folds = pd.read_csv(folder + '/benchmarks/folds/german-credit.csv')
numbers = [c for c in X if pd.api.types.is_numeric_dtype(X[c])]
categories = [c for c in X if c not in numbers]


def one_hot():
    return make_column_transformer(
        (make_pipeline(SimpleImputer(strategy='most_frequent'), OneHotEncoder(handle_unknown='ignore', min_frequency=5)), categories),
        (make_pipeline(SimpleImputer(), StandardScaler()), numbers))


def ordinal():
    return make_column_transformer(
        (OrdinalEncoder(handle_unknown='use_encoded_value', unknown_value=-1), categories), remainder='passthrough')


models = {
    'linear': lambda: make_pipeline(one_hot(), LogisticRegression(max_iter=3000, C=0.3)),
    'random-forest': lambda: make_pipeline(one_hot(), RandomForestClassifier(500, n_jobs=1, random_state=0)),
    'lightgbm-tuned': lambda: make_pipeline(ordinal(), lgb.LGBMClassifier(
        n_estimators=300, learning_rate=0.03, num_leaves=15, min_child_samples=15, subsample=0.8, subsample_freq=1,
        colsample_bytree=0.6, verbose=-1, random_state=0, n_jobs=1)),
}


def ks(labels, chances):
    false_rate, true_rate, _ = roc_curve(labels, chances, drop_intermediate=False)
    return np.max(np.abs(true_rate - false_rate))


def ece(labels, chances, bins=10):
    place = np.clip(np.ceil(chances * bins).astype(int) - 1, 0, bins - 1)
    return sum(abs(chances[place == b].sum() - labels[place == b].sum()) for b in range(bins)) / len(labels)


rows = []
for repeat in range(3):
    fold_of = folds[f'repeat{repeat}'].to_numpy()
    for model, make in models.items():
        pooled = np.zeros(len(y))
        for fold in range(5):
            test = fold_of == fold
            pooled[test] = make().fit(X[~test], y[~test]).predict_proba(X[test])[:, 1]
            rows.append(['ks', model, repeat, fold, ks(y[test], pooled[test])])
            rows.append(['gini', model, repeat, fold, 2 * roc_auc_score(y[test], pooled[test]) - 1])
        rows.append(['ece', model, repeat, 'all', ece(y, pooled)])

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'credit-rating.csv'), 'w', newline='') as out:
    writer = csv.writer(out, lineterminator='\n')
    writer.writerow(['metric', 'model', 'repeat', 'fold', 'value'])
    writer.writerows([*row[:4], f'{row[4]:.6f}'] for row in rows)
table = pd.DataFrame(rows, columns=['metric', 'model', 'repeat', 'fold', 'value'])
print(table.groupby(['metric', 'model']).value.agg(['mean', 'std', 'count']).round(4).to_string())
