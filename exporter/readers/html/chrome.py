"""What is a site's and not an article's: elements that say so by name, role or class."""

from __future__ import annotations

import re

from exporter.readers.html.elements import Element, attribute, name

_TAGS = frozenset(["nav", "footer", "menu", "form", "dialog", "select", "button", "search"])
_ROLES = frozenset(
    ["navigation", "search", "banner", "contentinfo", "menu", "menubar", "toolbar", "dialog", "alertdialog", "tablist"]
)
# fmt: off
_PARTS = (
    "related", "relateds?-?(?:content|stories|articles|links|posts)?", "read-?(?:more|next|also)", "more-(?:on|from|stories|news)", "also-read", "see-also",
    "recommend\\w*", "most-?(?:read|popular|viewed)", "trending", "popular", "teasers?", "recirc\\w*", "outbrain", "taboola", "promo\\w*",
    "share\\w*", "sharing", "social\\w*", "follow\\w*", "newsletter\\w*", "subscri\\w*", "paywall", "sign-?up", "log-?in", "register",
    "ads?", "adverts?", "advertis\\w*", "ad-?(?:slot|unit|container|wrapper|box|banner|label|break)", "sponsor\\w*", "commercial", "dfp", "gpt",
    "comments?", "comment-?(?:list|form|section|area)", "disqus\\w*", "breadcrumbs?", "pagination", "pager", "nav", "navbar", "navigation", "menu",
    "sidebar", "side-?bar", "footer", "site-?header", "masthead", "toolbar", "tool-?bar", "cookie\\w*", "consent", "gdpr", "modal", "popup", "overlay",
    "tags?", "tag-?(?:list|cloud)", "topics?-?list", "author-?(?:bio|box|info|card|profile)", "about-?author", "bio", "rating", "widgets?",
    "skip-?link", "print-?only", "noprint", "no-print", "hidden-print", "mw-editsection", "editsection", "jump-link", "toc", "table-of-contents",
    "tableofcontents", "catlinks", "navbox", "printfooter", "metadata", "ambox", "hatnote", "noexcerpt", "feedback", "survey", "poll", "donat\\w*", "crowdfunding",
    "app-?(?:promo|download|banner)", "affiliate\\w*", "shop(?:ping)?-?(?:box|widget)", "buy-?(?:box|button)", "player-?(?:controls|ui)", "vjs-\\w+",
)
# fmt: on
_CHROME = re.compile(rf"(?:^|[\s_]|--|(?<=[a-z])-)(?:{'|'.join(_PARTS)})(?:$|[\s_]|-)", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_CHROME = re.compile(
    r"has-|with-|no-|is-|article-?body|entry-content|post-content|story-body|caption|figure|image|photo|picture|lead",
    re.IGNORECASE,
)


def is_chrome(element: Element) -> bool:
    """Whether an element says that it is the site's: navigation, related stories, sharing, advertising, comments."""
    if name(element) in _TAGS or attribute(element, "role").lower() in _ROLES:
        return name(element) != "form" or len(element) < 40
    given = " ".join(value for key in ("class", "id") if (value := element.get(key)))
    if not given or name(element) in ("html", "body", "main", "article"):
        return False
    return any(_CHROME.search(part) and not _NOT_CHROME.search(part) for part in _CAMEL.sub("-", given[:600]).split())


def is_list_of_links(element: Element) -> bool:
    """Whether every item of a list is a link to another page and nothing else, and most are short: navigation."""
    items = [part for part in element if name(part) == "li"]
    if not items:
        return False
    targets = [attribute(part, "href") for item in items for part in item.iterdescendants() if name(part) == "a"]
    return len(targets) >= len(items) and not any(target.startswith("#") for target in targets)
