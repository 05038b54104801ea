#include "searcher/http/metrics.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sys/resource.h>
#include <system_error>
#include <unistd.h>

namespace gazette {
namespace {

constexpr std::string_view kOther = "other";
constexpr std::array<std::string_view, 2> kStages = {"queue", "work"};

double seconds_of(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

// Whole numbers in full, others in as many digits as tell them apart.
std::string number(double value) {
    std::array<char, 40> text{};
    const bool whole = value == static_cast<double>(static_cast<std::int64_t>(value));
    const int length = std::snprintf(text.data(), text.size(), whole ? "%.0f" : "%.9g", value);
    return {text.data(), static_cast<std::size_t>(length)};
}

std::string in_quotes(std::string_view value) {
    std::string text = "\"";
    for (const char c : value) {
        if (c == '"' || c == '\\') text += '\\';
        text += c == '\n' ? ' ' : c;
    }
    return text + "\"";
}

}  // namespace

void Histogram::add(std::chrono::nanoseconds took) {
    const double seconds = std::chrono::duration<double>(took).count();
    const auto bound = std::lower_bound(kBounds.begin(), kBounds.end(), seconds);
    counts_.at(static_cast<std::size_t>(bound - kBounds.begin()))
        .fetch_add(1, std::memory_order_relaxed);
    sum_ns_.fetch_add(static_cast<std::uint64_t>(std::max<std::int64_t>(0, took.count())),
                      std::memory_order_relaxed);
}

// The text format: a head for each name, then its samples.
class MetricsText {
  public:
    void head(std::string_view name, std::string_view help, std::string_view type) {
        text_.append("# HELP ").append(name).append(" ").append(help).append("\n");
        text_.append("# TYPE ").append(name).append(" ").append(type).append("\n");
    }
    void sample(std::string_view name, const std::string& labels, double value) {
        text_.append(name);
        if (!labels.empty()) text_.append("{").append(labels).append("}");
        text_.append(" ").append(number(value)).append("\n");
    }
    // Nothing where nothing was counted.
    void histogram(const std::string& name, const std::string& labels, const Histogram& of) {
        std::uint64_t total = 0;
        for (const auto& count : of.counts_) total += count.load(std::memory_order_relaxed);
        if (total == 0) return;
        std::uint64_t below = 0;
        for (std::size_t i = 0; i < Histogram::kBounds.size(); ++i) {
            below += of.counts_.at(i).load(std::memory_order_relaxed);
            sample(name + "_bucket",
                   labels + ",le=" + in_quotes(number(Histogram::kBounds.at(i))),
                   static_cast<double>(below));
        }
        below += of.counts_.back().load(std::memory_order_relaxed);
        sample(name + "_bucket", labels + ",le=\"+Inf\"", static_cast<double>(below));
        sample(name + "_sum",
               labels,
               static_cast<double>(of.sum_ns_.load(std::memory_order_relaxed)) / 1e9);
        sample(name + "_count", labels, static_cast<double>(below));
    }
    std::string take() { return std::move(text_); }

  private:
    std::string text_;
};

Metrics::Metrics(const std::vector<std::string_view>& endpoints) {
    for (const std::string_view endpoint : endpoints) endpoints_[std::string(endpoint)];
    endpoints_[std::string(kOther)];
}

Metrics::OfEndpoint& Metrics::of(std::string_view endpoint) {
    const auto found = endpoints_.find(endpoint);
    return found != endpoints_.end() ? found->second : endpoints_.find(kOther)->second;
}

void Metrics::answered(std::string_view endpoint, int status, std::chrono::nanoseconds took) {
    OfEndpoint& figures = of(endpoint);
    const auto place = static_cast<std::size_t>(std::clamp(status / 100, 0, 5));
    figures.by_class.at(place).fetch_add(1, std::memory_order_relaxed);
    figures.answers.add(took);
}

void Metrics::stage(std::string_view endpoint, Stage stage, std::chrono::nanoseconds took) {
    of(endpoint).stages.at(static_cast<std::size_t>(stage)).add(took);
}

void Metrics::problem(const std::string& code) {
    const std::lock_guard lock(mutex_);
    ++problems_[code];
}

std::string Metrics::text(const std::vector<Gauge>& gauges) const {
    MetricsText out;
    out.head("gazette_requests_total", "Answers by endpoint and class of status.", "counter");
    for (const auto& [endpoint, figures] : endpoints_) {
        for (std::size_t i = 1; i < figures.by_class.size(); ++i) {
            const auto count = figures.by_class.at(i).load(std::memory_order_relaxed);
            if (count == 0) continue;
            out.sample(
                "gazette_requests_total",
                "endpoint=" + in_quotes(endpoint) + ",status=\"" + std::to_string(i) + "xx\"",
                static_cast<double>(count));
        }
    }
    out.head("gazette_request_seconds", "From the request read to its answer made.", "histogram");
    for (const auto& [endpoint, figures] : endpoints_) {
        out.histogram(
            "gazette_request_seconds", "endpoint=" + in_quotes(endpoint), figures.answers);
    }
    out.head("gazette_stage_seconds", "Parts of that: queue and work.", "histogram");
    for (const auto& [endpoint, figures] : endpoints_) {
        for (std::size_t i = 0; i < kStages.size(); ++i) {
            out.histogram("gazette_stage_seconds",
                          "endpoint=" + in_quotes(endpoint) + ",stage=" + in_quotes(kStages.at(i)),
                          figures.stages.at(i));
        }
    }
    out.head("gazette_problems_total", "Requests that were refused or failed, by code.", "counter");
    {
        const std::lock_guard lock(mutex_);
        for (const auto& [code, count] : problems_) {
            out.sample(
                "gazette_problems_total", "code=" + in_quotes(code), static_cast<double>(count));
        }
    }
    std::string_view last;
    for (const Gauge& gauge : gauges) {
        if (gauge.name != last) {
            out.head(gauge.name, gauge.help, gauge.only_grows ? "counter" : "gauge");
        }
        last = gauge.name;
        out.sample(gauge.name, gauge.labels, gauge.value);
    }
    return out.take();
}

std::vector<Gauge> process_gauges() {
    std::vector<Gauge> gauges;
    std::ifstream memory("/proc/self/statm");
    double pages = 0;
    double resident = 0;
    if (memory >> pages >> resident) {
        const auto page_bytes = static_cast<double>(sysconf(_SC_PAGESIZE));
        gauges.push_back({"process_virtual_memory_bytes",
                          "Address space, mapped files included.",
                          "",
                          pages * page_bytes,
                          false});
        gauges.push_back({"process_resident_memory_bytes",
                          "Memory in use, pages of mapped files included.",
                          "",
                          resident * page_bytes,
                          false});
    }
    rusage used{};
    if (getrusage(RUSAGE_SELF, &used) == 0) {
        gauges.push_back({"process_cpu_seconds_total",
                          "Processor time, user and system.",
                          "",
                          seconds_of(used.ru_utime) + seconds_of(used.ru_stime),
                          true});
    }
    std::error_code error;
    double open = 0;
    for (std::filesystem::directory_iterator it("/proc/self/fd", error), end; !error && it != end;
         it.increment(error)) {
        ++open;
    }
    if (!error) gauges.push_back({"process_open_fds", "Open descriptors.", "", open, false});
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        gauges.push_back({"process_max_fds",
                          "Descriptors that may be open.",
                          "",
                          static_cast<double>(limit.rlim_cur),
                          false});
    }
    return gauges;
}

}  // namespace gazette
