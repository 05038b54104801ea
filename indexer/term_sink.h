// Takes the index terms of a document as they come out of its text.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string_view>

namespace gazette {

class TermSink {
  public:
    virtual ~TermSink() = default;

    // Counts `wdf` more for the term; 0 for a term that only filters. `term` is valid during the
    // call.
    virtual void add(std::string_view term, std::uint32_t wdf) = 0;
    // And puts down a position. Positions of a term ascend; one that comes twice counts once.
    virtual void add(std::string_view term, std::uint32_t wdf, std::uint32_t position) = 0;

    // A sink that numbers its terms takes them by number as well, which is faster for terms that
    // come often: who has asked for the number of a term need not spell it again. Such a sink has
    // an id of its own in this process; of one that has no numbers it is 0, and these throw
    // std::logic_error.
    std::uint32_t numbering_id() const { return numbering_id_; }
    virtual std::uint32_t number_of(std::string_view /*term*/) { no_numbers(); }
    virtual void add_numbered(std::uint32_t /*number*/, std::uint32_t /*wdf*/) { no_numbers(); }
    virtual void add_numbered(std::uint32_t /*number*/,
                              std::uint32_t /*wdf*/,
                              std::uint32_t /*position*/) {
        no_numbers();
    }

  protected:
    TermSink() = default;
    explicit TermSink(std::uint32_t numbering_id) : numbering_id_(numbering_id) {}

  private:
    [[noreturn]] static void no_numbers() { throw std::logic_error("a sink without numbers"); }

    const std::uint32_t numbering_id_ = 0;
};

}  // namespace gazette
