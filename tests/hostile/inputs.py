"""Bad books, made by code: each with what must be said of it, and how many rows it has where rows can be read.

A maker counts its own rows, so that the count that a screen gives is held against one that shares no code with it.
"""

# ruff: noqa: E501 - a table reads best with a case a line

from __future__ import annotations

import gzip
import io
import json
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import polars as pl
import xlsxwriter

HEAD = "date,act,seller_name,buyer_country,value"
GOOD = "2022-07-20,sale,Example,RU,5"
RECORD: Mapping[str, Any] = {
    "date": "2022-07-20",
    "act": "sale",
    "parties": [{"role": "seller", "name": "Example"}, {"role": "buyer", "country": "RU"}],
}
LINE = json.dumps(RECORD)
DTD = b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@dataclass(frozen=True)
class Bad:
    """A bad input: its content, what must be said, and rows judged and rejected (None: the file is refused)."""

    name: str
    content: bytes
    says: str
    judged: int | None = None
    rejected: int = 0
    args: Sequence[str] = ()

    @property
    def refused(self) -> bool:
        """Whether the file can't be read at all."""
        return self.judged is None


def csv(*rows: str, head: str = HEAD, end: str = "\n", encoding: str = "utf-8") -> bytes:
    """A book in CSV."""
    return "".join(f"{row}{end}" for row in (head, *rows)).encode(encoding, "surrogatepass")


def lines(*given: str) -> bytes:
    """A book in JSON lines."""
    return "".join(f"{line}\n" for line in given).encode("utf-8", "surrogatepass")


def record(**more: Any) -> str:
    """A line of JSON with other fields."""
    return json.dumps({**RECORD, **more})


def xlsx(*rows: Sequence[Any], edit: Callable[[Any, Any], None] | None = None, head: str = HEAD) -> bytes:
    """A book in XLSX; cells that are bytes become formulas, and days days."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})
        sheet, day = book.add_worksheet("Deals"), book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate([head.split(","), *rows]):
            for column, cell in enumerate(row):
                if isinstance(cell, bytes):
                    formula, _, value = cell.decode().partition("|")
                    sheet.write_formula(number, column, formula, None, value)
                elif isinstance(cell, date):
                    sheet.write_datetime(number, column, datetime(cell.year, cell.month, cell.day), day)
                else:
                    sheet.write(number, column, cell)
        if edit:
            edit(book, sheet)
    return file.getvalue()


ROW = (date(2022, 7, 20), "sale", "Example", "RU", 5)
SHEET = "xl/worksheets/sheet1.xml"


def remade(
    content: bytes, change: Mapping[str, Callable[[bytes], bytes]], more: Mapping[str, bytes] | None = None
) -> bytes:
    """The zip with members changed and others added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change.get(name, bytes)(old.read(name)))
        for name, text in (more or {}).items():
            new.writestr(name, text)
    return file.getvalue()


def changed(old: bytes, new: bytes, member: str = SHEET, content: bytes = b"") -> bytes:
    """A good workbook with one text of a member replaced."""
    return remade(content or xlsx(ROW), {member: lambda text: text.replace(old, new, 1)})


def claiming(size: int) -> bytes:
    """A workbook whose directory claims this size for its sheet when unpacked."""
    file = io.BytesIO(xlsx(ROW))
    with zipfile.ZipFile(file, "a") as archive:
        archive.getinfo(SHEET).file_size = size
        archive.writestr("more.txt", b"")  # so that the directory is written anew
    return file.getvalue()


def huge_zip() -> bytes:
    """A zip of one book that claims ten gigabytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("book.csv", csv(GOOD))
        archive.getinfo("book.csv").file_size = 10 * 2**30
    return file.getvalue()


def bomb() -> bytes:
    """A workbook of some hundred kilobytes whose sheet unpacks to a hundred megabytes."""
    return remade(xlsx(ROW), {SHEET: lambda text: text.replace(b"<sheetData>", b"<sheetData>" + b" " * 100 * 2**20)})


def parquet(frame: pl.DataFrame) -> bytes:
    """A book in Parquet."""
    file = io.BytesIO()
    frame.write_parquet(file)
    return file.getvalue()


def flat(**columns: Sequence[Any]) -> bytes:
    """A flat book in Parquet."""
    return parquet(pl.DataFrame(columns, strict=False))


def zipped(*members: tuple[str, bytes]) -> bytes:
    """A plain zip."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return file.getvalue()


PARQUET = flat(date=["2022-07-20"], act=["sale"], buyer_country=["RU"])
GZIP = gzip.compress(csv(*[GOOD] * 5000), mtime=0)
COLUMNS_100_000 = ",".join(f"column{i}" for i in range(100_000))

NO_BOOKS = [
    Bad("empty", b"", "the file is empty"),
    Bad("only a byte order mark", b"\xef\xbb\xbf", "the file is empty"),
    Bad("only blanks", b" \r\n\t\n", "the file is empty"),
    Bad("only NUL bytes", b"\0" * 100, "not text"),
    Bad("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not text"),
    Bad("a PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF file"),
    Bad("old Excel", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "old Office file"),
    Bad("a web page", b"<html><body>Not found</body></html>\n", "no column for 'date'"),
    Bad("a JSON list", f"[{LINE}]".encode(), "expected JSON lines"),
    Bad("an empty JSON list", b"[]\n", "expected JSON lines"),
    Bad("no headings, rows at once", f"{GOOD}\n{GOOD}\n".encode(), "no column for 'date'"),
    Bad("a heading twice", csv(GOOD, head="date,act,act,buyer_country,value"), "'act' stands more than once"),
    Bad("two headings of one meaning", csv(head="date,act,Deal date"), "both mean 'date'"),
    Bad("100,000 columns", csv(head=f"date,act,{COLUMNS_100_000}"), "line 1"),
    Bad("5,000 short columns", csv(head="date,act," + ",".join(map(str, range(5000)))), "at most 2,000 are read"),
    Bad("a quote open in the headings", csv(GOOD, head='date,"act,buyer'), "a quote is opened and not closed"),
    Bad("windows-1252 headings", csv(GOOD, head=f"{HEAD},café", encoding="cp1252"), "--encoding windows-1252"),
    Bad("UTF-16 without a mark", csv(GOOD, encoding="utf-16-le"), "give --encoding utf-16-le"),
    Bad("an encoding that is none", csv(GOOD), 'did you mean "windows-1252"', args=("--encoding", "windws-1252")),
    Bad("an encoding of no texts", csv(GOOD), '"rot13" is none', args=("--encoding", "rot13")),
    Bad("UTF-16 said of UTF-8", csv(GOOD), "no column for 'date'", args=("--encoding", "utf-16-le")),
    Bad("a sheet of a CSV", csv(GOOD), "--sheet means nothing", args=("--sheet", "Deals")),
    Bad("an encoding of a spreadsheet", xlsx(ROW), "--encoding means nothing", args=("--encoding", "utf-8")),
    Bad("an unknown jurisdiction", csv(GOOD), '"eux" is no jurisdiction', args=("--bound", "eux")),
    Bad("gzip cut short", GZIP[: len(GZIP) // 2], "ends in the middle"),
    Bad("gzip damaged", GZIP[:20] + b"\xff" * 30 + GZIP[50:], "damaged"),
    Bad("gzip of nothing", gzip.compress(b"", mtime=0), "the file is empty"),
    Bad("a gzip bomb", gzip.compress(b"date,act\n" + b" " * 200 * 2**20, mtime=0), "decompression bomb"),
    Bad("gzip within gzip", gzip.compress(gzip.compress(csv(GOOD))), "not text"),
    Bad("bzip2", b"BZh91AY&SY" + bytes(40), "bzip2 file"),
    Bad("a zip of two books", zipped(("a.csv", csv(GOOD)), ("b.csv", csv(GOOD))), "a zip of 2 files"),
    Bad("an empty zip", b"PK\x05\x06" + bytes(18), "a zip of 0 files"),
    Bad("a zip within a zip", zipped(("inner.zip", zipped(("a.csv", csv(GOOD))))), "not text"),
    Bad("a zip cut short", zipped(("a.csv", csv(GOOD)))[:60], "a damaged zip"),
    Bad("a text document", zipped(("word/document.xml", b"<w/>"), ("[Content_Types].xml", b"<t/>")), "a zip of 2 files"),
    Bad("XLSX cut short", xlsx(ROW)[:3000], "a damaged XLSX file"),
    Bad("XLSX claims 10 GB", claiming(10 * 2**30), "more than 4,294,967,296 is refused"),
    Bad("a zip claims 10 GB", huge_zip(), "more than 8,589,934,592 is refused"),
    Bad("an XLSX bomb", bomb(), "decompression bomb"),
    Bad("XLSX with false sizes", claiming(100), "a damaged XLSX file"),
    Bad("XLSX with an entity bomb", remade(xlsx(ROW), {SHEET: lambda text: DTD + text[55:]}), "declares a document type"),
    Bad("entities in shared texts", remade(xlsx(ROW), {"xl/sharedStrings.xml": lambda text: DTD + text[55:]}), "declares"),
    Bad("entities behind a comment", remade(xlsx(ROW), {SHEET: lambda text: b"<!--" + b"x" * 9000 + b"-->" + DTD[21:] + text[55:]}), "declares"),
    Bad("entities in UTF-16", remade(xlsx(ROW), {SHEET: lambda text: (DTD + text[55:]).decode().encode("utf-16")}), "declares"),
    Bad("XLSX with a path outward", remade(xlsx(ROW), {}, {"../../evil.xml": b"<a/>"}), "leads out of it"),
    Bad("XLSX with an absolute path", remade(xlsx(ROW), {}, {"/etc/evil.xml": b"<a/>"}), "leads out of it"),
    Bad("XLSX of 10,001 members", remade(xlsx(ROW), {}, {f"xl/{i}.bin": b"" for i in range(10_001)}), "at most 10,000"),
    Bad("XLSX without a sheet", zipped(("xl/workbook.xml", b"<workbook/>")), "no sheet of cells"),
    Bad("XLSX of broken XML", changed(b"</row>", b"</rwo>"), "not well-formed XML"),
    Bad("XLSX with rows out of order", changed(b'<row r="2"', b'<row r="1"'), "the sheet is damaged"),
    Bad("an empty sheet", xlsx(head=""), "there is no row"),
    Bad("a sheet that is not there", xlsx(ROW), 'did you mean "Deals"', args=("--sheet", "Deal")),
    Bad("XLSX deeply nested", changed(b"<sheetData>", b"<sheetData>" + b"<a>" * 5000), "nested deeper"),
    Bad("Parquet cut short", PARQUET[: len(PARQUET) // 2], "cut short"),
    Bad("Parquet of four bytes", b"PAR1", "a damaged Parquet file"),
    Bad("Parquet with a false footer", PARQUET[:-8] + struct.pack("<I", 2**31) + b"PAR1", "a damaged Parquet file"),
    Bad("Parquet of noise", b"PAR1" + bytes(range(256)) + struct.pack("<I", 40) + b"PAR1", "a damaged Parquet file"),
    Bad("Parquet without an act", flat(date=["2022-07-20"], buyer_country=["RU"]), "no column for 'act'"),
    Bad("Parquet with a sheet", PARQUET, "--sheet means nothing", args=("--sheet", "Deals")),
]  # fmt: skip

ROWS = [
    Bad("only headings", csv(), "", 0, 0),
    Bad("only headings in a sheet", xlsx(), "", 0, 0),
    Bad("Parquet of no rows", parquet(pl.DataFrame(schema={"date": pl.String, "act": pl.String})), "", 0, 0),
    Bad("only rejects", csv("no day,sale,A,RU,5", "2022-07-20,selling,A,RU,5"), "no day", 0, 2),
    Bad("impossible days", csv(GOOD, *(f"{day},sale,A,RU,5" for day in ("2022-02-30", "2022-13-01", "0000-00-00", "20/07/2022", "yesterday"))), "is no day", 1, 5),
    Bad("numbers that are none", csv(*(f"2022-07-20,sale,A,RU,{value}" for value in ("NaN", "inf", "-inf", "1e999", "five", "0x10"))), "is no number", 0, 6),
    Bad("a negative value", csv("2022-07-20,sale,A,RU,-5"), "", 1),
    Bad("ragged rows", csv(GOOD, "2022-07-20,sale", f"{GOOD},more,and,more", GOOD), "cells where the heading has 5", 2, 2),
    Bad("a quote that never closes", csv(GOOD, '2022-07-20,sale,"A,RU,5', *[GOOD] * 40), "not closed", 41, 1),
    Bad("a quote that closes elsewhere", csv('2022-07-20,sale,"A" B,RU,5', GOOD), "not CSV", 1, 1),
    Bad("a cell of a megabyte", csv(GOOD, f"2022-07-20,sale,{'a' * 900_000},RU,5"), "at most 10,000 are read", 1, 1),
    Bad("a line without end", csv(GOOD, f"2022-07-20,sale,{'a' * 3_000_000},RU,5", GOOD), "the line is longer", 2, 1),
    Bad("an endless line of an old Mac", csv(GOOD, f"2022-07-20,sale,{'a' * 3_000_000},RU,5", GOOD, end="\r"), "the line is longer", 2, 1),
    Bad("NUL bytes in a row", csv(*[GOOD] * 300, "2022-07-20,sale,A\0B,RU,5"), "", 301),
    Bad("control characters", csv("2022-07-20,sale,A\x07\x1b[31mB\x7f,RU,5"), "", 1),
    Bad("text turned round", csv("2022-07-20,sale,A\u202eB\u2066C,RU,5"), "", 1),
    Bad("formulas for names", csv(*(f"2022-07-20,sale,{name},RU,5" for name in ("=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)"))), "", 4),
    Bad("markup for a name", csv("2022-07-20,sale,<script>alert(1)</script>,RU,5"), "", 1),
    Bad("windows-1252 in a row", csv("2022-07-20,sale,Café,RU,5", encoding="cp1252"), "--encoding windows-1252", 0, 1),
    Bad("windows-1252 by name", csv("2022-07-20,sale,Café,RU,5", encoding="cp1252"), "", 1, args=("--encoding", "windows-1252")),
    Bad("a byte that windows-1252 has not", csv(GOOD) + b"2022-07-20,sale,\x81,RU,5\n", "not UTF-8", 1, 1, ("--encoding", "windows-1252")),
    Bad("UTF-8 cut within a character", csv(GOOD) + "2022-07-20,sale,Ы".encode()[:-1], "not UTF-8", 1, 1),
    Bad("UTF-8 of too many bytes", csv(GOOD) + b"2022-07-20,sale,\xc0\xaf,RU,5\n", "not UTF-8", 1, 1),
    Bad("UTF-16 with a mark", csv(GOOD, GOOD, encoding="utf-16"), "", 2),
    Bad("UTF-16, big end first", b"\xfe\xff" + csv(GOOD, encoding="utf-16-be"), "", 1),
    Bad("UTF-16 cut within a character", csv(GOOD, GOOD, encoding="utf-16")[:-3], "not UTF-8", 1, 1),
    Bad("UTF-16 with half a character", csv("2022-07-20,sale,\ud800,RU,5", GOOD, encoding="utf-16"), "not UTF-8", 1, 1),
    Bad("UTF-32 with a mark", csv(GOOD, encoding="utf-32"), "", 1),
    Bad("two byte order marks", b"\xef\xbb\xbf" + csv(GOOD, encoding="utf-8-sig").replace(b"\xef\xbb\xbf", b"", 1), "", 1),
    Bad("mixed line ends", csv(GOOD) + f"{GOOD}\r\n{GOOD}\r{GOOD}\n\r\n\n{GOOD}".encode(), "", 5),
    Bad("blank lines and blank cells", csv("", GOOD, ",,,,", "   ", GOOD), "", 2),
    Bad("blank lines before the headings", b"\n\r\n  \n" + csv(GOOD, "x,sale,A,RU,5"), '"x" is no day', 1, 1),
    Bad("unknown acts, roles, codes", lines(record(act="fraud"), record(parties=[{"role": "boss"}]), record(parties=[{"role": "buyer", "country": "XQ"}])), "", 0, 3),
    Bad("broken JSON", lines(LINE, "{", '{"date": }', "null", "[]", "7", '"text"', LINE), "not JSON", 2, 6),
    Bad("deep JSON", lines(LINE, "[" * 100_000, '{"a":' * 100_000, LINE), "not JSON", 2, 2),
    Bad("half a character in JSON", lines('{"date":"2022-07-20","act":"sale","parties":[{"role":"buyer","name":"\\ud800"}]}'), "", 1),
    Bad("not a number in JSON", lines(LINE[:-1] + ', "value": NaN}', LINE[:-1] + ', "value": -Infinity}', LINE[:-1] + ', "value": 1e400}'), "is no number", 0, 3),
    Bad("a number of 10,000 digits", lines(LINE[:-1] + ', "value": ' + "9" * 10_000 + "}"), "not JSON", 0, 1),
    Bad("wrong kinds in JSON", lines(record(parties="A"), record(goods={"hs": 1}), record(date=["x"]), record(act=7), record(shares=[1]), record(parties=[{"role": "buyer", "ids": "imo"}])), "expected", 0, 6),
    Bad("an object in an object for a name", lines(record(parties=[{"role": "buyer", "name": {"a": 1}}])), "expected a text", 0, 1),
    Bad("JSON cut short", lines(LINE, LINE)[:-20], "not JSON", 1, 1),
    Bad("gzip'd JSON lines", gzip.compress(lines(LINE, "{"), mtime=0), "not JSON", 1, 1),
    Bad("a zip of one book", zipped(("book.csv", csv(GOOD, "x,sale,A,RU,5"))), '"x" is no day', 1, 1),
    Bad("error cells", xlsx(ROW, (*ROW[:4], b"=1/0|#DIV/0!"), (*ROW[:2], b"=Other!A1|#REF!", "RU", 5), ROW), "holds the error #REF!", 2, 2),
    Bad("stored values of formulas", xlsx(ROW, (*ROW[:4], b"=2+3|5")), "", 2),
    Bad("a formula without a value", xlsx(ROW, (*ROW[:4], b"=2+3|")), "formula without a stored value", 1, 1),
    Bad("days before days", changed(b"<v>44762</v>", b"<v>-5</v>", content=xlsx(ROW, ROW)), "is no day", 1, 1),
    Bad("29 February 1900", changed(b"<v>44762</v>", b"<v>60</v>", content=xlsx(ROW, ROW)), "29 February 1900", 1, 1),
    Bad("days beyond 9999", changed(b"<v>44762</v>", b"<v>1e300</v>", content=xlsx(ROW, ROW)), "is no day", 1, 1),
    Bad("a shared text that is not there", changed(b'<c r="B2" t="s"><v>5</v>', b'<c r="B2" t="s"><v>9999</v>', content=xlsx(ROW, ROW)), "shared text", 1, 1),
    Bad("numbers that are none in a sheet", changed(b'"E2"><v>5<', b'"E2"><v>NaN<', content=xlsx(ROW, ROW)), "is no number", 1, 1),
    Bad("a cell in the last corner", changed(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'), "beyond column 2,000", 1, 1),
    Bad("cells beyond the headings", xlsx(ROW, (*ROW, "more")), "6 cells where the heading has 5", 1, 1),
    Bad("empty rows between", xlsx((), ROW, (), (), ROW, ("", "", "")), "", 2),
    Bad("days as texts in a sheet", xlsx(("2022-07-20", *ROW[1:]), ("20.07.2022", *ROW[1:])), "is no day", 1, 1),
    Bad("Parquet with typed columns", flat(date=[date(2022, 7, 20), None], act=["sale", "sale"], buyer_country=["RU", "RU"], value=[1.5, 2.5]), "date: missing", 1, 1),
    Bad("Parquet with NaN", flat(date=["2022-07-20"] * 3, act=["sale"] * 3, buyer_country=["RU"] * 3, value=[float("nan"), float("inf"), -1.0]), "is no number", 1, 2),
    Bad("Parquet with bytes", flat(date=["2022-07-20"], act=["sale"], buyer_country=["RU"], seller_name=[b"\xff\xfe"]), "bytes; expected a text", 0, 1),
    Bad("Parquet with endless texts", flat(date=["2022-07-20"] * 2, act=["sale"] * 2, buyer_country=["RU"] * 2, seller_name=["a" * 5_000_000, "A"]), "at most 10,000 are read", 1, 1),
    Bad("nested Parquet", parquet(pl.DataFrame([dict(RECORD), {**RECORD, "date": "never"}], strict=False)), '"never" is no day', 1, 1),
    Bad("Parquet nested otherwise", parquet(pl.DataFrame([{**RECORD, "parties": [["seller"]]}], strict=False)), "expected a list of objects", 0, 1),
]  # fmt: skip
