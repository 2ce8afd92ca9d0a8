"""Language and colours are what the person chose, never what the browser guesses."""

import pytest

from panya.base.ui.signals import language_chosen

pytestmark = pytest.mark.urls("tests.base.ui.urls")


@pytest.fixture
def languages_heard():
    heard = []

    def hear(sender, language, **kwargs):
        heard.append(language)

    language_chosen.connect(hear)
    yield heard
    language_chosen.disconnect(hear)


def test_a_page_is_thai_whatever_the_browser_prefers(client):
    response = client.get("/ui/", headers={"Accept-Language": "en"})

    assert response["Content-Language"] == "th"
    assert "Cookie" in response["Vary"]
    assert "Accept-Language" not in response["Vary"]


def test_a_chosen_language_holds_from_the_next_page_on(client, languages_heard):
    answer = client.post("/ui/language/", {"language": "en", "next": "/ui/?q=1"})

    assert (answer.status_code, answer["Location"]) == (303, "/ui/?q=1")
    assert client.get("/ui/")["Content-Language"] == "en"
    assert languages_heard == ["en"]


@pytest.mark.parametrize("language", ["", "de", "th; Secure", "ๆ"])
def test_a_language_that_the_site_does_not_speak_changes_nothing(client, settings, languages_heard, language):
    client.post("/ui/language/", {"language": language})

    assert settings.LANGUAGE_COOKIE_NAME not in client.cookies
    assert languages_heard == []


def test_a_forged_language_cookie_is_thai(client, settings):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "../../etc"

    assert client.get("/ui/")["Content-Language"] == "th"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", ""]
)
@pytest.mark.parametrize("form", ["/ui/language/", "/ui/theme/", "/ui/text-size/"])
def test_the_way_back_never_leaves_the_site(client, form, elsewhere):
    answer = client.post(form, {"language": "en", "theme": "dark", "next": elsewhere})

    assert (answer.status_code, answer["Location"]) == (303, "/")


def test_a_chosen_theme_stands_on_the_next_page(client):
    client.post("/ui/theme/", {"theme": "gray"})

    assert 'data-theme="gray"' in client.get("/ui/").content.decode()


def test_a_forged_theme_is_not_written_into_the_page(client):
    client.cookies["panya-theme"] = '"><script>'

    page = client.get("/ui/").content.decode()
    assert 'data-theme="auto"' in page
    assert '"><script>' not in page


def test_a_chosen_text_size_stands_on_the_next_page(client):
    client.post("/ui/text-size/", {"text_size": "largest"})

    assert 'data-text="largest"' in client.get("/ui/").content.decode()


@pytest.mark.parametrize("size", ["", "huge", '"><script>'])
def test_a_text_size_that_there_is_not_changes_nothing(client, size):
    client.post("/ui/text-size/", {"text_size": size})

    assert "panya-text" not in client.cookies
    client.cookies["panya-text"] = size
    assert 'data-text="normal"' in client.get("/ui/").content.decode()


@pytest.mark.parametrize("form", ["/ui/language/", "/ui/theme/", "/ui/text-size/"])
def test_looking_at_a_form_address_changes_nothing(client, form):
    assert client.get(form).status_code == 405
