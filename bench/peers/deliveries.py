"""Late deliveries beside LightGBM: python deliveries.py FOLDER, the folder with the datasets and the fixed folds (../shared).

Each figure is the mean AUC, average precision and log loss over five folds, on the columns of the peers (16 and the scheduled month and
year) and on those of the scenario. Folds: the fixed ones (repeat 0), which may part the lines of a shipment, and folds that keep shipments
together: numbered in the order of their first line, shipment n is in fold n mod 5. The last line learns from deliveries scheduled before
2014 and is judged on those from then on.
"""
import re
import sys

import lightgbm as lgb
import numpy as np
import pandas as pd
from sklearn.metrics import average_precision_score, log_loss, roc_auc_score

shared = sys.argv[1]
rows = pd.read_csv(
    f"{shared}/datasets/manufacturing/scms-delivery-history/SCMS_Delivery_History_Dataset.csv",
    encoding="utf-8-sig",
    keep_default_na=False,
    dtype=str,
)


def named_day(text):
    return pd.to_datetime(rows[text], format="%d-%b-%y")


def spoilt_day(name):
    """Month/day/year, which a spreadsheet took for year/month/day wherever that is a date, too."""
    found = [
        re.fullmatch(r"(\d+)/(\d+)/(\d+)", text) or re.fullmatch(r"20(\d\d)-(\d\d)-(\d\d)", text) for text in rows[name]
    ]
    days = [match and f"20{match[3]}-{match[1]}-{match[2]}" for match in found]
    return pd.to_datetime(pd.Series(days), format="%Y-%m-%d")


scheduled = named_day("Scheduled Delivery Date")
late = (named_day("Delivered to Client Date") > scheduled).astype(int).to_numpy()
texts = [
    "Country",
    "Managed By",
    "Fulfill Via",
    "Vendor INCO Term",
    "Shipment Mode",
    "Product Group",
    "Sub Classification",
    "Vendor",
    "Brand",
    "Dosage Form",
    "First Line Designation",
]
amounts = ["Unit of Measure (Per Pack)", "Line Item Quantity", "Line Item Value", "Pack Price", "Unit Price"]
plain = pd.DataFrame({name: rows[name].astype("category").cat.codes for name in texts})
for name in amounts:
    plain[name] = rows[name].astype(float)
plain["month"], plain["year"] = scheduled.dt.month, scheduled.dt.year
month = scheduled.dt.strftime(" %Y-%m")
ours = plain.assign(
    day=scheduled.dt.day,
    weekday=scheduled.dt.weekday,
    days=(scheduled - scheduled.min()).dt.days,
    order_lead=(scheduled - spoilt_day("PO Sent to Vendor Date")).dt.days,
    quote_lead=(scheduled - spoilt_day("PQ First Sent to Client Date")).dt.days,
    country_month=(rows["Country"] + month).astype("category").cat.codes,
    vendor_month=(rows["Vendor"] + month).astype("category").cat.codes,
)
# The last word of the fold files is the position of a row.
fixed = pd.read_csv(f"{shared}/benchmarks/folds/scms-late-delivery.csv").repeat0.to_numpy()
shipments = pd.factorize(rows["ASN/DN #"])[0] % 5


def scores(table, training, tested):
    model = lgb.LGBMClassifier(verbose=-1, random_state=0, n_jobs=2).fit(table[training], late[training])
    chance = model.predict_proba(table[tested])[:, 1]
    told = late[tested]
    return roc_auc_score(told, chance), average_precision_score(told, chance), log_loss(told, chance)


for columns, table in [("18 columns", plain), ("columns of the scenario", ours)]:
    for name, folds in [("fixed folds", fixed), ("shipments together", shipments)]:
        each = np.array([scores(table, folds != fold, folds == fold) for fold in range(5)])
        print(columns, name, "mean", each.mean(0).round(4), "auc by fold", each[:, 0].round(6).tolist())
    then = (scheduled.dt.year >= 2014).to_numpy()
    print(columns, "2014 and 2015 from the years before", np.round(scores(table, ~then, then), 4))
