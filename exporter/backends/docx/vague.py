"""Links that do not say where they lead: whoever goes from link to link hears their words alone (WCAG 2.4.9).

Word's accessibility check names them too. They are told, never changed.
"""

from __future__ import annotations

import re

from exporter.model import Link, Place
from exporter.report import Report
from exporter.walk import text as words

_SAYING_NOTHING = {
    "en": "here|click here|click|link|this|this link|this page|more|read more|learn more|see more|more info|details|go",
    "ar": "هنا|اضغط هنا|انقر هنا|المزيد|اقرأ المزيد",
    "cs": "zde|klikněte zde|více|číst dál",
    "da": "her|klik her|læs mere|mere",
    "de": "hier|hier klicken|klicken sie hier|klick hier|mehr|mehr lesen|weiterlesen|link|mehr erfahren",
    "el": "εδώ|κάντε κλικ εδώ|περισσότερα|διαβάστε περισσότερα",
    "es": "aquí|haga clic aquí|haz clic aquí|clic aquí|más|leer más|ver más|enlace|más información",
    "fi": "täällä|tästä|napsauta tästä|lue lisää|lisää",
    "fr": "ici|cliquez ici|cliquer ici|lien|ce lien|plus|lire la suite|en savoir plus|lire plus|voir plus",
    "he": "כאן|לחצו כאן|לחץ כאן|קרא עוד|קראו עוד|עוד",
    "hu": "itt|ide|kattintson ide|tovább|bővebben",
    "it": "qui|clicca qui|fai clic qui|leggi|leggi di più|scopri di più|altro|continua",
    "ja": "こちら|ここ|ここをクリック|こちらをクリック|もっと見る|続きを読む|詳細|詳しくはこちら",
    "ko": "여기|여기를 클릭|더 보기|더보기|자세히|자세히 보기",
    "nb": "her|klikk her|les mer|mer",
    "nl": "hier|klik hier|lees meer|lees verder|meer|link",
    "no": "her|klikk her|les mer|mer",
    "pl": "tutaj|tu|kliknij tutaj|więcej|czytaj więcej|czytaj dalej",
    "pt": "aqui|clique aqui|mais|leia mais|ler mais|saiba mais|link",
    "ru": "здесь|тут|нажмите здесь|подробнее|далее|читать далее|ссылка",
    "sv": "här|klicka här|läs mer|mer",
    "tr": "burada|buraya|buraya tıklayın|devamı|daha fazla",
    "uk": "тут|натисніть тут|докладніше|детальніше|читати далі",
    "zh": "这里|此处|点击这里|点击此处|更多|阅读更多|查看更多|詳情|這裡|此處|點擊這裡|閱讀更多",
}
_EDGES = re.compile(r"^\W+|\W+$")


class Links:
    """Looks at the links of one document; `told` says what was seen, once all are."""

    def __init__(self, lang: str, report: Report) -> None:
        own = _SAYING_NOTHING.get(lang.lower().partition("-")[0], "")
        self._vague = {*own.split("|"), *_SAYING_NOTHING["en"].split("|")}
        self._report = report
        self._bare: list[tuple[str, Place | None]] = []

    def saw(self, node: Link) -> None:
        """Look at a link: tell of words that say nothing, remember an address shown as it is."""
        said = " ".join(words(node.content).split())
        if _EDGES.sub("", said).casefold() in self._vague:
            self._report.tell(
                "link-text-vague",
                f"the link {said!r} to {node.target} does not say where it leads",
                place=node.place,
                hint="let its words name what is there",
            )
        elif said.lower().startswith(("http://", "https://", "www.")) and " " not in said:
            self._bare.append((said, node.place))

    def told(self) -> None:
        """Tell how many links show nothing but an address: reference lists have many, so one notice stands for all."""
        if not self._bare:
            return
        said, place = self._bare[0]
        count = len(self._bare)
        which = f"{count} links show their addresses only, the first" if count > 1 else "a link shows its address only:"
        hint = "let its words name what is there" if count == 1 else "let their words name what is there"
        self._report.tell("link-text-address", f"{which} {said}", place=place, hint=hint)
