// Text of pictures of pages, by Tesseract. Its library is loaded when it is asked for, so that the
// program runs where it is not installed.
#pragma once

#include "indexer/extract/pdf_lines.h"

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

// Tesseract or a language of it is not installed.
class OcrError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

// Gray: a byte a pixel, rows of `row_bytes` from the top.
struct GrayPicture {
    const char* pixels = nullptr;
    int width = 0;
    int height = 0;
    int row_bytes = 0;
    double dots_per_inch = 0;
};

// For one thread.
class Ocr {
  public:
    // `languages` as Tesseract has them: "eng", "chi_tra+eng". Throws OcrError with what to
    // install.
    explicit Ocr(const std::string& languages);
    ~Ocr();
    Ocr(const Ocr&) = delete;
    Ocr& operator=(const Ocr&) = delete;

    // In the order of reading; boxes in points. Nothing where it takes more than
    // kOcrPageSeconds: `done` is false then.
    std::vector<PdfLine> lines(const GrayPicture& picture, bool& done);

    // "Tesseract 5.3.0, eng"
    const std::string& name() const { return name_; }

  private:
    struct Library;
    std::unique_ptr<Library> library_;
    void* engine_ = nullptr;
    std::string name_;
};

}  // namespace gazette
