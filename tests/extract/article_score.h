// How well an article was found on a page, as scrapinghub's article-extraction-benchmark measures
// it (its evaluate.py): runs of 4 words, precision and recall a page, their means over the pages,
// and F1 of these means.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gazette::test {

// Words as Python's \w+ has them: runs of letters, numbers and "_". Case counts.
std::vector<std::string> words_of(std::string_view text);

struct PageScore {
    double precision = 0;
    double recall = 0;
    double f1() const;
};
PageScore score_page(std::string_view want, std::string_view got);

class ArticleScore {
  public:
    void add(const PageScore& page);
    double precision() const { return pages_ == 0 ? 0.0 : precision_ / pages_; }
    double recall() const { return pages_ == 0 ? 0.0 : recall_ / pages_; }
    double f1() const { return PageScore{precision(), recall()}.f1(); }
    int pages() const { return pages_; }

  private:
    double precision_ = 0;
    double recall_ = 0;
    int pages_ = 0;
};

}  // namespace gazette::test
