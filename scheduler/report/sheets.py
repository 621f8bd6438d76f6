"""Lists for print: what stands on a sheet, and workbooks of them, ruled, wrapped, one page wide."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from scheduler.files.writing import save_workbook

_WIDTHS = {
    "序号": 6,
    "企业名称": 26,
    "所属行业": 9,
    "企业生产地址": 16,
    "实施停产原因": 34,
    "停产时间": 34,
    "错峰措施": 46,
    "停限产时间": 60,
    "豁免错峰生产依据": 62,
    "生产线（设备）": 20,
    "工序": 16,
    "规模": 12,
    "产能（吨/日）": 13,
    "备注": 24,
    "检修设备": 22,
    "检修天数": 10,
    "检修时间": 44,
    "检修队伍": 18,
    "名次": 6,
    "得分": 8,
    "评分项": 20,
    "数值": 14,
    "本项得分": 14,
    "再得一分需": 24,
    "分配任务（吨）": 20,
    "计划停产（吨）": 20,
    "替他人承担（吨）": 20,
    "交易前成本（元）": 18,
    "交易后成本（元）": 18,
    "收（+）付（−）金额（元）": 20,
    "净得（元）": 18,
    "卖方": 26,
    "买方": 26,
    "交易时段": 34,
    "交易量（吨）": 14,
    "卖方得（元/吨）": 16,
    "买方付（元/吨）": 16,
    "企业联系人": 11,
    "联系方式（手机）": 16,
}
_CENTRED = frozenset(
    {
        "序号",
        "所属行业",
        "检修天数",
        "规模",
        "产能（吨/日）",
        "名次",
        "得分",
        "数值",
        "本项得分",
        "企业联系人",
        "联系方式（手机）",
    }
)
_LINE_POINTS = 14.5
_THIN = Side(style="thin", color="808080")
_RULED = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD_FILL = PatternFill("solid", fgColor="EEF0F3")
_SONG = Font(name="宋体", size=10)


@dataclass(frozen=True)
class Sheet:
    """One list, as it is printed."""

    name: str
    """Of the sheet in its workbook: 附件1."""
    title: str
    head: str
    """The line under the title."""
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]
    closing: str
    note: str


def write_books(
    folder: Path, stem: str, by_city: Mapping[str, Sequence[Sheet]], attribution: str = ""
) -> tuple[Path, ...]:
    """Write ``<stem>.xlsx``, or ``<stem>-<city>.xlsx`` for each of several cities (SX-10).

    ``attribution`` says below each list where its facts come from. The same sheets give the same bytes.
    """
    written = []
    for city, sheets in by_city.items():
        path = folder / (f"{stem}.xlsx" if len(by_city) == 1 else f"{stem}-{_file_name(city)}.xlsx")
        save_workbook(_book(sheets, attribution), path)
        written.append(path)
    return tuple(written)


def _file_name(city: str) -> str:
    """A city's name without what a file name may not hold."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f.]', "_", city)


def _book(sheets: Sequence[Sheet], attribution: str) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    for content in sheets:
        sheet = book.create_sheet(content.name)
        _fill(sheet, content, attribution)
        _set_page(sheet)
    return book


def _fill(sheet: Worksheet, content: Sheet, attribution: str) -> None:
    for place, column in enumerate(content.columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS[column]
    _across(sheet, 1, content.name, len(content.columns), font=Font(name="黑体", size=12))
    title = Font(name="黑体", size=16)
    _across(sheet, 2, content.title, len(content.columns), font=title, height=30, horizontal="center")
    _across(sheet, 3, content.head, len(content.columns), font=Font(name="宋体", size=11))
    for place, column in enumerate(content.columns, start=1):
        cell = _write(sheet, 4, place, column)
        cell.font, cell.fill = Font(name="黑体", size=10), _HEAD_FILL
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet.row_dimensions[4].height = 26
    for number, cells in enumerate(content.rows, start=5):
        _row(sheet, number, content.columns, cells)
    below = 5 + len(content.rows)
    _across(sheet, below, content.closing, len(content.columns), font=Font(name="黑体", size=10))
    _across(sheet, below + 1, content.note, len(content.columns), font=_SONG)
    if attribution:
        _across(sheet, below + 2, f"数据来源：{attribution}", len(content.columns), font=_SONG)


def _row(sheet: Worksheet, number: int, columns: Sequence[str], cells: Sequence[str | int]) -> None:
    for place, (column, value) in enumerate(zip(columns, cells, strict=True), start=1):
        cell = _write(sheet, number, place, value)
        cell.font, cell.border = _SONG, _RULED
        horizontal = "center" if column in _CENTRED else "left"
        cell.alignment = Alignment(
            horizontal=horizontal, vertical="center", wrap_text=True, indent=horizontal == "left"
        )
    lines = max(_lines(str(value), _WIDTHS[column]) for column, value in zip(columns, cells, strict=True))
    sheet.row_dimensions[number].height = max(20.0, lines * _LINE_POINTS + 4)


def _across(
    sheet: Worksheet,
    number: int,
    text: str,
    columns: int,
    *,
    font: Font,
    height: float | None = None,
    horizontal: str = "left",
) -> None:
    """A line over the whole width; as high as its text needs unless told."""
    sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=columns)
    cell = _write(sheet, number, 1, text)
    cell.font = font
    cell.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=True)
    width = sum(sheet.column_dimensions[get_column_letter(place)].width for place in range(1, columns + 1))
    sheet.row_dimensions[number].height = height or max(22.0, _lines(text, width) * _LINE_POINTS + 4)


def _write(sheet: Worksheet, row: int, column: int, value: str | int) -> Cell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)  # not the covered part of a merged one
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # a name that begins with '=' is no formula
    if row == 4:
        cell.border = _RULED
    return cell


def _lines(text: str, width: float) -> int:
    """Lines that a wrapped text takes in a column so many digits wide; a Chinese character takes two."""
    wide = [sum(2 if east_asian_width(c) in "WF" else 1 for c in line) for line in text.split("\n")]
    return sum(max(1, ceil(units * 1.04 / (width - 3))) for units in wide)


def _set_page(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "4:4"
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.oddFooter = footer = HeaderFooterItem()
    footer.center.text = "第 &P 页，共 &N 页"
    sheet.freeze_panes = "A5"
