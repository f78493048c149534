"""Download one file whole, or say why not.

Invariants: https only (plain http on this machine itself); no redirect to a host that is not named beforehand; no more
bytes than the limit are kept; an answer whose end can't be told from a broken line is not taken.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import http.client
import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import IO, Any, BinaryIO
from urllib.parse import urlsplit

from catspaw.lists.publishers import PublishedFile, may_read

CHUNK = 1 << 16
MAX_CHECKSUM_BYTES = 4_000_000
AGENT = "catspaw (sanctions list reader)"
DIGESTS = {32: "md5", 40: "sha1", 64: "sha256", 128: "sha512"}  # by hexadecimal digits
HEADERS = {"sha-256": "sha256", "sha-512": "sha512", "sha256": "sha256", "md5": "md5"}


@dataclass(frozen=True, slots=True)
class Limits:
    """How long to wait, and how much to take."""

    silence: float = 30.0  # seconds without a byte
    whole: float = 900.0  # seconds for a file
    max_bytes: int = 500_000_000


class Undelivered(Exception):  # noqa: N818 - it says what happened, as our other words do
    """A file did not arrive as it was published; the message says what happened."""


def download(file: PublishedFile, target: Path, hosts: Iterable[str] = (), limits: Limits | None = None) -> date | None:
    """Write a published file to `target` and return the day its server gives to it, if any.

    Raises:
        Undelivered: it can't be reached, is cut short, is too large, has another checksum, or leads elsewhere.
    """
    limits = limits or Limits()
    opener = _opener(file.url, frozenset(hosts))
    wanted = _published_digest(opener, file, limits) if file.checksum_url else None
    with _opened(opener, file.url, limits) as answer:
        try:
            with target.open("wb") as out:
                digests = _save(answer, out, file.url, limits)
        except OSError as error:
            raise Undelivered(f"{file.url}: can't be written to {target.parent} ({error.strerror})") from error
        _hold_against_headers(answer.headers, digests, file.url)
        dated = _dated(answer.headers)
    if wanted and digests[DIGESTS[len(wanted)]] != wanted:
        found = digests[DIGESTS[len(wanted)]]
        raise Undelivered(f"{file.url}: the checksum is {found}, the publisher's is {wanted} ({file.checksum_url})")
    return dated


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Follow redirects only to hosts that were named beforehand, and never from https to http."""

    max_redirections = 5

    def __init__(self, hosts: frozenset[str]) -> None:
        self._hosts = hosts

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        here, there = urlsplit(req.full_url), urlsplit(newurl)
        if there.netloc != here.netloc and there.hostname not in self._hosts:
            raise Undelivered(f"{req.full_url}: leads to another host ({there.netloc}), which is not the publisher's")
        if there.scheme != here.scheme or not may_read(newurl):
            raise Undelivered(f"{req.full_url}: leads from {here.scheme} to {there.scheme}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener(url: str, hosts: frozenset[str]) -> urllib.request.OpenerDirector:
    handlers: list[urllib.request.BaseHandler] = [_SameHost(hosts)]
    if urlsplit(url).scheme == "http":  # this machine itself: never through a proxy
        handlers.append(urllib.request.ProxyHandler({}))
    return urllib.request.build_opener(*handlers)


def _opened(opener: urllib.request.OpenerDirector, url: str, limits: Limits) -> http.client.HTTPResponse:
    if not may_read(url):
        raise Undelivered(f"{url}: only https addresses are read")
    request = urllib.request.Request(url, headers={"User-Agent": AGENT, "Accept-Encoding": "identity"})  # noqa: S310
    try:
        answer: http.client.HTTPResponse = opener.open(request, timeout=limits.silence)
    except urllib.error.HTTPError as error:
        error.close()
        raise Undelivered(f"{url}: the server says {error.code} {error.reason}") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Undelivered(f"{url}: can't be reached ({_reason(error)})") from error
    if answer.status != 200:
        answer.close()
        raise Undelivered(f"{url}: the server says {answer.status}, expected 200")
    return answer


def _save(answer: http.client.HTTPResponse, out: BinaryIO, url: str, limits: Limits) -> dict[str, str]:
    """Copy the answer, holding it against its stated length and the limits; returns the digests of what came."""
    stated = _stated_length(answer.headers, url, limits)
    if stated is None and not answer.chunked:
        raise Undelivered(f"{url}: the answer gives no length, so that a broken one can't be told from a whole one")
    hashes = {name: hashlib.new(name, usedforsecurity=False) for name in DIGESTS.values()}
    ends, size = time.monotonic() + limits.whole, 0
    while chunk := _next(answer, url, size, stated):
        size += len(chunk)
        if size > limits.max_bytes:
            raise Undelivered(f"{url}: more than {limits.max_bytes:,} bytes; no list is that long")
        if time.monotonic() > ends:
            raise Undelivered(f"{url}: not whole after {limits.whole:.0f} seconds ({_so_far(size, stated)})")
        out.write(chunk)
        for one in hashes.values():
            one.update(chunk)
    if stated is not None and size != stated:
        raise Undelivered(f"{url}: the answer is cut short ({_so_far(size, stated)})")
    return {name: one.hexdigest() for name, one in hashes.items()}


def _next(answer: http.client.HTTPResponse, url: str, size: int, stated: int | None) -> bytes:
    try:
        return answer.read1(CHUNK)
    except (OSError, http.client.HTTPException) as error:
        raise Undelivered(f"{url}: the server broke off ({_so_far(size, stated)}: {_reason(error)})") from error


def _stated_length(headers: Message, url: str, limits: Limits) -> int | None:
    text = headers.get("Content-Length")
    if text is None:
        return None
    if not text.strip().isdecimal():
        raise Undelivered(f'{url}: "{text[:40]}" is no length')
    if int(text) > limits.max_bytes:
        raise Undelivered(
            f"{url}: {int(text):,} bytes are announced, more than {limits.max_bytes:,}: no list is that long"
        )
    return int(text)


def _published_digest(opener: urllib.request.OpenerDirector, file: PublishedFile, limits: Limits) -> str:
    with _opened(opener, file.checksum_url, limits) as answer:
        try:
            data = answer.read(MAX_CHECKSUM_BYTES)
        except (OSError, http.client.HTTPException) as error:
            raise Undelivered(f"{file.checksum_url}: the checksum can't be read ({_reason(error)})") from error
    name = urlsplit(file.url).path.rsplit("/", 1)[-1]
    digest = _digest_in(data.decode("utf-8", "replace"), name)
    if digest is None:
        raise Undelivered(f"{file.checksum_url}: no checksum of {name} in it")
    return digest


def _digest_in(text: str, name: str) -> str | None:
    """The digest in a checksum file (one line, or one a file), or in an index of OpenSanctions."""
    if text.lstrip().startswith("{"):
        with suppress(ValueError, AttributeError, TypeError, RecursionError):
            found = [one.get("checksum") for one in json.loads(text)["resources"] if one.get("name") == name]
            return str(found[0]).casefold() if found and len(str(found[0])) in DIGESTS else None
        return None
    rows = [line.split() for line in text.splitlines() if line.strip()]
    named = [row for row in rows if len(row) > 1 and row[-1].lstrip("*").rsplit("/", 1)[-1] == name]
    for row in named or [row for row in rows if len(row) == 1]:
        if len(row[0]) in DIGESTS and re.fullmatch(r"[0-9A-Fa-f]+", row[0]):
            return row[0].casefold()
    return None


def _hold_against_headers(headers: Message, digests: Mapping[str, str], url: str) -> None:
    given = [("md5", headers.get("Content-MD5", ""))]
    for header in ("Digest", "Repr-Digest", "Content-Digest"):
        for part in headers.get(header, "").split(","):
            kind, _, value = part.strip().partition("=")
            given.append((HEADERS.get(kind.casefold(), ""), value.strip().strip(":")))
    for kind, value in given:
        with suppress(binascii.Error, ValueError):
            if kind and value and base64.b64decode(value, validate=True).hex() != digests[kind]:
                raise Undelivered(f"{url}: the checksum ({kind}) is not that which the server gives in its headers")


def _dated(headers: Message) -> date | None:
    with suppress(ValueError, TypeError):
        return parsedate_to_datetime(headers.get("Last-Modified", "")).date()
    return None


def _so_far(size: int, stated: int | None) -> str:
    return f"{size:,} of {stated:,} bytes came" if stated is not None else f"{size:,} bytes came"


def _reason(error: Exception) -> str:
    inner = getattr(error, "reason", None)
    return str(inner or error) or type(error).__name__
