"""Checks a history of consents by src/protocol/README.md, "Consents", and by nothing else of this project.

    verify.py FILE    says which grants lived when, or exits with 1 and the name of what is wrong

Needs `cryptography` for Ed25519.
"""

import base64
import hashlib
import json
import re
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

MOST = 64 * 1024 * 1024
TYPE = "application/vnd.armoire.consents+json"
LARGEST = 2**53 - 1
HEADER = ["locker", "seq", "prev", "chain", "author", "card", "time", "body"]
BODY = (
    "kind salt node parent epoch under turn version base left private key prior label objects inbox card number seq "
    "hash list living gone grant grantee right start end via box boxes deposit sealed"
).split()
# Kinds whose bodies a history holds, with the keys that are always there and those that may be.
KINDS = {
    "locker": ("salt inbox", ""),
    "rotate": ("salt node epoch key", "under prior inbox boxes sealed"),
    "put": ("salt node parent epoch turn version label objects deposit", "base boxes sealed"),
    "card": ("salt card number", ""),
    "purge": ("salt node parent base gone", ""),
    "grant": ("salt node epoch card grant grantee right start end box", "parent turn via sealed"),
    "revoke": ("salt grant", "sealed"),
    "deposit": ("salt node objects box", ""),
}
RIGHTS = ["read", "add", "edit", "manage"]


class Refused(Exception):
    """What is wrong, by its name."""


def need(holds, name):
    if not holds:
        raise Refused(name)


# Encodings (§1).


def unique(pairs):
    need(len({key for key, _ in pairs}) == len(pairs), "not_canonical")
    return dict(pairs)


def canonical(data, most):
    """JSON that equals its own compact re-serialisation; the order of its keys is looked at by `keys`."""
    need(len(data) <= most, "too_large")
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=unique)
        again = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    except (ValueError, RecursionError):
        raise Refused("not_canonical") from None
    need(again == data, "not_canonical")
    return value


def keys(value, always, maybe=(), order=None):
    need(isinstance(value, dict), "not_canonical")
    expected = [key for key in order or always if key in value]
    need(list(value) == expected, "not_canonical")
    need(all(key in value for key in always), "not_canonical")
    need(set(value) <= set(always) | set(maybe), "not_canonical")
    return value


def unpadded(text):
    need(isinstance(text, str) and re.fullmatch(r"[A-Za-z0-9_-]*", text), "not_canonical")
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        raise Refused("not_canonical") from None
    need(base64.urlsafe_b64encode(data).rstrip(b"=").decode() == text, "not_canonical")
    return data


def padded(text):
    need(isinstance(text, str), "not_canonical")
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise Refused("malformed") from None
    need(base64.b64encode(data).decode() == text, "malformed")
    return data


def is_number(value):
    return type(value) is int and 0 <= value <= LARGEST


def number(value):
    need(is_number(value), "not_canonical")
    return value


def identifier(text):
    need(isinstance(text, str) and re.fullmatch(r"[a-z2-7]{32}", text), "not_canonical")
    return text


def sha256(data):
    return hashlib.sha256(data).digest()


def id_of(digest):
    return base64.b32encode(digest[:20]).decode().lower()


def signed(kind, key, data, signature, name="signature"):
    """Ed25519 over the pre-authentication encoding of DSSE (§2)."""
    media_type = f"application/vnd.armoire.{kind}+json".encode()
    encoded = b"DSSEv1 %d %s %d %s" % (len(media_type), media_type, len(data), data)
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, encoded)
    except (InvalidSignature, ValueError):
        raise Refused(name) from None


# Cards (§5).


def chain(cards):
    """The account, and its cards as (hash, key), the oldest first."""
    need(isinstance(cards, list) and cards, "card")
    account, known = None, []
    for place, parts in enumerate(cards):
        need(isinstance(parts, list) and len(parts) == (2 if place == 0 else 3), "card")
        data, *signatures = [unpadded(part) for part in parts]
        need(all(len(signature) == 64 for signature in signatures), "signature")
        order = ["account", "number", "signing", "recipient", "previous"]
        card = keys(canonical(data, 4096), order[:4], order[4:], order)
        key = unpadded(card["signing"])
        if place == 0:
            account = id_of(sha256(b"armoire/1/id\n" + key))
        previous = unpadded(card["previous"]) if "previous" in card else None
        need(previous == (known[-1][0] if known else None), "card")
        need(card["account"] == account and card["number"] == place + 1 and is_number(card["number"]), "card")
        need(isinstance(card["recipient"], str) and card["recipient"].startswith("age1pq1"), "card")
        signed("card", key, data, signatures[0], "card")
        if known:
            signed("endorsement", known[-1][1], data, signatures[1], "card")
        known.append((sha256(data), key))
    return account, known


# Acts (§7).


def body_of(data, locker):
    body = canonical(data, 64 * 1024)
    need(isinstance(body, dict) and body.get("kind") in KINDS, "kind")
    always, maybe = KINDS[body["kind"]]
    need(body["kind"] != "put" or "deposit" in body, "kind")
    need(body["kind"] != "purge" or body.get("parent") == locker, "kind")
    keys(body, ["kind", *always.split()], maybe.split(), BODY)
    need(len(unpadded(body["salt"])) == 16, "body")
    if body["kind"] == "grant":
        need(body["right"] in RIGHTS and number(body["start"]) < number(body["end"]), "body")
        identifier(body["grantee"])
    return body


def history(acts, locker, holder, chains):
    """Each act as (header, body), after every check."""
    read, head = [], None
    need(isinstance(acts, list) and acts, "length")
    for seq, parts in enumerate(acts):
        need(isinstance(parts, list) and len(parts) in (2, 3), "malformed")
        data, signature, *bodies = [unpadded(part) for part in parts]
        need(len(signature) == 64, "signature")
        always = [key for key in HEADER if key not in ("locker", "prev", "chain")]
        header = keys(canonical(data, 1024), always, ["locker", "prev", "chain"], HEADER)
        need(header.get("locker") == (locker if seq else None), "locker")
        need(seq or id_of(sha256(data)) == locker, "locker")
        need(number(header["seq"]) == seq, "seq")
        need((unpadded(header["prev"]) if "prev" in header else None) == head, "prev")
        need(number(header["time"]) >= (read[-1][0]["time"] if read else 0), "time")
        body = None
        if bodies:
            need(sha256(bodies[0]) == unpadded(header["body"]), "body")
            body = body_of(bodies[0], locker)
        if seq == 0:
            need(header["author"] == holder and body and body["kind"] == "locker", "author")
        need(header["author"] in chains, "author")
        own = dict(chains[header["author"]])
        card = unpadded(header["card"])
        need(card in own, "card")
        signed("act", own[card], data, signature)
        read.append((header, body))
        head = sha256(data)
    return read


def lives(acts):
    """Which grants lived when: dictionaries in the order in which they were given."""
    found = []

    def newest(grant):
        return next((life for life in reversed(found) if life["grant"] == grant), None)

    for header, body in acts:
        if body and body["kind"] == "grant":
            life = {key: body[key] for key in ("grant", "node", "grantee", "right", "start", "end")}
            above = newest(body["via"]) if "via" in body else None
            found.append({"seq": header["seq"], "author": header["author"], **life, "over": body["end"], "above": above})
        elif body and body["kind"] == "revoke" and (life := newest(body["grant"])):
            life["over"] = min(life["over"], header["time"])
    for life in found:
        if above := life.pop("above"):
            life["over"] = min(life["over"], above["over"])
    return found


def read_cards(payload):
    """The payload, and the cards of everybody in it, by account."""
    order = ["locker", "holder", "time", "cards", "acts", "words"]
    value = keys(canonical(payload, MOST), order)
    identifier(value["locker"])
    number(value["time"])
    need(isinstance(value["cards"], list), "not_canonical")
    listed = [chain(cards) for cards in value["cards"]]
    chains = dict(listed)
    need(listed and listed[0][0] == identifier(value["holder"]) and len(chains) == len(listed), "card")
    return value, chains


def read_acts(value, chains):
    """The acts, after every check; then the words about them."""
    acts = history(value["acts"], value["locker"], value["holder"], chains)
    need(isinstance(value["words"], list), "not_canonical")
    for words in value["words"]:
        keys(words, ["seq", "text"])
        need(isinstance(words["text"], str), "not_canonical")
        need(number(words["seq"]) < len(acts), "seq")
    return acts


def verify(data):
    """The payload of a history that holds together, its acts, and its grants.

    Raises `Refused`.
    """
    envelope = keys(canonical(data, MOST), ["payload", "payloadType", "signatures"])
    need(envelope["payloadType"] == TYPE, "kind")
    need(isinstance(envelope["signatures"], list) and len(envelope["signatures"]) == 1, "not_canonical")
    [signature] = envelope["signatures"]
    keys(signature, ["keyid", "sig"])
    payload, sig = padded(envelope["payload"]), padded(signature["sig"])
    value, chains = read_cards(payload)
    need(signature["keyid"] == value["holder"], "card")
    signed("consents", chains[value["holder"]][-1][1], payload, sig)
    acts = read_acts(value, chains)
    return value, acts, lives(acts)


def main():
    with open(sys.argv[1], "rb") as file:
        data = file.read(MOST + 1)
    try:
        value, acts, grants = verify(data)
    except Refused as refused:
        print(f"refused: {refused}", file=sys.stderr)
        sys.exit(1)
    told = {key: value[key] for key in ("locker", "holder", "time")}
    json.dump({**told, "acts": len(acts), "grants": grants}, sys.stdout)


if __name__ == "__main__":
    main()
