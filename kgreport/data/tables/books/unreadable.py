"""Say why a workbook cannot be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from kgreport.terms.findings import Wording
from kgreport.terms.phrases import Phrase

SAVE_AGAIN = Phrase("mở bằng Excel rồi lưu lại thành .xlsx", "open it in Excel and save it again as .xlsx")
WHOLE = Phrase("tệp .xlsx còn nguyên vẹn", "an .xlsx file that is whole")


class UnreadableBookError(ValueError):
    """A file is no workbook that can be read.

    Attributes
    ----------
    wording
        Why; None where the file is broken, encrypted or none at all.
    sheet, refs
        The sheet and the cells that are to blame, if any.
    """

    def __init__(self, wording: Wording | None = None, sheet: str = "", refs: Sequence[str] = ()) -> None:
        self.wording, self.sheet, self.refs = wording, sheet, tuple(refs)
        super().__init__(wording)


NO_FILE = Wording(
    Phrase(
        "không phải tệp (thư mục, ống dẫn, thiết bị hoặc liên kết hỏng)",
        "no regular file (a folder, pipe, device or broken link)",
    ),
    Phrase("tệp .xlsx", "an .xlsx file"),
    Phrase(
        "đặt tệp thật vào đây, hoặc chuyển mục này đi nơi khác", "put the file here, or move this elsewhere"
    ),
)
NO_PERMISSION = Wording(
    Phrase("không có quyền đọc tệp", "no permission to read the file"),
    Phrase("tệp mà tài khoản chạy kgreport đọc được", "a file that the account of kgreport may read"),
    Phrase("cấp quyền đọc tệp", "give that account permission to read it"),
)
DECLARED_TYPE = Wording(
    Phrase("có khai báo DOCTYPE, tệp .xlsx không bao giờ có", "a DOCTYPE, which no .xlsx file has"),
    WHOLE,
    SAVE_AGAIN,
)


STRICT = Wording(
    Phrase("ở dạng Strict Open XML", "in the form Strict Open XML"),
    Phrase("dạng Excel Workbook (.xlsx) thông thường", "the usual form Excel Workbook (.xlsx)"),
    Phrase(
        "mở bằng Excel, chọn Lưu thành, kiểu Excel Workbook (.xlsx)",
        "open it in Excel and save it as Excel Workbook (.xlsx)",
    ),
)


def too_large(size: int, most: int) -> Wording:
    """A workbook is not larger than memory, once it is unpacked."""
    return Wording(
        Phrase(f"giải nén ra {size >> 20} MB", f"{size >> 20} MB when unpacked"),
        Phrase(f"không quá {most >> 20} MB", f"at most {most >> 20} MB"),
        Phrase(
            "bỏ ảnh và trang thừa rồi lưu lại; bảng thật sự lớn thì lưu thành .csv hoặc .parquet",
            "remove pictures and other sheets and save it again; save a large table as .csv or .parquet",
        ),
    )


def far_cells(refs: Sequence[str], cells: int, most: int) -> Wording:
    """The filled cells of a sheet stand together."""
    listed = ", ".join(refs)
    return Wording(
        Phrase(
            f"ô {listed} có nội dung, ở quá xa các ô khác: vùng đọc thành {cells} ô",
            f"something stands in {listed}, too far from the other cells: {cells} cells to read",
        ),
        Phrase(
            f"vùng có nội dung không quá {most} ô", f"at most {most} cells from the first filled to the last"
        ),
        Phrase(
            "xóa nội dung ở đó (Ctrl+End đi đến ô cuối) rồi lưu lại",
            "delete what stands there (Ctrl+End goes to the last cell) and save the file",
        ),
    )


@contextmanager
def foreign_errors() -> Iterator[None]:
    """Whatever a library raises over a broken file means that the file cannot be read."""
    try:
        yield
    except (UnreadableBookError, MemoryError):
        raise
    except PermissionError:
        raise UnreadableBookError(NO_PERMISSION) from None
    except Exception:
        raise UnreadableBookError from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what calamine, written in Rust, raises; no Exception
            raise
        raise UnreadableBookError from None
