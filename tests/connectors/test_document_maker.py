"""Issued documents say what they were given, on one A4 page, in characters that are really there."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yijian.connectors.documents.fonts import is_in_font, printable
from yijian.connectors.documents.maker import TypstDocumentMaker, qr_svg
from yijian.core.errors import Text

MAKER = TypstDocumentMaker()
ISSUED = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)  # in China it is already the 24th
ADDRESS = "http://127.0.0.1:8000/check/AbC-123_x?lang=zh&a=1#top"


def certificate(*lines: tuple[str, str], demonstration: bool = False, address: str = ADDRESS) -> bytes:
    return MAKER.output_pdf(
        title=Text("出生医学证明", "Medical certificate of birth"),
        authority=Text("示例市妇幼保健院", "Sample City Maternity Hospital"),
        number="DEMO-2026-000123",
        issued_at=ISSUED,
        lines=lines,
        check_url=address,
        demonstration=demonstration,
    )


def pages_of(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def text_of(pdf: bytes) -> str:
    return re.sub(r"\s+", "", "".join(pages_of(pdf)))


def test_a_certificate_holds_all_it_was_given_on_one_a4_page() -> None:
    pdf = certificate(("新生儿姓名", "张某某"), ("性别", "女"))
    assert len(pages_of(pdf)) == 1
    text = text_of(pdf)
    for part in (
        "出生医学证明",
        "Medicalcertificateofbirth",
        "示例市妇幼保健院",
        "DEMO-2026-000123",
        "新生儿姓名",
        "张某某",
        "性别",
        "2026年11月24日",
        ADDRESS,
    ):
        assert part in text, part
    with pypdfium2.PdfDocument(pdf) as document:
        width, height = document[0].get_size()
    assert (round(width), round(height)) == (595, 842)


@pytest.mark.parametrize("name", ["阿某古丽·吐某逊", "刘某𬭎", "䶮㛃𬭎龘𠮷", "JOHN SAMPLE", "Zoë O’Neill"])
def test_names_with_rare_characters_can_be_copied_out_of_it(name: str) -> None:
    assert name.replace(" ", "") in text_of(certificate(("姓名", name)))


def test_a_character_that_the_font_has_not_is_named_by_its_code_point() -> None:
    assert is_in_font("𬭎")
    assert not is_in_font("𪚥")
    assert printable("𪚥") == "〓（U+2A6A5）"
    assert "姓〓（U+2A6A5）" in text_of(certificate(("姓名", "姓𪚥")))


def test_marks_that_turn_the_direction_of_writing_are_left_out() -> None:
    assert printable("张\u202e某\x00某\u200b") == "张某某"


@pytest.mark.parametrize("demonstration", [True, False])
def test_a_demonstration_says_so_across_every_page(demonstration: bool) -> None:
    many = tuple((f"第{number}项", "值") for number in range(60))
    pages = pages_of(certificate(*many, demonstration=demonstration))
    assert len(pages) > 1
    for page in pages:
        assert ("DEMONSTRATION" in page and "演示" in page) is demonstration


@pytest.mark.parametrize(
    "typed",
    [
        "#panic(1)",
        '#read("/etc/passwd")',
        "*bold* _it_ $x$ `raw` <label> @ref = - + / // /* \\",
        '"); panic("',
        "]#panic()[",
        "https://example.org",
        "{{}} {sys}",
        "'--- ... ~ -?",
    ],
)
def test_what_a_person_typed_is_never_markup(typed: str) -> None:
    pdf = certificate((typed, typed))
    assert text_of(pdf).count(re.sub(r"\s+", "", typed)) == 2
    with pikepdf.open(BytesIO(pdf)) as document:
        assert "/Annots" not in document.pages[0].obj


@settings(max_examples=15, deadline=None)
@given(typed=st.text(max_size=40))
def test_any_text_can_be_set(typed: str) -> None:
    assert certificate(("备注", typed)).startswith(b"%PDF-")


def test_the_same_arguments_give_the_same_bytes() -> None:
    assert certificate(("姓名", "张某某")) == certificate(("姓名", "张某某"))


def test_it_is_an_archive_file_with_its_font_inside() -> None:
    with (
        pikepdf.open(BytesIO(certificate(("姓名", "张某某")))) as document,
        document.open_metadata() as metadata,
    ):
        assert metadata.pdfa_status == "2B"
        fonts = [
            thing for thing in document.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"
        ]  # fmt: skip
        assert fonts
        assert all("/FontFile3" in font or "/FontFile2" in font for font in fonts)


def test_the_code_on_the_page_is_the_one_of_the_address() -> None:
    """The picture has the dark squares of the QR code, module by module, as the page is drawn."""
    import segno

    matrix = [[bool(dark) for dark in row] for row in segno.make_qr(ADDRESS, error="m").matrix]
    with pypdfium2.PdfDocument(certificate(("姓名", "张某某"))) as document:
        page = document[0].render(scale=4, grayscale=True).to_pil()
    side = round(34 / 25.4 * 72 * 4)  # 34 mm at the right margin of 25 mm
    right = page.width - round(25 / 25.4 * 72 * 4)
    strip = page.crop((right - side, 0, right, page.height))
    dark_rows = [y for y in range(strip.height) if strip.crop((0, y, side // 4, y + 1)).getextrema()[0] < 60]
    square = strip.crop((0, dark_rows[0], side, dark_rows[0] + side))
    modules = len(matrix)
    step = side / modules
    read = [
        [
            int(str(square.getpixel((int((x + 0.5) * step), int((y + 0.5) * step))))) < 128
            for x in range(modules)
        ]
        for y in range(modules)
    ]
    assert read == matrix


def test_an_address_too_long_for_a_code_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        qr_svg("x" * 3000)


def test_a_notice_holds_its_paragraphs_in_order() -> None:
    pdf = MAKER.notice_pdf(
        title=Text("一次性补正告知书", "Correction notice"),
        authority=Text("示例市卫生健康局", "Sample City Health Bureau"),
        number="N-7",
        issued_at=ISSUED,
        paragraphs=("您好，请补正下列材料。", "1. 诊断证明 #panic()", "如有不同意见，可以申请复议。"),
        demonstration=True,
    )
    text = text_of(pdf)
    order = [
        text.index(part)
        for part in ("一次性补正告知书", "请补正下列材料", "诊断证明#panic()", "申请复议", "2026年11月24日")
    ]
    assert order == sorted(order)
    assert "演示" in text


def test_the_setter_is_loaded_only_when_something_is_set() -> None:
    program = "import sys, yijian.connectors.documents.maker; print('typst' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout == "False\n"
