#!/usr/bin/env python3
"""What becomes of files that are damaged, or made to do harm?

  tools/bench/damaged.py GAZETTE WORK [--files N] [--seed S] [--from FOLDER]

Makes N files (1,000) in WORK/damaged: small whole documents of every format (and, with --from, members of the tar.zst
archives there), cut, with bits flipped, under another suffix, with pieces exchanged; and a fixed set that is made to do
harm: bombs, loops, odd PDFs. Indexes them in one run, and prints: is every one in the ledger, what it was rejected
for, how long the run and how large its processes were, and whether those of the fixed set got the outcome that a person
expects. WORK must not exist.
"""
import argparse, bz2, collections, gzip, io, json, lzma, os, pathlib, random, re, sqlite3, subprocess, tarfile, threading
import time, zipfile, zlib

WORDS = "The minister may by order suspend the licence of a bank that fails to keep the reserves named in this act".split()


def prose(paragraphs=6):
    return [" ".join(random.choice(WORDS) for _ in range(30)).capitalize() + "." for _ in range(paragraphs)]


def pdf(pages, before="", trailer="", objects=(), count=None, xref_shift=0, labels="", page_extra=""):
    """A PDF of the pages' lines; None is an empty page, bytes are a content stream."""
    out, offsets = io.BytesIO(), {}

    def put(number, body):
        offsets[number] = out.tell()
        out.write(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")

    out.write(b"%PDF-1.6\n" + before.encode())
    kids = " ".join(f"{10 + 2 * i} 0 R" for i in range(len(pages)))
    put(1, f"<< /Type /Catalog /Pages 2 0 R {labels} >>".encode())
    put(2, f"<< /Type /Pages /Kids [{kids}] /Count {count if count is not None else len(pages)} >>".encode())
    put(3, b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for i, page in enumerate(pages):
        stream = page if isinstance(page, bytes) else b""
        if isinstance(page, list):
            lines = "".join(f"({line}) Tj 0 -14 Td " for line in page)
            stream = f"BT /F1 10 Tf 50 760 Td {lines} ET".encode()
        put(10 + 2 * i, f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {11 + 2 * i} 0 R "
                        f"/Resources << /Font << /F1 3 0 R >> >> {page_extra} >>".encode())
        put(11 + 2 * i, f"<< /Length {len(stream)} >>\nstream\n".encode() + stream + b"\nendstream")
    for number, body in objects:
        put(number, body)
    at = out.tell()
    size = max(offsets) + 1
    out.write(f"xref\n0 {size}\n".encode())
    for number in range(size):
        place = offsets.get(number)
        out.write(b"0000000000 65535 f \n" if place is None else f"{place + xref_shift:010} 00000 n \n".encode())
    out.write(f"trailer << /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{at + xref_shift}\n%%EOF\n".encode())
    return out.getvalue()


def zipped(members, level=6):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def tarred(members):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def docx(text):
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text)
    return zipped([("[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"),
                   ("word/document.xml", "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
                                         f"<w:body>{body}</w:body></w:document>")])


def odt(text):
    body = "".join(f"<text:p>{line}</text:p>" for line in text)
    return zipped([("mimetype", "application/vnd.oasis.opendocument.text"),
                   ("content.xml", "<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
                                   "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'><office:body><office:text>"
                                   f"{body}</office:text></office:body></office:document-content>")])


def epub(text):
    body = "".join(f"<p>{line}</p>" for line in text)
    return zipped([("mimetype", "application/epub+zip"),
                   ("META-INF/container.xml", "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>"
                                              "<rootfile full-path='a.opf'/></rootfiles></container>"),
                   ("a.opf", "<package xmlns='http://www.idpf.org/2007/opf'><manifest><item id='c' href='c.xhtml' "
                             "media-type='application/xhtml+xml'/></manifest><spine><itemref idref='c'/></spine></package>"),
                   ("c.xhtml", f"<html xmlns='http://www.w3.org/1999/xhtml'><body>{body}</body></html>")])


def warc(text):
    page = ("<title>Page</title><p>" + "<p>".join(text)).encode()
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:0>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n")
    return head.encode() + block + b"\r\n\r\n"


def whole_documents():
    text = prose()
    page = "<html><head><title>An act</title></head><body><h1>An act</h1>" + "".join(f"<p>{line}</p>" for line in text)
    lines = "\n\n".join(text)
    message = f"From: a@example.org\nSubject: Note\nDate: Mon, 2 Jan 2023 03:04:05 +0000\n\n{lines}\n"
    items = "".join(f"<item><title>Item {i}</title><guid>{i}</guid><description>{line}</description></item>"
                    for i, line in enumerate(text))
    yield ".pdf", pdf([[line[:90] for line in text], [line[90:] for line in text]])
    yield ".html", page.encode()
    yield ".txt", lines.encode()
    yield ".md", f"---\ntitle: An act\ndate: 2020-01-02\n---\n# An act\n\n## Article 1\n\n{lines}\n".encode()
    yield ".docx", docx(text)
    yield ".odt", odt(text)
    yield ".epub", epub(text)
    yield ".rtf", ("{\\rtf1\\ansi " + "\\par ".join(text) + "}").encode()
    yield ".eml", message.encode()
    yield ".mbox", (f"From a@example.org Mon Jan  2 03:04:05 2023\n{message}\n" * 3).encode()
    yield ".xml", ("<akomaNtoso xmlns='http://docs.oasis-open.org/legaldocml/ns/akn/3.0'><act><body>" + "".join(
        f"<article eId='art_{i}'><num>Article {i}</num><content><p>{line}</p></content></article>"
        for i, line in enumerate(text)) + "</body></act></akomaNtoso>").encode()
    yield ".rss", f"<rss version='2.0'><channel><title>News</title>{items}</channel></rss>".encode()
    yield ".sgm", "".join(f"<DOC><DOCNO>{i}</DOCNO><TEXT>{line}</TEXT></DOC>\n" for i, line in enumerate(text)).encode()
    yield ".jsonl", "".join(json.dumps({"id": str(i), "text": line}) + "\n" for i, line in enumerate(text)).encode()
    yield ".json", json.dumps({"id": "a", "text": lines}).encode()
    yield ".warc", warc(text)
    yield ".warc.gz", gzip.compress(warc(text)) * 2
    yield ".zip", zipped([("a.html", page), ("b/c.txt", lines)])
    yield ".tar", tarred([("a.html", page.encode()), ("b/c.pdf", pdf([text]))])
    yield ".tar.gz", gzip.compress(tarred([("a.html", page.encode())]))
    yield ".txt.bz2", bz2.compress(lines.encode())
    yield ".html.xz", lzma.compress(page.encode())
    yield ".csv", ("id,text\n" + "".join(f'{i},"{line}"\n' for i, line in enumerate(text))).encode()
    yield ".yaml", f"title: An act\ntext: {text[0]}\n".encode()


ENCRYPT = ("/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -3904 /O <" + "ab" * 32 + "> /U <" + "cd" * 32 + "> >> "
           "/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]")


def nested(depth):
    data, name = b"at the bottom", "bottom.txt"
    for level in range(depth):
        data, name = zipped([(name, data)]), f"level{level}.zip"
    return data


def harmful():
    """name, bytes, what must become of it: words of which one must be in its outcome and reason (or in those of what is in it)"""
    text = prose()
    zeros = bytes(300 << 20)
    yield "locked.pdf", pdf([text], trailer=ENCRYPT), "locked"
    yield "no-text.pdf", pdf([b"0 0 612 792 re f"] * 3), "no_text_layer"
    yield "blank.pdf", pdf([None, None]), "no_text_layer empty"
    yield "no-pages.pdf", pdf([]), "damaged empty no_text_layer"
    yield "garbage.pdf", b"%PDF-1.4\n" + random.randbytes(5000), "damaged"
    yield "head-only.pdf", b"%PDF-1.7\n", "damaged"
    yield "xref-shifted.pdf", pdf([text], xref_shift=77), "indexed"
    yield "no-trailer.pdf", pdf([text]).split(b"xref\n")[0], "damaged"
    yield "no-xref.pdf", re.sub(rb"xref\n.*?trailer", b"trailer", pdf([text]), flags=re.S), "indexed"
    yield "junk-before.pdf", b"\0" * 700 + pdf([text]), "indexed"
    yield "some-empty.pdf", pdf([text, None, text]), "indexed"
    yield "count-too-large.pdf", pdf([text], count=2_000_000_000), "indexed damaged over_limit"
    yield "count-negative.pdf", pdf([text], count=-5), "indexed damaged no_text_layer"
    yield "labels.pdf", pdf([text, text, text], labels="/PageLabels << /Nums [0 << /S /r >> 2 << /S /D /St 7 >>] >>"), "indexed"
    yield "labels-loop.pdf", pdf([text], labels="/PageLabels << /Kids [8 0 R] >>",
                                 objects=[(8, b"<< /Kids [8 0 R] >>")]), "indexed damaged"
    yield "pages-loop.pdf", pdf([text]).replace(b"/Kids [10 0 R]", b"/Kids [ 2 0 R]"), "indexed damaged no_text_layer empty"
    yield "many-pages.pdf", pdf([["Page of many."]] * 21_000), "over_limit too_large indexed"
    yield "outline-loop.pdf", pdf([text], labels="/Outlines 8 0 R",
                                  objects=[(8, b"<< /First 9 0 R /Last 9 0 R /Count 1 >>"),
                                           (9, b"<< /Title (A) /Parent 8 0 R /Next 9 0 R /Dest [10 0 R /Fit] >>")]), "indexed"
    bomb = zlib.compress(b"BT /F1 9 Tf (word) Tj ET " * 8_000_000, 9)
    packed = pdf([None]).replace(b"<< /Length 0 >>\nstream\n", b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(bomb) + bomb)
    yield "stream-bomb.pdf", packed, "indexed damaged over_limit no_text_layer too_large"
    yield "zeros.txt.gz", gzip.compress(zeros, 9), "over_limit unsupported_format"
    yield "zeros.zip", zipped([("a.txt", zeros)], 9), "over_limit too_large"
    yield "zeros.txt.xz", lzma.compress(zeros), "over_limit unsupported_format"
    yield "twice.gz.gz", gzip.compress(gzip.compress(zeros, 9), 9), "over_limit unsupported_format"
    yield "nested.zip", nested(12), "over_limit"
    yield "entries.docx", zipped([(f"word/e{i}.xml", b"") for i in range(12_000)] + [("word/document.xml", b"<a/>")]), "over_limit"
    yield "bomb.docx", zipped([("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w:document>" + b" " * (280 << 20))], 9), "over_limit"
    yield "deep.html", b"<div>" * 200_000 + b"words of it", "indexed"
    yield "attributes.html", b"<p " + b"".join(b"a%d=1 " % i for i in range(50_000)) + b">words of it", "indexed"
    yield "deep.xml", b"<?xml version='1.0'?>" + b"<a>" * 200_000 + b"words of it", "indexed"
    yield "tags.xml", b"<?xml version='1.0'?><r>words of it" + b"<a/>" * 5_000_000 + b"</r>", "too_large"
    yield "laughs.xml", (b"<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a 'haha'>" + b"".join(
        b"<!ENTITY a%d '%s'>" % (i, b"&a%d;" % (i - 1) * 10 if i else b"&a;" * 10) for i in range(12)) +
        b"]><r>words &a11;</r>"), "indexed"
    yield "outside.xml", b"<?xml version='1.0'?><!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><r>words of it &x;</r>", "indexed"
    yield "deep.json", b'{"id":"a","text":' + b"[" * 100_000, "damaged bad_field malformed_json not_json over_limit missing_field"
    yield "aliases.md", (b"---\na: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
        b"%c: &%c [%s]\n" % (c, c, b",".join([b"*%c" % (c - 1)] * 9)) for c in range(98, 110)) + b"---\nwords of it\n"), "indexed"
    yield "brackets.md", b"[" * 60_000 + b" words of it", "indexed"
    yield "quotes.md", b">" * 60_000 + b" words of it", "indexed"
    yield "groups.rtf", b"{\\rtf1 words of it" + b"{" * 500_000, "over_limit"
    yield "parts.eml", b"Content-Type: multipart/mixed; boundary=b\nSubject: Parts\n\n" + b"--b\n\nx\n" * 30_000, "indexed"
    yield "nested.eml", b"Content-Type: message/rfc822\n\n" * 3_000 + b"words of it", "indexed rejected over_limit container"
    yield "line.csv", b'a,b\n"' + b"x" * 5_000_000, "container damaged missing_field unsupported_format rejected"
    yield "line.jsonl", b'{"id":"a","text":"' + b"x" * 30_000_000, "container rejected"
    yield "nul.txt", b"\0" * 100_000, "rejected empty"
    yield "empty.pdf", b"", "empty"
    yield "utf16-odd.txt", b"\xff\xfe" + "words of it".encode("utf-16-le") + b"\0", "indexed"
    yield "name\xff\xfe.txt".encode("latin-1"), b"words of it", "indexed"


def from_archives(folder, kept):
    for archive in sorted(folder.glob("*.tar.zst")):
        with open(archive, "rb") as packed:
            unpacked = subprocess.Popen(["zstd", "-dcq"], stdin=packed, stdout=subprocess.PIPE)
        with tarfile.open(fileobj=unpacked.stdout, mode="r|") as tar:
            for member in tar:
                suffix = pathlib.PurePath(member.name).suffix
                if member.isfile() and 0 < member.size < 2_000_000 and len(kept[suffix]) < 25:
                    kept[suffix].append(tar.extractfile(member).read())
        unpacked.wait()


def damage(number, suffix, data, suffixes):
    data, how = bytearray(data), number % 5
    if how == 0:
        del data[random.randrange(len(data)):]
    elif how == 1:
        for _ in range(random.choice([1, 10, 200])):
            data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    elif how == 2:
        suffix = random.choice(suffixes)
    elif how == 3:
        cut = random.randrange(len(data))
        data = data[cut:] + data[:cut // 2]
    else:
        begin = random.randrange(len(data))
        data[begin:begin + random.randrange(1, 400)] = random.randbytes(random.randrange(400))
    return suffix, bytes(data)


class Memory(threading.Thread):
    """The largest size of the program, and of one of its workers."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.own, self.worker, self.over_time = pid, 0, 0, []

    def run(self):
        begin = time.time()
        while True:
            try:
                self.own = max(self.own, self.size(self.pid))
                self.over_time.append((time.time() - begin, self.size(self.pid)))
                for children in pathlib.Path(f"/proc/{self.pid}/task").glob("*/children"):
                    for child in children.read_text().split():
                        self.worker = max(self.worker, self.size(int(child)))
            except (OSError, IndexError):
                pass
            if not os.path.exists(f"/proc/{self.pid}/fd"):
                return
            time.sleep(0.2)

    @staticmethod
    def size(pid):
        return int(pathlib.Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gazette")
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from", dest="archives", type=pathlib.Path)
    options = parser.parse_args()
    random.seed(options.seed)
    folder = options.work / "damaged"
    os.makedirs(folder)
    expected = {}
    for name, data, outcome in harmful():
        raw = name if isinstance(name, bytes) else name.encode()
        with open(os.path.join(os.fsencode(folder), raw), "wb") as file:
            file.write(data)
        if isinstance(name, str):
            expected[name] = outcome.split()
    kept = collections.defaultdict(list)
    for _ in range(8):
        for suffix, data in whole_documents():
            kept[suffix].append(data)
    if options.archives:
        from_archives(options.archives, kept)
    suffixes = sorted(kept)
    for number in range(options.files - len(expected) - 1):
        suffix, data = damage(number, *random.choice([(s, random.choice(kept[s])) for s in suffixes]), suffixes)
        (folder / f"{number:04d}{suffix}").write_bytes(data)
    files = len(os.listdir(folder))
    index = options.work / "index"
    begin = time.time()
    run = subprocess.Popen([options.gazette, "index", "--index", index, "--json", folder], stdout=subprocess.PIPE,
                           stderr=subprocess.PIPE, text=True)
    memory = Memory(run.pid)
    memory.start()
    out, err = run.communicate()
    seconds = time.time() - begin
    if run.returncode != 0:
        print(f"exit status {run.returncode}: {err[-2000:]}")
    ledger = sqlite3.connect(f"file:{index}/ledger.sqlite?mode=ro", uri=True)
    ledger.text_factory = lambda raw: raw.decode("utf-8", "replace")
    rows = ledger.execute("SELECT input_id, container, name, outcome, reason, detail FROM inputs_1").fetchall()
    top = [row for row in rows if row[1] == 0]
    print(f"{len(top)} of {files} files in the ledger, {len(rows) - len(top)} inputs in them; {seconds:.0f} s; "
          f"the program {memory.own >> 20} MB, a worker {memory.worker >> 20} MB at most")
    half = [size for at, size in memory.over_time if at > seconds / 2]
    print(f"the program at half time {half[0] >> 20 if half else 0} MB, at the end {half[-2] >> 20 if len(half) > 1 else 0} MB")
    for (outcome, reason), count in sorted(collections.Counter((row[3], row[4]) for row in rows).items()):
        print(f"  {count} {outcome} {reason}")
    found = collections.defaultdict(set)
    by_id = {row[0]: row for row in rows}
    for row in rows:
        head = row
        while head[1] != 0:
            head = by_id[head[1]]
        found[pathlib.PurePath(head[2]).name] |= {row[3], row[4]}
    for name, outcomes in expected.items():
        if not found[name] & set(outcomes):
            print("unexpected:", name, sorted(found[name]), "not", outcomes)
    for row in rows:
        if row[4] in ("crashed",) or (row[3] == "rejected" and not row[5]):
            print("look at:", row[2:])


if __name__ == "__main__":
    main()
