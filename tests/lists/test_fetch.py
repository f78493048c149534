"""Whatever a publisher's server does, the old list stays until a whole, readable and newer one has come."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from catspaw.errors import InputError
from catspaw.lists.download import Limits
from catspaw.lists.fetch import Outcome, fetch, fetch_from, import_list
from catspaw.lists.publishers import PUBLISHERS, PublishedFile, Publisher, may_read
from catspaw.lists.read import read_lists
from catspaw.lists.store import Store
from lists.publishing import Site, breaks_off, edition, falls_silent, send, sha256, site
from lists.reading import SAMPLES

TODAY = date(2026, 8, 1)
QUICK = Limits(silence=0.4, whole=5.0, max_bytes=1_000_000)
OLD = edition(40)


@pytest.fixture
def server() -> Iterator[Site]:
    """A publisher on this machine."""
    with site() as found:
        yield found


@pytest.fixture
def store(tmp_path: Path, server: Site) -> Store:
    """A store that holds the list of 2026-07-01, 40 entries."""
    store = Store(tmp_path / "lists")
    server.gives(OLD)
    assert fetch_from(store, server.publisher(), False, TODAY).outcome == "new"
    return store


def again(store: Store, server: Site, force: bool = False, publisher: Publisher | None = None) -> Outcome:
    """Fetch once more; the old list must still be there and whole if it is refused."""
    outcome = fetch_from(store, publisher or server.publisher(), force, date(2026, 8, 2), QUICK)
    if not outcome.ok:
        (path,) = store.files("made-up")
        assert path.read_bytes() == OLD
        kept = store.get("made-up")
        assert kept is not None
        assert (kept.records, kept.fetched) == (40, TODAY)
        assert "the list fetched on 2026-08-01 (40 listings) stays" in outcome.message
    assert not list(store.folder.glob(".incoming*"))
    return outcome


def test_a_list_is_kept_with_its_source_days_digest_and_counts(store: Store, server: Site) -> None:
    """In a manifest beside it."""
    kept = store.get("made-up")
    assert kept is not None
    assert (kept.source, kept.fetched, kept.published) == (server.url("/list.json"), TODAY, date(2026, 7, 1))
    assert (kept.sha256, kept.records, kept.rejects, kept.format) == (sha256(OLD), 40, 0, "us_csl_json")
    assert len(read_lists(store.paths())) == 40


def test_a_newer_list_takes_its_place_and_the_one_before_is_kept_for_comparison(store: Store, server: Site) -> None:
    """One version back, no more."""
    for count in (41, 42):
        server.gives(edition(count, f"2026-07-{count - 30}"))
        assert again(store, server).outcome == "new"
    previous = store.previous("made-up")
    assert previous is not None
    assert len(read_lists([previous])) == 41
    assert len(read_lists(store.paths())) == 42
    assert len([path for path in (store.folder / "made-up").iterdir() if path.is_dir()]) == 2


def test_the_same_list_again_is_said_to_be_the_same(store: Store, server: Site) -> None:
    """And is fetched today."""
    outcome = again(store, server)
    assert (outcome.outcome, outcome.kept and outcome.kept.fetched) == ("same", date(2026, 8, 2))
    assert outcome.message.startswith("the same as before: 40 listings, published 2026-07-01")


def test_an_answer_cut_short_is_refused(store: Store, server: Site) -> None:
    """Fewer bytes than announced."""
    new = edition(50)
    server.answers["/list.json"] = lambda request: send(request, new[:900], len(new))
    assert f"cut short (900 of {len(new):,} bytes came)" in again(store, server).message


def test_a_server_gone_in_the_middle_is_refused(store: Store, server: Site) -> None:
    """The line is reset."""
    server.answers["/list.json"] = breaks_off(edition(50))
    message = again(store, server).message
    assert "broke off" in message or "cut short" in message


def test_a_server_that_falls_silent_is_not_waited_for(store: Store, server: Site) -> None:
    """Longer than the limit."""
    server.answers["/list.json"] = falls_silent(edition(50), 3.0)
    assert "the server broke off" in again(store, server).message
    assert "timed out" in again(store, server).message


def test_a_server_that_is_not_there_is_told(store: Store, server: Site) -> None:
    """Nothing listens."""
    gone = Publisher("made-up", "", "", (PublishedFile("http://127.0.0.1:9/list.json", "list.json"),))
    assert "can't be reached" in again(store, server, publisher=gone).message


@pytest.mark.parametrize("status", [404, 403, 500, 503, 206, 204])
def test_an_answer_other_than_200_is_refused(store: Store, server: Site, status: int) -> None:
    """With its number."""
    data = b"" if status == 204 else edition(50)
    server.answers["/list.json"] = lambda request: send(request, data, status=status)
    assert f"the server says {status}" in again(store, server).message


@pytest.mark.parametrize("style", ["plain", "sums", "index"])
def test_a_wrong_checksum_is_refused_and_a_right_one_taken(store: Store, server: Site, style: str) -> None:
    """As one line, as a line a file, as an index of OpenSanctions."""
    new = edition(50, "2026-07-05")

    def publish(digest: str) -> None:
        index = {"resources": [{"name": "list.json", "checksum": hashlib.sha1(digest.encode()).hexdigest()}]}  # noqa: S324
        texts = {"plain": digest, "sums": f"{'0' * 64}  other\n{digest} *list.json\n", "index": json.dumps(index)}
        server.gives(texts[style].encode(), "/sums")

    server.gives(new)
    publish("0" * 64 if style != "index" else "wrong")
    publisher = server.publisher(checksum="/sums")
    assert "the checksum is" in again(store, server, publisher=publisher).message
    if style == "index":
        sha1 = hashlib.sha1(new).hexdigest()  # noqa: S324
        server.gives(json.dumps({"resources": [{"name": "list.json", "checksum": sha1}]}).encode(), "/sums")
    else:
        publish(sha256(new))
    assert again(store, server, publisher=publisher).outcome == "new"


def test_a_checksum_that_is_not_there_is_refused(store: Store, server: Site) -> None:
    """A publisher who gives one gives one for each file."""
    server.gives(b"nothing of the kind", "/sums")
    assert "no checksum of list.json" in again(store, server, publisher=server.publisher(checksum="/sums")).message
    assert "404" in again(store, server, publisher=server.publisher(checksum="/none")).message


def test_a_checksum_in_the_headers_counts(store: Store, server: Site) -> None:
    """Wrong ones are refused, right ones taken."""
    new = edition(50, "2026-07-05")
    right = base64.b64encode(hashlib.sha256(new).digest()).decode()
    wrong = base64.b64encode(hashlib.sha256(b"other").digest()).decode()
    server.gives(new, Digest=f"SHA-256={wrong}")
    assert "not that which the server gives in its headers" in again(store, server).message
    server.gives(new, Repr_Digest=f"sha-256=:{right}:")
    assert again(store, server).outcome == "new"


def test_a_redirect_to_another_host_is_refused_and_to_the_same_followed(store: Store, server: Site) -> None:
    """A host that is named beforehand is the publisher's own."""
    server.gives(edition(50, "2026-07-05"), "/there.json")

    def leads(to: str) -> None:
        server.answers["/list.json"] = lambda request: send(request, b"", status=302, Location=to)

    leads(server.url("/there.json", "localhost"))
    assert f"leads to another host (localhost:{server.port})" in again(store, server).message
    assert again(store, server, publisher=server.publisher(hosts=("localhost",))).ok
    leads("file:///etc/hostname")
    server_again = fetch_from(store, server.publisher(hosts=("localhost",)), False, TODAY, QUICK)
    assert not server_again.ok
    leads("/there.json")
    assert again(store, server).outcome == "same"


def test_a_redirect_that_goes_round_is_refused(store: Store, server: Site) -> None:
    """After a few rounds."""
    server.answers["/list.json"] = lambda request: send(request, b"", status=302, Location="/list.json")
    assert "302" in again(store, server).message


def test_an_older_list_is_refused_unless_forced(store: Store, server: Site) -> None:
    """By the day that the file states."""
    server.gives(edition(50, "2026-06-30"))
    assert "published 2026-06-30, older than the list kept (published 2026-07-01)" in again(store, server).message
    assert again(store, server, force=True).outcome == "new"


def test_a_much_shorter_list_is_refused_unless_forced(store: Store, server: Site) -> None:
    """Under half of the one kept."""
    server.gives(edition(19, "2026-07-05"))
    assert "only 19 listings, under half of the 40 kept" in again(store, server).message
    server.gives(edition(20, "2026-07-05"))
    assert again(store, server).outcome == "new"
    server.gives(edition(1, "2026-07-06"))
    assert again(store, server, force=True).outcome == "new"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"<html><body>Sign in</body></html>", "can't be read"), (b"", "can't be read"), (b"\x00" * 500, "can't be read"),
        (edition(0, "2026-07-05"), "no listing in it"), (edition(50)[:-40], "can't be read"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("force", [False, True])
def test_what_is_no_list_is_refused_whatever_one_wishes(
    store: Store, server: Site, data: bytes, says: str, force: bool
) -> None:
    """A page, nothing, noughts, an empty list, half a list with the right length."""
    server.gives(data)
    assert says in again(store, server, force).message


def test_another_list_than_the_publishers_is_refused(store: Store, server: Site) -> None:
    """By the format that it must have."""
    server.gives((SAMPLES / "us_inksna.csv").read_bytes())
    publisher = Publisher("made-up", "", "", server.publisher().files, formats=frozenset({"us_csl_json"}))
    assert "expected us_csl_json, found us_inksna" in again(store, server, publisher=publisher).message


def test_a_huge_answer_is_refused(store: Store, server: Site) -> None:
    """Announced or not."""
    server.answers["/list.json"] = lambda request: send(request, b"x", 10**12)
    assert "1,000,000,000,000 bytes are announced" in again(store, server).message

    def chunked(request: object) -> None:
        send(request, b"", -1, Transfer_Encoding="chunked")  # type: ignore[arg-type]  # a handler
        for _ in range(40):
            request.wfile.write(b"10000\r\n" + b"x" * 65_536 + b"\r\n")  # type: ignore[attr-defined]

    server.answers["/list.json"] = chunked
    assert "more than 1,000,000 bytes" in again(store, server).message


def test_an_answer_without_length_is_refused(store: Store, server: Site) -> None:
    """Whole and broken look alike then."""
    server.answers["/list.json"] = lambda request: send(request, edition(50), -1)
    assert "gives no length" in again(store, server).message


def test_one_of_several_files_missing_keeps_all_old_ones(store: Store, server: Site) -> None:
    """A list is replaced whole."""
    files = (*server.publisher().files, PublishedFile(server.url("/none"), "more.json"))
    server.gives(edition(50, "2026-07-05"))
    assert "404" in again(store, server, publisher=Publisher("made-up", "", "", files)).message


def test_without_an_old_list_nothing_is_kept(tmp_path: Path, server: Site) -> None:
    """And the message says so."""
    store = Store(tmp_path / "empty")
    outcome = fetch_from(store, server.publisher("/none"), False, TODAY, QUICK)
    assert (outcome.ok, outcome.kept, store.names()) == (False, None, [])
    assert "there is no older one" in outcome.message


def test_a_file_taken_by_hand_is_imported_with_the_same_checks(tmp_path: Path) -> None:
    """Its copy is kept."""
    store, path = Store(tmp_path / "lists"), tmp_path / "taken.json"
    path.write_bytes(OLD)
    assert import_list(store, [path], "us-csl", today=TODAY).outcome == "new"
    path.write_bytes(edition(3, "2026-07-02"))
    assert "under half" in import_list(store, [path], "us-csl", today=TODAY).message
    path.unlink()
    assert len(read_lists(store.paths(["us-csl"]))) == 40
    with pytest.raises(InputError, match="expected a file to import"):
        import_list(store, [path], "us-csl")
    with pytest.raises(InputError, match="can't name a list"):
        import_list(store, [SAMPLES / "us_mieu.csv"], "../out")


def test_the_publishers_are_reached_by_https_only() -> None:
    """Plain http is for this machine itself."""
    files = [file for one in PUBLISHERS.values() for file in one.files]
    assert all(file.url.startswith("https://") for file in files)
    assert all(not file.checksum_url or may_read(file.checksum_url) for file in files)
    assert not may_read("http://example.org/list.csv")
    assert not may_read("file:///etc/passwd")


def test_an_unknown_publisher_and_one_without_files_are_input_errors(tmp_path: Path) -> None:
    """With the nearest name, or the page to take the list from."""
    with pytest.raises(InputError, match=r'no publisher "us-ofca" \(did you mean "us-ofac"\?\)'):
        fetch(Store(tmp_path), ["us-ofca"])
    with pytest.raises(InputError, match="lists import FILE --as jp-meti"):
        fetch(Store(tmp_path), ["jp-meti"])
