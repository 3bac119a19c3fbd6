"""Two people with the real command line and server; then their history, one flipped byte after the other.

Wants ARMOIRE_PROGRAMS, the folder with `armoire` and `armoire-server`.
"""

import base64
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import verify

PROGRAMS = Path(os.environ["ARMOIRE_PROGRAMS"])


class Device:
    """A profile, and whoever uses it."""

    def __init__(self, folder, origin, handle):
        self.folder = Path(folder, handle)
        self.folder.mkdir()
        made = self.run("signup", "--server", origin, "--handle", handle)
        self.account, self.words = made["id"], made["words"]

    def run(self, *arguments, **secrets):
        command = [PROGRAMS / "armoire", "--profile", self.folder / "profile", "--json", *arguments]
        environment = {"HOME": str(self.folder), **secrets}
        done = subprocess.run(command, env=environment, cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True)
        assert done.returncode == 0, (arguments, done.stderr.decode())
        return json.loads(done.stdout)

    def letter(self, form):
        return next(letter["id"] for letter in self.run("letters")["waiting"] if letter["form"] == form)


def lived(nadia, luc):
    """What two people agree on in a while: lent, taken back, asked for, accepted, ended; and all keys changed in the middle."""
    invitation = nadia.run("invite", "--name", "Nadia")["invitation"]
    luc.run("join", invitation, "--name", "Luc", "--organisation", "CCAS de Lille", "--yes")
    nadia.run("people")
    (nadia.folder / "bail.txt").write_text("bail")
    paper = nadia.run("add", "bail.txt")[0]["id"]
    grant = nadia.run("grant", paper, "--to", "Luc", "--until", "1h", "--purpose", "Dossier d'hébergement", "--yes")
    nadia.run("revoke", "--to", "Luc")
    luc.run("ask", "Nadia", "--paper", "Bail", "--purpose", "Logement", "--until", "30d")
    nadia.run("answer", nadia.letter("ask"), "--lend", f"1={paper}", "--yes")
    luc.run("propose", "Nadia", "entry")
    nadia.run("accept", nadia.letter("propose"))
    nadia.run("stolen", ARMOIRE_WORDS=nadia.words)
    nadia.run("referent", "propose", "Luc")
    luc.run("accept", luc.letter("propose"))
    nadia.run("referent")
    return grant["grant"]


class Checks:
    """Counts, and says what went wrong."""

    passed = failed = 0

    def check(self, holds, what):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print(f"failed: {what}")


def refusal(check, data):
    """The name by which something is refused, or None."""
    try:
        check(data)
    except verify.Refused as refused:
        return str(refused)
    return None


def flips(data, step=1):
    """Each place, and the bytes with one bit of it flipped; which bit goes round."""
    for place in range(0, len(data), step):
        yield place, data[:place] + bytes([data[place] ^ (1 << place % 8)]) + data[place + 1 :]


def check_without_signature(payload):
    verify.read_acts(*verify.read_cards(payload))


def check_file(checks, nadia, luc, revoked, data):
    value, acts, grants = verify.verify(data)
    checks.check((value["holder"], len(acts)) == (nadia.account, acts[-1][0]["seq"] + 1), "whose it is")
    checks.check([grant["grantee"] for grant in grants] == [luc.account] * 3, "three grants to Luc")
    over = [grant["grant"] for grant in grants if grant["over"] < grant["end"]]
    checks.check(over == [revoked], "one was taken back")
    checks.check(any("Dossier d'hébergement" in words["text"] for words in value["words"]), "the holder's own words")
    checks.check({header["author"] for header, _ in acts} == {nadia.account, luc.account}, "both have signed")
    told = nadia.run("consents", "--verify", str(nadia.folder / "consents.json"))
    same = [{key: grant[key] for key in ("seq", "grant", "start", "end", "over")} for grant in grants]
    theirs = [{key: grant[key] for key in ("seq", "grant", "start", "end", "over")} for grant in told["grants"]]
    checks.check(same == theirs, "both readers say which grants lived when")


def check_flips(checks, data):
    for place, altered in flips(data):
        checks.check(refusal(verify.verify, altered), f"byte {place} of the file")
    # The envelope's own end, where base64 leaves bits that mean nothing: each bit.
    for place in range(len(data) - 300, len(data)):
        for bit in range(8):
            altered = data[:place] + bytes([data[place] ^ (1 << bit)]) + data[place + 1 :]
            checks.check(refusal(verify.verify, altered), f"bit {bit} of byte {place}")
    for end in range(0, len(data), 997):
        checks.check(refusal(verify.verify, data[:end]), f"cut after {end} bytes")
    checks.check(refusal(verify.verify, data + b" ") == "not_canonical", "a byte too many")


def check_inside(checks, data):
    """The holder's own signature apart: what others have signed, and the order of it, holds by itself."""
    payload = base64.b64decode(json.loads(data)["payload"])
    checks.check(refusal(check_without_signature, payload) is None, "the payload alone")
    start, end = payload.index(b'"cards":'), payload.index(b',"words":')
    for place, altered in flips(payload[start:end], 11):
        found = refusal(check_without_signature, payload[:start] + altered + payload[end:])
        checks.check(found, f"byte {start + place} of the payload")
    value = json.loads(payload)

    def with_acts(acts):
        text = json.dumps({**value, "acts": acts}, ensure_ascii=False, separators=(",", ":"))
        return refusal(check_without_signature, text.encode())

    acts = value["acts"]
    for place in range(len(acts) - 1):
        checks.check(with_acts(acts[:place] + acts[place + 1 :]), f"act {place} left out")
        swapped = acts[:place] + [acts[place + 1], acts[place]] + acts[place + 2 :]
        checks.check(with_acts(swapped), f"acts {place} and {place + 1} exchanged")
    for place, parts in enumerate(acts):
        other = acts[place - 1]
        checks.check(with_acts(acts[:place] + [[parts[0], other[1], *parts[2:]]] + acts[place + 1 :]), "another's signature")


def check_others(checks, data, others):
    """Envelopes of another kind, what is too much, and another holder's history under this one's name."""
    envelope, theirs = json.loads(data), json.loads(others)

    def write(value):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    checks.check(refusal(verify.verify, others) is None, "another holder's history, by itself")
    envelopes = [
        ("kind", {**envelope, "payloadType": "application/vnd.armoire.act+json"}),
        ("card", {**envelope, "payload": theirs["payload"]}),
        ("card", {**envelope, "signatures": theirs["signatures"]}),
        ("signature", {**envelope, "signatures": [{**theirs["signatures"][0], "keyid": envelope["signatures"][0]["keyid"]}]}),
        ("not_canonical", {**envelope, "signatures": envelope["signatures"] * 2}),
        ("not_canonical", {**envelope, "hidden": True}),
    ]
    for name, value in envelopes:
        checks.check(refusal(verify.verify, write(value)) == name, f"an envelope that is refused as {name}")
    checks.check(refusal(verify.verify, b"[" * 100_000 + b"]" * 100_000) == "not_canonical", "nested too deep")
    checks.check(refusal(verify.verify, b" " * (verify.MOST + 1)) == "too_large", "more than 64 MiB")

    payload, other = (json.loads(base64.b64decode(one["payload"])) for one in (envelope, theirs))
    acts, cards = payload["acts"], payload["cards"]
    payloads = [
        ("card", {"holder": other["holder"]}),
        ("card", {"cards": [other["cards"][0], *cards[1:]]}),
        ("card", {"cards": list(reversed(cards))}),
        ("card", {"cards": [*cards, cards[1]]}),
        ("author", {"cards": cards[:1]}),
        ("locker", {"acts": [*acts[:5], other["acts"][-1], *acts[6:]]}),
        ("locker", {"acts": acts[1:]}),
        ("length", {"acts": [], "words": []}),
        ("seq", {"words": [*payload["words"], {"seq": len(acts), "text": "Luc said yes."}]}),
    ]
    for name, change in payloads:
        found = refusal(check_without_signature, write({**payload, **change}))
        checks.check(found == name, f"a payload that is refused as {name}: {found}")
    # The holder may show less: how far it goes is said.
    fewer = {**payload, "acts": acts[:-2], "words": [words for words in payload["words"] if words["seq"] < len(acts) - 2]}
    checks.check(len(verify.read_acts(*verify.read_cards(write(fewer)))) == len(acts) - 2, "a history without its last acts")


def main():
    checks = Checks()
    with tempfile.TemporaryDirectory() as folder:
        listen = ["serve", "--listen", "127.0.0.1:0", "--data", str(Path(folder, "data"))]
        server = subprocess.Popen([PROGRAMS / "armoire-server", *listen], stdout=subprocess.PIPE, env={"ARMOIRE_LOG": "warn"})
        try:
            origin = re.match(r"http\S+", server.stdout.readline().decode())[0]
            nadia, luc = Device(folder, origin, "nadia4821"), Device(folder, origin, "luc0001")
            revoked = lived(nadia, luc)
            nadia.run("consents", "-o", "consents.json")
            luc.run("consents", "-o", "consents.json")
        finally:
            server.kill()
            server.wait()
        data = (nadia.folder / "consents.json").read_bytes()
        print(f"a history of {len(data)} bytes")
        check_file(checks, nadia, luc, revoked, data)
        check_others(checks, data, (luc.folder / "consents.json").read_bytes())
    check_flips(checks, data)
    check_inside(checks, data)
    print(f"{checks.passed} passed, {checks.failed} failed")
    sys.exit(checks.failed != 0)


if __name__ == "__main__":
    main()
