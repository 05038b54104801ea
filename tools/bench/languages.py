#!/usr/bin/env python3
"""How often is the language of a piece of 80 characters right?

  tools/bench/languages.py DETECT_LANGUAGES DATA [--sample N]

DETECT_LANGUAGES is the program of that name (cmake --build BUILD --target detect_languages); DATA the folder with
archives/udhr-xml.tar.zst and ir/. Pieces, N of a language (150), are cut from what people wrote in that language: the
Declaration of Human Rights, collections of questions and their passages, and messages of the programs on this machine
(/usr/share/locale), which are none of the program's own words. Prints for each source the share that is right, and
the languages below 98 %.
"""
import argparse, collections, gettext, io, json, pathlib, random, re, subprocess, tarfile
import xml.etree.ElementTree as tree

# Those of the Declaration's own names, and what a reader takes for the same language.
LANGUAGES = """af ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka kk km kn ko
lb lo lt lv mk ml mn mr ms mt my nb ne nl nn pa pl pt ro ru si sk sl sq sr sv sw ta te th tl tr uk ur uz vi zh-Hans zh-Hant""".split()
SAME = {"no": "nb", "nb_NO": "nb", "zh_CN": "zh-Hans", "zh_TW": "zh-Hant", "pt_BR": "pt", "tl": "fil", "de_CH": "de",
        "sr@latin": "sr", "sr@Latn": "sr", "zh_HK": "zh-Hant", "es_MX": "es"}
COLLECTIONS = {"piaf-fr": "fr", "drcd-zh-hant": "zh-Hant", "jsquad-ja": "ja", "alqac2023-vi-legal": "vi",
               "cail2019-zh-legal": "zh-Hans", "autorag-ko": "ko", "policyqa-en": "en", "cacm-en": "en"}


def pieces(text, size=80):
    """Whole words of about so many characters."""
    text = re.sub(r"\s+", " ", text)
    at = 0
    while at + size <= len(text):
        end = text.rfind(" ", at + size // 2, at + size + 1)
        end = at + size if end < 0 else end
        yield text[at:end].strip()
        at = end


def declaration(data):
    with open(data / "archives/udhr-xml.tar.zst", "rb") as packed:
        unpacked = subprocess.run(["zstd", "-dcq"], stdin=packed, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(unpacked)) as tar:
        for member in tar:
            if not re.search(r"/udhr_[^/]+\.xml$", member.name):
                continue
            root = tree.fromstring(tar.extractfile(member).read())
            tag = root.get("{http://www.w3.org/XML/1998/namespace}lang", "")
            tag = SAME.get(tag, tag)
            if tag in LANGUAGES:
                for para in root.iter("{http://efele.net/udhr}para"):
                    yield tag, "".join(para.itertext())


def collections_of(data):
    for name, tag in COLLECTIONS.items():
        raw = subprocess.run(["zstd", "-dcq", data / "ir" / name / "docs.jsonl.zst"], capture_output=True).stdout
        for line in raw.decode().splitlines()[:3000]:
            yield tag, json.loads(line).get("text", "")


def messages():
    for path in pathlib.Path("/usr/share/locale").glob("*/LC_MESSAGES/*.mo"):
        tag = path.parts[4]
        tag = SAME.get(tag, tag)
        if tag not in LANGUAGES:
            continue
        try:
            with open(path, "rb") as file:
                catalog = gettext.GNUTranslations(file)._catalog
        except (OSError, LookupError, ValueError):
            continue
        for source, text in catalog.items():
            # Sentences: no formats, options and names, and nothing that stayed English.
            words = set(source.split()) if isinstance(source, str) else set()
            same = len(words & set(text.split()))
            if len(text) >= 70 and not re.search(r"[%<>{}\\/=|_@]|--|\d\.\d", text) and same <= 1:
                yield tag, text


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("detect_languages")
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--sample", type=int, default=150)
    parser.add_argument("--show", default="", help="languages whose wrong pieces are printed")
    options = parser.parse_args()
    random.seed(3)
    for name, texts in (("declaration", declaration(options.data)), ("collections", collections_of(options.data)),
                        ("messages", messages())):
        by_tag = collections.defaultdict(set)
        for tag, text in texts:
            by_tag[tag].update(pieces(text))
        rows = []
        for tag, all_of in sorted(by_tag.items()):
            all_of = sorted(all_of)
            rows += [(tag, piece) for piece in random.sample(all_of, min(options.sample, len(all_of)))]
        answer = subprocess.run([options.detect_languages], input="\n".join(piece for _, piece in rows) + "\n",
                                capture_output=True, text=True, check=True).stdout.split("\n")
        right, count, taken_for = collections.Counter(), collections.Counter(), collections.defaultdict(collections.Counter)
        for (tag, piece), got in zip(rows, answer):
            count[tag] += 1
            right[tag] += got == tag or SAME.get(tag) == got
            if got != tag and SAME.get(tag) != got:
                taken_for[tag][got] += 1
                if tag in options.show.split(","):
                    print("   ", tag, "->", got, "|", piece)
        print(f"{name}: {sum(right.values())} of {sum(count.values())} right, "
              f"{100 * sum(right.values()) / max(sum(count.values()), 1):.1f} %, {len(count)} languages")
        for tag in count:
            if right[tag] < 0.98 * count[tag]:
                print(f"  {tag}: {right[tag]} of {count[tag]}; taken for {dict(taken_for[tag].most_common(3))}")


if __name__ == "__main__":
    main()
