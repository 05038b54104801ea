// What was found wrong in a file of records (WARC, ARC), for a person to read.
#pragma once

#include "indexer/extract/container.h"
#include "indexer/extract/record_stream.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace gazette {

class RecordFaults {
  public:
    void add(const std::string& what) {
        ++count_;
        if (first_.empty()) first_ = what;
    }
    // The record that begins at this byte.
    void add_cut(std::uint64_t begin) {
        add("the record at byte " + std::to_string(begin) + " is cut");
    }

    // The first of each kind, and how many there are; `strange_bytes` belong to no record.
    ContainerEnd end(const RecordStream& stream, std::uint64_t strange_bytes = 0) const {
        std::string problem = stream.fatal();
        const auto say = [&problem](const std::string& what) {
            if (!problem.empty()) problem += "; ";
            problem += what;
        };
        if (!stream.problems().empty()) say(stream.problems().front());
        if (!first_.empty()) say(first_);
        if (strange_bytes > 0) say(std::to_string(strange_bytes) + " bytes belong to no record");
        const std::size_t all = stream.damages() + count_;
        if (all > 2) say(std::to_string(all) + " faults in all");
        return {problem, RejectionCode::damaged};
    }

  private:
    std::size_t count_ = 0;
    std::string first_;
};

}  // namespace gazette
