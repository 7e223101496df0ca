"""Peers of short-answer grading on the folds of bench/protocols/grading.mjs: the cosine of TF-IDF vectors with a ridge regression, the mean,
and LightGBM on the features of the scenario, which `bench/peers/grading-features.mjs` writes.

usage: grading.py DATASETS_FOLDER [FEATURES_FOLDER]
FEATURES_FOLDER holds DIVISION.FOLD.csv: a row for each answer in the order of the file, without a header. Absent: no LightGBM.
Prints Pearson r, RMSE, quadratic weighted kappa and the recall of marks below 3, of the predictions of all folds together.
"""
import hashlib
import os
import sys

os.environ.setdefault('OMP_NUM_THREADS', '2')
import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import RidgeCV
from sklearn.metrics import cohen_kappa_score

LOW = 3


def digest(text):
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16)


def within_assignments(table):
    folds = np.zeros(len(table), dtype=int)
    for _, own in table.groupby('assignment'):
        order = sorted(own.index, key=lambda row: digest(f'{table.question_id[row]} {table.answer_index[row]}'))
        for place, row in enumerate(order):
            folds[row] = place % 5
    return folds


def read(datasets):
    file = f'{datasets}/education/mohler-short-answers/mohler_v2.csv'
    table = pd.read_csv(file, dtype={'question_id': str}, keep_default_na=False)
    table = table[table.ignored_by_authors == 0].reset_index(drop=True)
    table['assignment'] = table.question_id.str.split('.').str[0].astype(int)
    return table


def cosines(table, train):
    """Of the reference and the answer, and of these with the words of the question left out, by a vocabulary of the training rows."""
    columns = ['question', 'instructor_answer', 'student_answer']
    texts = table[columns].apply(lambda column: column.str.replace('<br>', ' '))
    learnt = pd.concat([texts[column][train] for column in columns]).drop_duplicates()
    vectors = TfidfVectorizer(sublinear_tf=True, stop_words='english').fit(learnt)
    question, reference, answer = (vectors.transform(texts[column]) for column in columns)
    plain = np.asarray(reference.multiply(answer).sum(axis=1)).ravel()
    rest = reference - reference.multiply(question > 0)
    length = np.sqrt(np.asarray(rest.multiply(rest).sum(axis=1)).ravel())
    demoted = np.asarray(rest.multiply(answer).sum(axis=1)).ravel() / np.maximum(length, 1e-9)
    words = np.log1p(texts.student_answer.str.split().str.len())
    return np.column_stack([plain, demoted, words])


def ridge(features, target, train):
    return RidgeCV(np.logspace(-2, 3, 11)).fit(features[train], target[train])


def boosting(features, target, train):
    from lightgbm import LGBMRegressor

    options = dict(n_estimators=150, learning_rate=0.03, num_leaves=8, min_child_samples=20, subsample=0.7)
    model = LGBMRegressor(**options, subsample_freq=1, colsample_bytree=0.4, random_state=0, n_jobs=2, verbose=-1)
    return model.fit(features[train], target[train])


def report(name, model, target, predicted):
    def whole(marks):
        return np.floor(marks + 0.5).astype(int)

    found = (predicted[target < LOW] < LOW).mean()
    r = np.corrcoef(target, predicted)[0, 1] if predicted.std() > 0 else float('nan')
    error = np.sqrt(np.mean((predicted - target) ** 2))
    kappa = cohen_kappa_score(whole(target), whole(predicted), weights='quadratic')
    print(f'{name:26} {model:24} r {r:.4f} rmse {error:.4f} qwk {kappa:.4f} low {found:.4f}', flush=True)


def main(datasets, features=None):
    table = read(datasets)
    target = table.score_average.to_numpy()
    divisions = {
        'grading-new-questions': np.array([digest(question) % 6 for question in table.question_id]),
        'grading-new-assignments': table.assignment.to_numpy() - 1,
        'grading-known-questions': within_assignments(table),
    }
    for name, folds in divisions.items():
        models = ['mean', 'TF-IDF cosine, ridge'] + ([] if features is None else ['lightgbm, our features'])
        predicted = {model: np.zeros(len(target)) for model in models}
        for fold in np.unique(folds):
            train, test = folds != fold, folds == fold
            predicted['mean'][test] = target[train].mean()
            own = cosines(table, train)
            predicted['TF-IDF cosine, ridge'][test] = ridge(own, target, train).predict(own[test])
            if features is not None:
                ours = np.loadtxt(f'{features}/{name}.{fold}.csv', delimiter=',')
                predicted['lightgbm, our features'][test] = boosting(ours, target, train).predict(ours[test])
        for model in models:
            report(name, model, target, predicted[model].clip(0, 5))


if __name__ == '__main__':
    main(*sys.argv[1:])
