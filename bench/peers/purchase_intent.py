"""Who buys: LightGBM and others on the fixed folds of the online shoppers, by what is known when.

usage: purchase_intent.py FOLDER
FOLDER holds datasets/retail/online-shoppers and benchmarks/folds/online-shoppers.csv. Prints a JSON object: by moment and model the AUC of each
of the five folds. The moments are the scenario's stages `early` (what is known when the visitor arrives) and `late` (everything), and
`without PageValues`, which publications report. `grouped` are the same figures on five folds that keep rows together that are
alike in everything.
"""
import json
import os
import sys
import warnings

warnings.filterwarnings('ignore')
os.environ['OMP_NUM_THREADS'] = '1'
import lightgbm as lgb
import numpy as np
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler

folder = sys.argv[1]
rows = pd.read_csv(f'{folder}/datasets/retail/online-shoppers/online_shoppers_intention.csv')
bought = rows.pop('Revenue').astype(int).to_numpy()
groups = rows.groupby(list(rows.columns)).ngroup().to_numpy()
for name in ['OperatingSystems', 'Browser', 'Region', 'TrafficType', 'Weekend']:
    rows[name] = rows[name].astype(str)
visit = [f'{kind}{what}' for kind in ('Administrative', 'Informational', 'ProductRelated') for what in ('', '_Duration')]
moments = {
    'early': rows.drop(columns=[*visit, 'BounceRates', 'ExitRates', 'PageValues']),
    'without PageValues': rows.drop(columns='PageValues'),
    'late': rows,
}
fixed = pd.read_csv(f'{folder}/benchmarks/folds/online-shoppers.csv')['repeat0'].to_numpy()
grouped = np.zeros(len(rows), int)
for fold, (_, test) in enumerate(StratifiedGroupKFold(5, shuffle=True, random_state=100).split(rows, bought, groups)):
    grouped[test] = fold


def models(table):
    texts = [name for name in table if not pd.api.types.is_numeric_dtype(table[name])]
    numbers = [name for name in table if name not in texts]
    hot = make_column_transformer((OneHotEncoder(handle_unknown='ignore', min_frequency=5), texts), (StandardScaler(), numbers))

    def coded():
        code = OrdinalEncoder(handle_unknown='use_encoded_value', unknown_value=-1)
        return make_column_transformer((code, texts), remainder='passthrough')

    tuned = dict(n_estimators=300, learning_rate=0.03, num_leaves=15, min_child_samples=15, subsample=0.8, subsample_freq=1, colsample_bytree=0.6)
    common = dict(verbose=-1, random_state=0, n_jobs=1)
    return {
        'linear': make_pipeline(hot, LogisticRegression(max_iter=3000, C=0.3)),
        'lightgbm': make_pipeline(coded(), lgb.LGBMClassifier(**common)),
        'lightgbm-tuned': make_pipeline(coded(), lgb.LGBMClassifier(**tuned, **common)),
    }


def over_folds(table, folds):
    found = {}
    for fold in range(5):
        test = folds == fold
        for name, model in models(table).items():
            model.fit(table[~test], bought[~test])
            auc = roc_auc_score(bought[test], model.predict_proba(table[test])[:, 1])
            found.setdefault(name, []).append(round(float(auc), 6))
    return found


result = {moment: over_folds(table, fixed) for moment, table in moments.items()}
result['grouped'] = {moment: over_folds(table, grouped) for moment, table in moments.items() if moment != 'without PageValues'}
print(json.dumps(result, indent=2))
