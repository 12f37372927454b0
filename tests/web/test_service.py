"""What a visitor may ask for: uploads, glossaries, addresses, a model that is still to come."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.test_jobs import settled
from zhaiyi.core.errors import UnreadableInput, UsageError
from zhaiyi.core.settings import Settings
from zhaiyi.models.store import Progress, ProgressStep
from zhaiyi.pipeline import BriefOptions, Zhaiyi
from zhaiyi.web.limits import WebLimits, load_limits
from zhaiyi.web.samples import find_samples
from zhaiyi.web.service import Service
from zhaiyi.web.uploads import Uploads

take_upload, take_glossary = Uploads(1000).take, Uploads(1000).take_terms

ARTICLE = "汕头建设智慧城市\n\n汕头市政府12日宣布，项目明年完成。"
PLAIN = BriefOptions()


def make(tmp_path: Path, model: str | None = "scripted") -> Service:
    settings = Settings(home=tmp_path, offline=True)
    return Service(Zhaiyi(model=model, settings=settings), WebLimits(max_chars=1000))


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    made = make(tmp_path)
    yield made
    made.close()


def test_an_upload_is_read_and_removed(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(b"abc")
    upload = take_upload(path, 10)
    assert (upload.name, upload.data) == ("x.txt", b"abc")
    assert not path.exists()


def test_too_large_an_upload_is_removed_too(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(b"abc")
    with pytest.raises(UnreadableInput, match=r"x\.txt is too large"):
        take_upload(path, 2)
    assert not path.exists()


@pytest.mark.parametrize("text", ["", "source\n", "<tbx>"])
def test_a_bad_glossary_is_named_without_its_folder(tmp_path: Path, text: str) -> None:
    path = tmp_path / "terms.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableInput) as caught:
        take_glossary(path, 1000)
    assert str(caught.value).startswith("terms.tsv")
    assert str(tmp_path) not in str(caught.value)
    assert not path.exists()


def test_a_glossary_serves_its_visitor_alone(service: Service, tmp_path: Path) -> None:
    path = tmp_path / "terms.tsv"
    path.write_text("汕头\tSwatow\n", encoding="utf-8")
    mine = service.brief_text(ARTICLE, PLAIN, take_glossary(path, 1000))
    other = service.brief_text(ARTICLE, PLAIN)
    found = []
    for token in (mine, other):
        settled(service.jobs, token, "done")
        brief = service.jobs.brief(token)
        assert brief is not None
        found.append("Swatow" in {term.target for term in brief.terms})
    assert found == [True, False]


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://x.org/a", "javascript://x"])
def test_only_web_addresses(service: Service, url: str) -> None:
    with pytest.raises(UnreadableInput, match="https://"):
        service.brief_address(url, PLAIN)


@pytest.mark.parametrize("url", ["127.0.0.1:1", "http://localhost/", "http://[::1]/"])
def test_no_address_in_this_network(service: Service, url: str) -> None:
    token = service.brief_address(url, PLAIN)
    error = settled(service.jobs, token, "failed").error
    assert "\n" not in error
    assert error


def test_too_long_a_text_is_refused_at_once(service: Service) -> None:
    with pytest.raises(UnreadableInput, match="1,000"):
        service.brief_text("长" * 1001, PLAIN)


def test_while_the_model_is_fetched_visitors_are_told_how_far(tmp_path: Path) -> None:
    service = make(tmp_path, model=None)
    reported, told = threading.Event(), threading.Event()

    def ensure(report: Progress) -> None:
        report(ProgressStep("fetch", 34, 100, "model"))
        reported.set()
        assert told.wait(100)

    fetching = threading.Thread(target=service.prepare, args=(ensure,))
    fetching.start()
    assert reported.wait(100)
    error = settled(service.jobs, service.brief_text(ARTICLE, PLAIN), "failed").error
    assert error.startswith("The model is being fetched, once: 34%.")
    told.set()
    fetching.join()
    assert service.preparing == ""
    error = settled(service.jobs, service.brief_text(ARTICLE, PLAIN), "failed").error
    assert "zhaiyi models pull" in error
    service.close()


def test_limits_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHAIYI_WEB_RUNNING", "7")
    assert load_limits().running == 7
    monkeypatch.setenv("ZHAIYI_WEB_RUNNING", "0")
    with pytest.raises(UsageError, match="ZHAIYI_WEB_RUNNING"):
        load_limits()


def test_the_page_keeps_no_translations_unless_told_to(monkeypatch: pytest.MonkeyPatch) -> None:
    from zhaiyi.web.server import forgetful

    assert not forgetful(Settings()).memory
    monkeypatch.setenv("ZHAIYI_MEMORY", "true")
    assert forgetful(Settings()).memory


def test_every_sample_is_offered_with_its_title() -> None:
    samples = find_samples()
    assert samples[0].name == "shantou-smart-city"
    assert all(sample.title and sample.text and sample.about for sample in samples)
