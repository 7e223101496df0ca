"""Reads CSV files as Python's csv module does: an opinion on them that owes nothing to Sextant.

Standard input is a JSON list of {"input", "delimiter", "columns", "output", "rejects"}; standard output a JSON list, an entry for
each file. `delimiter` is the one that Sextant took (null where it refused the file), `columns` the names that are looked for.
`output` and `rejects` are what it wrote, or null.

Sextant departs from the csv module by these rules, and by no other:

1. A line of nothing but spaces, tabulators, vertical tabulators and form feeds is blank: no record in a file of several columns, a
   record with one cell in a file of one. (csv gives a row without cells for an empty line and a row of one cell for spaces. An
   editor's last empty line is no row that somebody forgot to fill in.)
2. Text behind a closing quote, and a quote that is never closed, make a record faulty; it is rejected. (csv reads on, unless
   strict=True: that is how faulty records are told here. A guess at what was meant would be scored silently.)
3. Bytes that are no UTF-8 make a record faulty. (csv sees texts; bytes come through it as surrogates here.)
4. A record of more or fewer cells than the header is faulty. (csv does not compare.)
5. Names in the header are trimmed, and lines above it may be blank; it must be UTF-8 without NUL and without fault, each name once.
   NUL below the header is a character like any other, as in csv since Python 3.11.
6. A header of more than 16,384 columns or 1 MiB is refused, and so are 1 MiB of blank lines above it. (A small packed file would grow
   to a table of many millions of columns.)
7. What begins as a file of another kind does (a workbook, UTF-16, another packing) is refused as a whole.
"""

import csv
import gzip
import json
import re
import sys
import zlib

csv.field_size_limit(1 << 30)

OTHER_FORMS = [
    b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff", b"\x28\xb5\x2f\xfd",
    b"\xfd7zXZ", b"\x1f\x8b",
]
MOST_COLUMNS = 16384
MOST_HEADER_BYTES = 1 << 20
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
# What JavaScript's trim() takes for white space.
MARK = b"\xef\xbb\xbf"
SPACE = "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"


def unpacked(path):
    """The bytes of a file, and why they cannot be had."""
    with open(path, "rb") as file:
        data = file.read()
    if data[:2] == b"\x1f\x8b":
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError, zlib.error) as error:
            return b"", f"gzip: {error}"
    for form in OTHER_FORMS:
        if data.startswith(form):
            return b"", "another kind of file"
    return data, None


def records_of(data, delimiter):
    """Each record with its line, cells, text and fault; rules 1 to 3 but for files of one column."""
    lines = LINE.findall(data.removeprefix(MARK).decode("utf-8", "surrogateescape"))
    reader = csv.reader(iter(lines), delimiter=delimiter)
    white = set(" \t\v\f") - {delimiter}
    while True:
        start = reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return
        own = lines[start : reader.line_num]
        text = re.sub(r"(?:\r\n|\r|\n)\Z", "", "".join(own))
        fault = None
        if not is_strict(own, delimiter):
            fault = "quote"
            if ends_open(own, delimiter):
                text = "".join(own)
        if any("\udc80" <= sign <= "\udcff" for sign in text):
            fault = fault or "utf-8"
            text = text.encode("utf-8", "surrogateescape").decode("latin-1")
        is_blank = all(sign in white for sign in text)
        yield {"line": start + 1, "cells": cells or [""], "text": text, "fault": fault, "blank": is_blank}


def is_strict(lines, delimiter):
    try:
        return len(list(csv.reader(iter(lines), delimiter=delimiter, strict=True))) == 1
    except csv.Error:
        return False


def ends_open(lines, delimiter):
    """Whether the file ends inside a quote: then its last line end belongs to the cell."""
    return len(list(csv.reader(iter([*lines, "\r", "x"]), delimiter=delimiter))) == 1


def header_of(data, delimiter):
    """The first record that is not blank, or nothing."""
    for record in records_of(data, delimiter):
        if not record["blank"]:
            names = [cell.strip(SPACE) for cell in record["cells"]]
            fault = record["fault"] or ("NUL" if "\0" in record["text"] else None)
            if len(names) > MOST_COLUMNS or len(record["text"].encode()) > MOST_HEADER_BYTES:
                fault = "too large"
            return {"names": names, "line": record["line"], "fault": fault}
    return None


def below(data, delimiter, header):
    """The records of the table, with rule 4, and how many blank lines there are."""
    width = len(header["names"])
    records = []
    for record in records_of(data, delimiter):
        if record["line"] <= header["line"] or (record["blank"] and width > 1):
            continue
        if record["fault"] is None and len(record["cells"]) != width:
            record["fault"] = "count"
        del record["blank"]
        records.append(record)
    return records


def plain(path, delimiter):
    """What Sextant wrote, which must be without any fault."""
    data, refusal = unpacked(path)
    if refusal:
        return {"fault": refusal}
    lines = LINE.findall(data.removeprefix(MARK).decode("utf-8"))
    try:
        rows = list(csv.reader(iter(lines), delimiter=delimiter, strict=True))
        return {"rows": rows, "hasMark": data.startswith(MARK)}
    except csv.Error as error:
        return {"fault": str(error)}


def read(file):
    data, refusal = unpacked(file["input"])
    if refusal:
        return {"refusal": refusal}
    headers = {sign: header_of(data, sign) for sign in ",;\t|"}
    result = {"headers": headers, "hasMark": data.startswith(MARK)}
    delimiter = file["delimiter"]
    if delimiter is None:
        return result
    header = headers.get(delimiter) or header_of(data, delimiter)
    result["header"] = header
    if header is not None:
        result["records"] = below(data, delimiter, header)
    result["output"] = plain(file["output"], delimiter)
    if file["rejects"]:
        result["rejects"] = plain(file["rejects"], ",")
    return result


if __name__ == "__main__":
    json.dump([read(file) for file in json.load(sys.stdin)], sys.stdout)
