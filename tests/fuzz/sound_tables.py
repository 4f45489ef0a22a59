"""A small dataset that is sound, to damage one table of; and what must hold of whatever is read."""

from __future__ import annotations

import csv
import io
import math
import re
import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pandas as pd

from kgreport.data.datasets.dataset import Dataset
from kgreport.data.tables.cells.days import FIRST_DAY, LAST_DAY

YEARS = range(2014, 2019)
Rows = list[list[str]]

_TEXTS = {
    "figures": """year,unit,subject,tier,measure,value,source
2018,,leader,,total,1.500,tr. 1
2018,,leader,,reviewed,1.440,tr. 1
2018,sen,leader,,total,1.012,tr. 2
2017,,leader,,total,08,tr. 3""",
    "apparatus": """year,unit,item,sector,measure,value,source
2018,,staff,,assigned,900,tr. 4""",
    "units": """id,name,parent,order
sen,Huyện Hoa Sen,,1
mai,Huyện Mai Vàng,,2
xa-hong,Xã Hồng,mai,3""",
    "organizations": """year,id,unit,tier,status,level,reason,name,group,points
2018,o1,sen,grassroots_branch,rated,good,,Chi bộ Sen,Khối 1,"85,5"
2018,o2,xa-hong,grassroots_committee,rated,excellent,,Đảng bộ Hồng,Khối 1,95""",
    "members": """year,id,unit,status,level,reason,official,admitted,suggested,reviewed
2018,dv-001,sen,rated,good,,0,3/2/2001,0,1
2018,dv-002,mai,rated,excellent,,1,1999-05-19,0,1
2018,dv-003,xa-hong,exempt,,,0,,0,0""",
    "collectives": """year,id,unit,tier,status,level,reason,organization,name
2018,c1,sen,district,rated,good,,o1,Ban Chấp hành""",
    "leaders": """year,id,unit,tier,status,level,reason,group
2018,cb-1,sen,district,rated,good,,Khối 1""",
    "targets": """year,unit,period,name,main,measured_in,planned,actual,direction,source
2018,,year,Thu ngân sách,1,tỷ đồng,1.234,"1.300,5",at_least,tr. 5
2018,sen,year,Tỷ lệ hộ nghèo,0,%,"3,5",3,at_most,tr. 5""",
    "remediation": """year,unit,organization,owner,shortcoming,measure,due,state,done_on,source
2018,sen,o1,Chi bộ Sen,Chậm,Rà soát,31/3/2019,done,2019-03-01,tr. 6""",
    "awards": """year,unit,award,subject,tier,id,name,source
2018,sen,flag,collective,district,c1,Ban Chấp hành,tr. 7""",
    "suggested_reviews": """year,unit,subject,id,name,content,explained,remedy,source
2018,sen,member,dv-001,,Chậm nộp báo cáo,có,Nhắc nhở,tr. 8""",
    "restatements": """year,subject,id,level,reason,source
2017,member,dv-001,fulfilled,,tr. 9""",
    "tasks": """year,unit,task,owner,due,state,done_on,result,source
2018,,Sắp xếp tổ chức,Ban Tổ chức,30/6/2019,open,,,tr. 10""",
    "shares": """year,unit,subject,tier,measure,base,printed,source
2018,,leader,,reviewed,total,"96,00%",tr. 11""",
}
TABLES: Mapping[str, Rows] = {
    name: list(csv.reader(io.StringIO(text, newline=""))) for name, text in _TEXTS.items()
}
"""The rows of each table, the header first."""

_HIDDEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_SIGNS = re.compile(r"[\s._/:()&-]*")


def text_of(rows: Rows, delimiter: str = ",") -> str:
    """Write rows as text."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return text.getvalue()


def write_sound(folder: Path, *names: str, without: str = "") -> Path:
    """Write some tables, or all, but one into a new folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name in (name for name in names or TABLES if name != without):
        (folder / f"{name}.csv").write_text(text_of(TABLES[name]), "utf-8")
    return folder


def assert_sense(dataset: Dataset) -> None:
    """Whatever was read can be printed, compared and counted."""
    for name in dataset:
        assert_frame_has_sense(dataset[name])


def assert_frame_has_sense(frame: pd.DataFrame) -> None:
    """Whatever stands in a frame can be printed, compared and counted."""
    for column, value in _cells(frame):
        assert _makes_sense(column, value), f"{column}: {value!r}"


def _cells(frame: pd.DataFrame) -> Iterator[tuple[str, object]]:
    for column in frame.columns:
        for value in frame[column].dropna().unique():
            yield str(column), value


def _makes_sense(column: str, value: object) -> bool:
    if isinstance(value, str):
        is_id = column in ("id", "organization") and bool(value)
        return not _HIDDEN.search(value) and not (is_id and _SIGNS.fullmatch(value)) and len(value) < 40_000
    if isinstance(value, date):
        return FIRST_DAY <= date(value.year, value.month, value.day) <= LAST_DAY
    if isinstance(value, int | float):
        return math.isfinite(value) and -(10**12) < value < 10**12
    return True
