"""Where words begin in Thai, which sets no spaces between them (the class SA of UAX #14, which asks for a dictionary).

BudouX's model of some thousand weights stands for the dictionary. It takes some frequent compounds for two words, and now
and then cuts off a letter: its cuts are taken but there. It is loaded with the first Thai word.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import accumulate

_COMPOUNDS = (
    "กฎหมาย กรรมการ กลางวัน การณ์ การเมือง ข่าวสาร ครอบครัว ควบคุม ความสุข คุ้มครอง ค้าขาย งบประมาณ จังหวะ จังหวัด "
    "จำเป็น ชั่วคราว ชั่วโมง ชาวบ้าน ชีวิต ซื้อขาย ตนเอง ตัดสิน ตัวเอง ตั้งแต่ ต่อสู้ ต่างประเทศ ต้องการ ทดลอง ทั่วไป "
    "ทั้งหมด ทั้งหลาย ทางการ ทำงาน ท้องถิ่น นักเรียน นโยบาย น้ำหนัก บริการ บริษัท บังคับ บันทึก บุคคล บ้านเรือน "
    "ประกาศ ประจำ ประชาชน ประมาณ ประเทศ ปัจจุบัน ปัญหา ผลิต ผู้โดยสาร พนักงาน พลเมือง พื้นที่ ภายนอก ภายใต้ ภายใน "
    "มหาวิทยาลัย มั่นคง มากกว่า มากขึ้น รวดเร็ว ระหว่าง รัฐบาล รับผิดชอบ ลูกค้า วิเคราะห์ สถานการณ์ สถานที่ สังคม "
    "สิ่งแวดล้อม สื่อสาร หนังสือ หน่วยงาน หน้าที่ หมู่บ้าน หัวใจ ห้องสมุด องค์กร องค์การ อธิบาย อนุญาต อย่างไร ออกแบบ "
    "อุปกรณ์ เจ้าหน้าที่ เดียวกัน เปลี่ยนแปลง เสรีภาพ เหตุการณ์ เหตุผล แตกต่าง แต่ละ โรงพยาบาล โรงเรียน ได้แก่ ไฟฟ้า"
)
"""Frequent words of two syllables and more that never end a line in their midst. A cut too few does no harm."""

_WITHIN = "(?<=[เ-ไัื])|(?<=[ัื][่-๋])|(?=[ฯะ-ฺๅๆ็-๎])|(?<=[๐-๙])(?=[๐-๙])"
"""Where a syllable goes on: after a vowel that is written first or has a last letter, before the signs and vowels that
follow their letter; and a number."""


def segments(text: str) -> list[str]:
    """Thai text without spaces, cut where a line may end: before words."""
    ends = [*_begins(text), len(text)]
    return [text[first:last] for first, last in zip([0, *ends], ends, strict=False)]


def _begins(text: str) -> list[int]:
    """Where words begin, but for the first; none has but one letter."""
    cuts = {0, *accumulate(map(len, _model()(text)))}
    within, compounds = _patterns()
    cuts.difference_update(found.start() for found in within.finditer(text, 1, len(text)))
    for held in compounds.finditer(text):
        cuts.difference_update(range(held.start() + 1, held.end()))
    return [at for at in sorted(cuts)[1:-1] if cuts.isdisjoint((at - 1, at + 1))]


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(_WITHIN), re.compile(_COMPOUNDS.replace(" ", "|"))


@cache
def _model() -> Callable[[str], list[str]]:
    from budoux import load_default_thai_parser

    return load_default_thai_parser().parse
