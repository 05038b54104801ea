// Figures for a monitoring system, as Prometheus reads them (text format 0.0.4). Labels have values
// of a fixed list alone: endpoints, stages, classes of status, codes of problems; nothing that a
// client sends becomes one. Thread-safe; recording costs a few atomic additions.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

// Durations by their upper bounds, as Prometheus counts them.
class Histogram {
  public:
    static constexpr std::array kBounds = {
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0};

    void add(std::chrono::nanoseconds took);

  private:
    friend class MetricsText;
    std::array<std::atomic<std::uint64_t>, kBounds.size() + 1> counts_{};  // the last: beyond
    std::atomic<std::uint64_t> sum_ns_{0};
};

// Which stage of an answer took how long.
enum class Stage : std::uint8_t {
    queue,  // waiting for a search's turn
    work,   // making the answer
};

// A value that is asked for when the figures are.
struct Gauge {
    std::string name;    // with its unit: "gazette_index_documents"
    std::string help;    // one line
    std::string labels;  // "outcome=\"indexed\"", or empty
    double value = 0.0;
    bool only_grows = false;  // a counter
};

class Metrics {
  public:
    // `endpoints`: whatever is recorded of another one counts as "other".
    explicit Metrics(const std::vector<std::string_view>& endpoints);

    // An answer: from the whole head read to the answer made.
    void answered(std::string_view endpoint, int status, std::chrono::nanoseconds took);
    void stage(std::string_view endpoint, Stage stage, std::chrono::nanoseconds took);
    // `code` is one of ours (schemas/README.md).
    void problem(const std::string& code);

    // Gauges of one name must stand side by side.
    std::string text(const std::vector<Gauge>& gauges) const;

  private:
    struct OfEndpoint {
        std::array<std::atomic<std::uint64_t>, 6> by_class{};  // of status: [2] counts 2xx
        Histogram answers;
        std::array<Histogram, 2> stages;
    };
    OfEndpoint& of(std::string_view endpoint);

    std::map<std::string, OfEndpoint, std::less<>> endpoints_;  // never changes its keys
    mutable std::mutex mutex_;                                  // guards problems_
    std::map<std::string, std::uint64_t> problems_;
};

// Memory, processor time and descriptors of this process, by the names that Prometheus' own clients
// give them.
std::vector<Gauge> process_gauges();

}  // namespace gazette
