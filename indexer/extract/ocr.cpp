#include "indexer/extract/ocr.h"

#include "indexer/extract/limits.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <dlfcn.h>
#include <utility>

namespace gazette {
namespace {

constexpr const char* kLibrary = "libtesseract.so.5";

// Of Tesseract's capi.h.
constexpr int kTextLine = 2;   // RIL_TEXTLINE
constexpr int kAutomatic = 3;  // PSM_AUTO

bool is_language_list(std::string_view languages) {
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '+';
    };
    return !languages.empty() && languages.size() <= extract_limits::kMaxOcrLanguagesBytes &&
           std::all_of(languages.begin(), languages.end(), fits);
}

}  // namespace

// Functions of its C interface, by their names there.
struct Ocr::Library {
    explicit Library(void* loaded) : handle(loaded) {}
    ~Library() { ::dlclose(handle); }
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;

    template <typename Function>
    void load(Function*& function, const char* name) {
        function = reinterpret_cast<Function*>(::dlsym(handle, name));
        if (function == nullptr) {
            throw OcrError(std::string(kLibrary) + " has no " + name +
                           ": it is of another version");
        }
    }

    void* handle;
    const char* (*version)() = nullptr;
    void* (*create)() = nullptr;
    void (*destroy)(void*) = nullptr;
    int (*init)(void*, const char*, const char*) = nullptr;
    void (*set_layout)(void*, int) = nullptr;
    int (*set_variable)(void*, const char*, const char*) = nullptr;
    void (*set_image)(void*, const unsigned char*, int, int, int, int) = nullptr;
    void (*set_resolution)(void*, int) = nullptr;
    int (*recognize)(void*, void*) = nullptr;
    void (*clear)(void*) = nullptr;
    void* (*monitor)() = nullptr;
    void (*set_deadline)(void*, int) = nullptr;
    void (*delete_monitor)(void*) = nullptr;
    void* (*iterator)(void*) = nullptr;
    void (*delete_iterator)(void*) = nullptr;
    int (*next)(void*, int) = nullptr;
    char* (*text)(const void*, int) = nullptr;
    int (*box)(const void*, int, int*, int*, int*, int*) = nullptr;
    void (*delete_text)(const char*) = nullptr;
};

Ocr::Ocr(const std::string& languages) {
    if (!is_language_list(languages)) {
        throw OcrError("\"" + languages +
                       "\" names no languages of Tesseract, as \"eng\" or \"deu+eng\" do");
    }
    void* const loaded = ::dlopen(kLibrary, RTLD_NOW | RTLD_LOCAL);
    if (loaded == nullptr) {
        throw OcrError("Tesseract is not installed (package libtesseract5)");
    }
    library_ = std::make_unique<Library>(loaded);
    Library& library = *library_;
    library.load(library.version, "TessVersion");
    library.load(library.create, "TessBaseAPICreate");
    library.load(library.destroy, "TessBaseAPIDelete");
    library.load(library.init, "TessBaseAPIInit3");
    library.load(library.set_layout, "TessBaseAPISetPageSegMode");
    library.load(library.set_variable, "TessBaseAPISetVariable");
    library.load(library.set_image, "TessBaseAPISetImage");
    library.load(library.set_resolution, "TessBaseAPISetSourceResolution");
    library.load(library.recognize, "TessBaseAPIRecognize");
    library.load(library.clear, "TessBaseAPIClear");
    library.load(library.monitor, "TessMonitorCreate");
    library.load(library.set_deadline, "TessMonitorSetDeadlineMSecs");
    library.load(library.delete_monitor, "TessMonitorDelete");
    library.load(library.iterator, "TessBaseAPIGetIterator");
    library.load(library.delete_iterator, "TessResultIteratorDelete");
    library.load(library.next, "TessResultIteratorNext");
    library.load(library.text, "TessResultIteratorGetUTF8Text");
    library.load(library.box, "TessPageIteratorBoundingBox");
    library.load(library.delete_text, "TessDeleteText");
    engine_ = library.create();
    if (engine_ == nullptr || library.init(engine_, nullptr, languages.c_str()) != 0) {
        if (engine_ != nullptr) library.destroy(std::exchange(engine_, nullptr));
        throw OcrError("Tesseract has no data for all of \"" + languages +
                       "\" (packages tesseract-ocr-LANGUAGE)");
    }
    library.set_variable(engine_, "debug_file", "/dev/null");
    library.set_layout(engine_, kAutomatic);
    name_ = "Tesseract " + std::string(library.version()) + ", " + languages;
}

Ocr::~Ocr() {
    if (engine_ != nullptr) library_->destroy(engine_);
}

std::vector<PdfLine> Ocr::lines(const GrayPicture& picture, bool& done) {
    Library& library = *library_;
    library.set_image(engine_,
                      reinterpret_cast<const unsigned char*>(picture.pixels),
                      picture.width,
                      picture.height,
                      1,
                      picture.row_bytes);
    library.set_resolution(engine_, static_cast<int>(picture.dots_per_inch));
    void* const monitor = library.monitor();
    library.set_deadline(monitor, static_cast<int>(extract_limits::kOcrPageSeconds) * 1000);
    done = library.recognize(engine_, monitor) == 0;
    library.delete_monitor(monitor);
    std::vector<PdfLine> lines;
    void* const at = done ? library.iterator(engine_) : nullptr;
    const double scale = 72 / picture.dots_per_inch;  // points
    bool is_more = at != nullptr;
    for (; is_more; is_more = library.next(at, kTextLine) != 0) {
        char* const text = library.text(at, kTextLine);
        if (text == nullptr) continue;
        PdfLine line;
        std::size_t repaired = 0;
        line.text = collapse_space(repair_utf8(text, repaired));
        library.delete_text(text);
        int left = 0;
        int top = 0;
        int right = 0;
        int bottom = 0;
        library.box(at, kTextLine, &left, &top, &right, &bottom);
        line.box = {left * scale, top * scale, right * scale, bottom * scale};
        line.height = line.box.height();
        if (!line.text.empty()) lines.push_back(std::move(line));
    }
    if (at != nullptr) library.delete_iterator(at);
    library.clear(engine_);
    return lines;
}

}  // namespace gazette
