"""Reference values of the specs of applicability.

usage: applicability.py   (numpy, scikit-learn)
"""
import numpy as np
from sklearn.covariance import ledoit_wolf

rows = np.array([[0, 0, 1], [1, 2, 0], [2, 3, 1], [3, 7, 0], [4, 8, 0], [5, 9, 1], [6, 13, 0], [-2, -5, 1]], float)
centred = rows - rows.mean(axis=0)
covariance, shrinkage = ledoit_wolf(centred, assume_centered=True)
print('shrinkage', shrinkage)
print('covariance', covariance.tolist())
inverse = np.linalg.inv(covariance)
references = rows[[1, 4, 7]]
for row in ([3, 6, 1], [3, -6, 1], [2.5, 5, 0]):
    apart = references - np.array(row, float)
    print('distance', row, np.sqrt(np.einsum('ij,jk,ik->i', apart, inverse, apart)).min())
