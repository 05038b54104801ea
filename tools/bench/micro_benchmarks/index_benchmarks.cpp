// Terms of a document -> what lies on disk.
#include "indexer/encoder.h"
#include "indexer/format/positions.h"
#include "indexer/format/positions_writer.h"
#include "indexer/format/zstd_frame.h"
#include "indexer/glass/inverter.h"
#include "indexer/glass/posting_list.h"
#include "tools/bench/micro_benchmarks/texts.h"

#include <benchmark/benchmark.h>

#include <filesystem>
#include <map>
#include <random>
#include <unistd.h>

namespace gazette::bench {
namespace {

// A folder that is gone with it.
class ScratchFolder {
  public:
    ScratchFolder()
        : path_(std::filesystem::temp_directory_path() /
                ("gazette-micro-" + std::to_string(::getpid()))) {
        std::filesystem::create_directories(path_);
    }
    ~ScratchFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

Document document_of(const std::string& text, const char* name) {
    Document document;
    document.id = "d";
    document.text = text;
    document.lang = language_of(language_of_texts(name)).tag;
    return document;
}

// As many occurrences as a text has, in the order of the text.
struct Occurrence {
    std::string term;
    std::uint32_t wdf = 0;
    std::uint32_t position = 0;
    bool has_position = false;
};

class Recorder : public TermSink {
  public:
    void add(std::string_view term, std::uint32_t wdf) override {
        occurrences.push_back({std::string(term), wdf, 0, false});
    }
    void add(std::string_view term, std::uint32_t wdf, std::uint32_t position) override {
        occurrences.push_back({std::string(term), wdf, position, true});
    }
    std::vector<Occurrence> occurrences;
};

std::vector<std::vector<Occurrence>> occurrences_of(const char* name) {
    Analyzer analyzer;
    std::vector<std::vector<Occurrence>> documents;
    for (const std::string& text : texts(name)) {
        Recorder recorder;
        encode(document_of(text, name), analyzer, recorder);
        documents.push_back(std::move(recorder.occurrences));
    }
    return documents;
}

void put(const std::vector<std::vector<Occurrence>>& documents, glass::Inverter& inverter) {
    for (const auto& document : documents) {
        for (const Occurrence& each : document) {
            if (each.has_position) {
                inverter.add(each.term, each.wdf, each.position);
            } else {
                inverter.add(each.term, each.wdf);
            }
        }
        inverter.end_document();
    }
}

void invert(benchmark::State& state, const char* name) {
    const auto documents = occurrences_of(name);
    std::size_t occurrences = 0;
    for (const auto& document : documents) occurrences += document.size();
    for (auto iteration : state) {
        static_cast<void>(iteration);
        glass::Inverter inverter;
        put(documents, inverter);
        benchmark::DoNotOptimize(inverter.memory_bytes());
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(occurrences * state.iterations()));
}
BENCHMARK_CAPTURE(invert, latin, "latin")->Apply(counted);
BENCHMARK_CAPTURE(invert, chinese, "chinese")->Apply(counted);

// fsync and all, of 1 MB or so of text.
void write_tables(benchmark::State& state) {
    const auto documents = occurrences_of("latin");
    const ScratchFolder folder;
    for (auto iteration : state) {
        static_cast<void>(iteration);
        state.PauseTiming();
        glass::Inverter inverter;
        put(documents, inverter);
        glass::DatabaseWriter writer(folder.path());
        PositionsWriter positions(folder.path() / "positions");
        state.ResumeTiming();
        inverter.write(writer, positions);
    }
    state.SetBytesProcessed(
        static_cast<std::int64_t>(bytes_of(texts("latin")) * state.iterations()));
}
BENCHMARK(write_tables)->Apply(counted);

std::vector<std::uint32_t> random_positions(std::size_t count) {
    std::mt19937 random(1);
    std::vector<std::uint32_t> positions;
    std::uint32_t position = 0;
    for (std::size_t i = 0; i < count; ++i) {
        position += 1 + static_cast<std::uint32_t>(random() % 60);
        positions.push_back(position);
    }
    return positions;
}

void encode_positions(benchmark::State& state) {
    const auto positions = random_positions(static_cast<std::size_t>(state.range(0)));
    std::string tag;
    for (auto iteration : state) {
        static_cast<void>(iteration);
        tag.clear();
        append_positions(tag, positions);
        benchmark::DoNotOptimize(tag.data());
    }
    state.SetItemsProcessed(state.range(0) * static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(encode_positions)->Arg(2)->Arg(16)->Arg(256);

// All of a term's, of so many positions in each of 1000 documents.
void read_positions(benchmark::State& state) {
    constexpr std::uint32_t kDocuments = 1000;
    const auto count = static_cast<std::uint32_t>(state.range(0));
    const ScratchFolder folder;
    const std::filesystem::path file = folder.path() / "positions";
    {
        PositionsWriter writer(file);
        std::string bytes;
        append_positions(bytes, random_positions(count));
        writer.begin_term("term");
        for (std::uint32_t docid = 1; docid <= kDocuments; ++docid) writer.add(docid, bytes);
        writer.end_term();
        writer.finish(kDocuments);
    }
    const Positions positions(file);
    std::vector<std::uint32_t> found;
    for (auto iteration : state) {
        static_cast<void>(iteration);
        PositionCursor cursor = positions.find("term");
        for (std::uint32_t docid = 1; docid <= kDocuments; ++docid) {
            if (cursor.seek(docid)) cursor.read(count, found);
            benchmark::DoNotOptimize(found.data());
        }
    }
    state.SetItemsProcessed(kDocuments * state.range(0) *
                            static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(read_positions)->Arg(2)->Arg(16)->Arg(256);

void encode_postings(benchmark::State& state) {
    constexpr std::uint32_t kLists = 1000;
    const auto postings = static_cast<std::uint32_t>(state.range(0));
    const ScratchFolder folder;
    for (auto iteration : state) {
        static_cast<void>(iteration);
        glass::TableWriter table(folder.path() / "postlist.glass");
        glass::PostingListWriter lists(table);
        for (std::uint32_t list = 0; list < kLists; ++list) {
            std::string key = std::to_string(list);
            key.insert(0, 8 - key.size(), '0');
            lists.begin(key, {postings, postings});
            for (std::uint32_t i = 0; i < postings; ++i) lists.add(1 + i * 3, 1);
            lists.end();
        }
        benchmark::DoNotOptimize(table.finish());
    }
    state.SetItemsProcessed(kLists * state.range(0) *
                            static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(encode_postings)->Arg(2)->Arg(16)->Arg(256);

// All that becomes of a document, but the terms.
void encode_documents(benchmark::State& state, const char* name) {
    struct : TermSink {
        void add(std::string_view, std::uint32_t) override {}
        void add(std::string_view, std::uint32_t, std::uint32_t) override {}
    } no_terms;
    Analyzer analyzer;
    std::vector<Document> documents;
    for (const std::string& text : texts(name)) documents.push_back(document_of(text, name));
    for (auto iteration : state) {
        static_cast<void>(iteration);
        for (const Document& document : documents) {
            benchmark::DoNotOptimize(encode(document, analyzer, no_terms));
        }
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(bytes_of(texts(name)) * state.iterations()));
}
BENCHMARK_CAPTURE(encode_documents, latin, "latin")->Apply(counted);
BENCHMARK_CAPTURE(encode_documents, chinese, "chinese")->Apply(counted);

void pack_texts(benchmark::State& state) {
    for (auto iteration : state) {
        static_cast<void>(iteration);
        for (const std::string& text : texts("latin")) benchmark::DoNotOptimize(pack(text));
    }
    state.SetBytesProcessed(
        static_cast<std::int64_t>(bytes_of(texts("latin")) * state.iterations()));
}
BENCHMARK(pack_texts)->Apply(counted);

}  // namespace
}  // namespace gazette::bench
