// THE PAGE AS THE SERVER MAKES IT: address -> request -> answer -> view -> HTML. It needs no
// script; where there is one (web/app.js), it takes over from what is shown.
#pragma once

#include "searcher/http/endpoints/endpoints.h"
#include "searcher/http/message.h"
#include "searcher/http/page/page_address.h"
#include "searcher/http/page/view.h"
#include "searcher/http/page/wording.h"
#include "searcher/http/search_service.h"
#include "searcher/http/web_files.h"

#include <string_view>

namespace gazette {

// Whether the path is one that a person looks at.
bool is_page(std::string_view path);

// For one request; not thread-safe.
class WebPage {
  public:
    WebPage(const HttpRequest& request, const WebFiles& files);

    // Whether an answer searches, and so waits for its turn.
    bool searches() const;
    Answer answer(const SearchService& service) const;
    // The problem for a person to read, with its status and fields.
    HttpReply problem(const Problem& problem) const;

  private:
    HttpReply reply(const PageView& view, const StatusResponse* status) const;
    Answer archive(const SearchService& service) const;
    Answer results(const SearchService& service) const;
    Html over_time(const SearchService& service) const;
    Answer document(const SearchService& service) const;

    enum class Kind : std::uint8_t { search, archive, api };

    const Kind kind_;
    const std::string file_;
    const std::string examples_;
    const std::string api_;  // openapi.json, where it is shown
    const PageAddress address_;
    const Wording words_;
};

}  // namespace gazette
