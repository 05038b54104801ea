// The page around a view: web/index.html, filled. It is the same file with and without script.
#pragma once

#include "searcher/http/page/view.h"

#include <string>
#include <string_view>

namespace gazette {

// `page_file`: the bytes of web/index.html, with {{names}} of what is put in, and data-t on
// elements whose text is said in the reader's language. `status`: of the foot, and the names of the
// index's languages; null where nothing of the index may be shown.
std::string framed(std::string_view page_file,
                   const PageContext& page,
                   const PageView& view,
                   const StatusResponse* status);

}  // namespace gazette
