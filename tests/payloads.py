"""Text that means harm: own generators of what reliability.md calls B2 to B4, each with a number to know it by.

Every payload that would run calls `hit(N)`; every one that would load something asks the host `outside.example`.
Larger public lists are read from the folder PANYA_PAYLOADS (one payload a line) where it is set.
"""

import itertools
import os
import random
from collections.abc import Iterator
from pathlib import Path

OUTSIDE = "outside.example"
_RUN = "hit({n})"
_TAGS_WITH_EVENTS = (
    "<img src=x {event}={code}>",
    "<svg {event}={code}>",
    "<svg><animate {event}={code} attributeName=x dur=1s>",
    "<body {event}={code}>",
    "<input autofocus {event}={code}>",
    "<details open {event}={code}>x</details>",
    "<video {event}={code}><source src=x></video>",
    "<audio src=x {event}={code}>",
    "<marquee {event}={code}>x</marquee>",
    "<a href=# {event}={code} tabindex=1 id=x>x</a>",
    "<iframe {event}={code}></iframe>",
    "<p style=animation-name:x {event}={code}>x",
    "<select autofocus {event}={code}><option>x</select>",
    "<object data=x {event}={code}></object>",
    "<math {event}={code}>x</math>",
)
_EVENTS = ("onerror", "onload", "onfocus", "ontoggle", "onbegin", "onstart", "onanimationstart", "ONLOAD", "on\nerror")
_SCHEMES = (
    "javascript:{code}",
    "JaVaScRiPt:{code}",
    "java\tscript:{code}",
    "java\nscript:{code}",
    "&#106;avascript:{code}",
    "&#x6a;&#x61;vascript&colon;{code}",
    "\x01javascript:{code}",
    " javascript:{code}",
    "vbscript:{code}",
    "data:text/html,<script>{code}</script>",
    "data:text/html;base64,PHNjcmlwdD5oaXQoMSk8L3NjcmlwdD4=",
    "//outside.example/{n}",
    "feed:javascript:{code}",
)
_LINKS = (
    '<a href="{url}">x</a>',
    "<a href='{url}'>x</a>",
    '<iframe src="{url}"></iframe>',
    '<form action="{url}"><button>x</button></form>',
    '<object data="{url}"></object>',
    '<embed src="{url}">',
    '<base href="{url}">',
    '<meta http-equiv=refresh content="0;url={url}">',
    '<svg><a xlink:href="{url}"><text>x</text></a></svg>',
    '<math href="{url}">x</math>',
    '<button formaction="{url}" form=page-form>x</button>',
    '<img src="{url}">',
    '<video poster="{url}"></video>',
)
_SCRIPTS = (
    "<script>{code}</script>",
    "<SCRIPT>{code}</SCRIPT>",
    "<script/x>{code}</script >",
    "<scr<script>ipt>{code}</scr</script>ipt>",
    "</title><script>{code}</script>",
    "</textarea><script>{code}</script>",
    "</script><script>{code}</script>",
    "--><script>{code}</script>",
    "]]><script>{code}</script>",
    "'\"><script>{code}</script>",
    "\" autofocus onfocus={code} x=\"",
    "' onmouseover={code} x='",
    "<script src=//outside.example/{n}.js></script>",
    "<script type=module>{code}</script>",
    "<svg><script>{code}</script></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=x onerror={code}&gt;\">",
    "<noscript><p title=\"</noscript><img src=x onerror={code}>\">",
    "<template><script>{code}</script></template>",
    "<svg></p><style><a id=\"</style><img src=x onerror={code}>\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror={code}>",
    "<select><template><style><!--</template><a rel=\"--></style></select><img src=x onerror={code}>\">",
    "<xmp><p title=\"</xmp><img src=x onerror={code}>\">",
    "<iframe srcdoc=\"<script>parent.{code}</script>\"></iframe>",
    "<isindex type=image src=x onerror={code}>",
    "<!--><img src=x onerror={code}>-->",
    "<![CDATA[><img src=x onerror={code}>]]>",
    "<?xml-stylesheet href=\"javascript:{code}\"?>",
    "<style>@import '//outside.example/{n}.css';</style>",
    "<style>body{{background:url(//outside.example/{n}.png)}}</style>",
    "<p style=\"background:url(//outside.example/{n}.png)\">x</p>",
    "<link rel=stylesheet href=//outside.example/{n}.css>",
    "<link rel=prefetch href=//outside.example/{n}>",
    "<img src=//outside.example/{n}.png>",
    "<img srcset='//outside.example/{n}.png 2x' src=x>",
    "<table background=//outside.example/{n}.png><tr><td>x</table>",
    "<audio src=//outside.example/{n}.mp3 autoplay>",
    "<input type=image src=//outside.example/{n}.png>",
    "<div hx-get=\"//outside.example/{n}\" hx-trigger=load>x</div>",
    "<div data-hx-get=\"/sign-out\" data-hx-trigger=load>x</div>",
    "<div hx-on:load=\"{code}\" hx-trigger=load>x</div>",
    "<p hx-vals='js:{{x: {code}}}' hx-post=/me hx-trigger=load>x</p>",
    "<img name=getElementById id=page-form src=x>",
    "<div popover id=site-menu>x</div>",
    "[x](javascript:{code})",
    "![x](//outside.example/{n}.png)",
    "[x]: javascript:{code}\n[x]",
    "<http://outside.example/{n} onmouseover={code}>",
)  # fmt: skip
_ODD = (
    "{{ 7*7 }}",
    "{% load x %}",
    "${7*7}",
    "<%= 7*7 %>",
    "#{7*7}",
    "{{request.user}}",
    "%(name)s %s %d",
    "' OR '1'='1",
    "1; DROP TABLE content_item;--",
    '" OR ""="',
    "admin'--",
    "') UNION SELECT NULL--",
    "%' ESCAPE '",
    "a\r\nBcc: x@outside.example",
    "a\nContent-Type: text/html\n\n<script>hit(1)</script>",
    "a%0d%0aSet-Cookie: x=1",
    "\x00ก\x00",
    "ก\ud800ข",
    "\ufeffก",
    "\u202eกขค\u202c",
    "ก" + "\u0e49" * 500,
    "Z\u0351\u036b\u0343" * 40,
    "\u200b\u200bก",
    "ﷺ" * 20,
    "😀" * 50,
    "ๅๅๅๅ",
    "..\\..\\..\\etc\\passwd",
    "../../../../etc/passwd",
    "/dev/null",
    "CON",
    "NaN",
    "Infinity",
    "-1",
    "0x7fffffff",
    "9" * 60,
    "1e309",
    "true",
    "null",
    "undefined",
    "[object Object]",
    "()=>{}",
    "=1+1",
    "+1",
    "@SUM(1)",
    "\t=1",
    "＝1+1",
    "$(touch x)",
    "`touch x`",
    "| touch x",
    "*)(uid=*))(|(uid=*",
    "<!DOCTYPE x>",
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><x>&y;</x>",
    "&lt;script&gt;hit(1)&lt;/script&gt;",
    "&#x202e;กขค",
    "ทํา",
    "เเม่",
    "ก่ิ",
    "๒๕๔๙",
    "   ",
    "\u00a0",
    "\u3000",
    "a" * 5_000,
    "ก" * 5_000,
    "ก " * 3_000,
)


def payloads() -> list[str]:
    """Every payload, always in the same order."""
    return [text.replace("{n}", str(number)) for number, text in enumerate(_all())]


def sample(count: int) -> list[str]:
    """As many of them, always the same, from every family: those written out one by one, and some of the products."""
    every = payloads()
    written_out = len(_SCRIPTS) + len(_ODD)
    rest = random.Random(30449).sample(every[written_out:], max(count - written_out, 0))
    return [*every[:written_out], *rest][:count]


def _all() -> Iterator[str]:
    code = _RUN
    yield from (text.format(code=code, n="{n}") for text in _SCRIPTS)
    yield from _ODD
    for tag, event in itertools.product(_TAGS_WITH_EVENTS, _EVENTS):
        yield tag.format(event=event, code=code)
        yield tag.format(event=event, code=f'"{code}"').replace(" ", "/", 1)
        yield tag.format(event=event, code="&#104;it({n})")
    for link, scheme in itertools.product(_LINKS, _SCHEMES):
        yield link.format(url=scheme.format(code=code, n="{n}"))
    yield from _from_outside()


def _from_outside() -> Iterator[str]:
    folder = os.environ.get("PANYA_PAYLOADS", "")
    for path in sorted(Path(folder).glob("*.txt")) if folder else []:
        yield from filter(None, path.read_text(encoding="utf-8", errors="surrogateescape").splitlines())
