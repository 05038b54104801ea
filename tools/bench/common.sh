# Sourced by the benches, in the repository's root: options that they share, what the machine is, and
# where the peers are. Sets docs, queries, results, sources, jars.
#   --docs FILE       JSON Lines with text and perhaps title, lang, date, source: these documents, and
#                     not those of the test collections
#   --queries FILE    lines "kind, tab, words" (query_kinds.py), and not queries drawn from the documents
#   --results FOLDER  where the raw figures are left, for tools/bench/report
#   --kept FOLDER     where texts of archives are kept once they are made, and taken from
docs= queries= results= kept=
shared=${GAZETTE_SHARED_DATA:-../shared/data}

# Leaves in `arguments` what is no option.
read_options() {
    arguments=()
    while [ $# -gt 0 ]; do
        case $1 in
            --docs) docs=$(realpath -e "$2") && shift 2 ;;
            --queries) queries=$(realpath -e "$2") && shift 2 ;;
            --kept) mkdir -p "$2" && kept=$(realpath "$2") && shift 2 ;;
            --results) mkdir -p "$2" && results=$(realpath "$2") && shift 2 ;;
            *) arguments+=("$1") && shift ;;
        esac
    done
    if [ -n "$docs" ]; then
        sources=("$docs")
    else
        sources=("$shared"/ir/*/docs.jsonl.zst)
    fi
    [ -z "$queries" ] || python3 tools/bench/query_kinds.py "$queries"
    [ -f "${sources[0]}" ] || { echo "bench: no documents: neither --docs nor test collections in $shared/ir" >&2; exit 1; }
}

version_of() { dpkg-query -W -f '${Version}' "$1" 2> /dev/null || echo none; }

# about GAZETTE: machine and versions, as lines.
about() {
    echo "machine: $(nproc) cores, $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1), $(awk '/MemTotal/ { printf "%.0f GB", $2 / 1e6 }' /proc/meminfo), Linux $(uname -r)"
    echo "versions: gazette $("$1" --version), $(scriptindex --version | head -1), Xapian $(version_of libxapian30)," \
        "Lucene $(version_of liblucene8-java), SQLite $(version_of libsqlite3-0), groonga $(version_of groonga-bin)"
}

load_now() { cut -d' ' -f1 /proc/loadavg; }

jars=$(printf '%s:' /usr/share/java/lucene-{core,queries,analyzers-common}-8.*.jar)

# choose CORPUS FOLDER: which documents make_corpus.py takes (`choice`), and from where (`sources`). CORPUS:
# mixed, of all languages; words, of those with spaces between words, which all engines cut into words
# alike, so that they have equal work; acts, long documents of the archives, or of --docs. FOLDER is for
# texts of archives where none is kept.
choose() {
    case $1 in
        mixed) choice=() ;;
        words) choice=(--words) ;;
        acts)
            choice=(--acts)
            if [ -z "$docs" ]; then
                texts_of_archives "${kept:-$2}" # by itself, so that it ends where something in it fails
                sources=("${kept:-$2}/archives.jsonl")
            fi
            ;;
        *) echo "bench: a corpus is mixed, words or acts, not $1" >&2; return 2 ;;
    esac
}

# texts_of_archives FOLDER: makes FOLDER/archives.jsonl, where it is not there: what Gazette's extractors
# read in the archives, for engines that read no formats. Needs a configured release build.
texts_of_archives() {
    local archives=("$shared"/archives/*.tar.zst)
    [ ! -f "$1/archives.jsonl" ] || return 0
    [ -f "${archives[0]}" ] || { echo "bench: no archives in $shared/archives" >&2; return 1; }
    cmake --build --preset release --target gazette texts_of_index > /dev/null
    rm -rf "$1/archives.ix"
    build/release/tools/gazette/gazette index --recipe all --index "$1/archives.ix" "${archives[@]}" > /dev/null
    build/release/tools/bench/texts_of_index "$1/archives.ix" > "$1/archives.part"
    mv "$1/archives.part" "$1/archives.jsonl"
    rm -r "$1/archives.ix"
}
