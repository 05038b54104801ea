// Small PDF files for tests: lines of print at places of pages.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace gazette::test {

struct Print {
    double x;  // points from the left
    double y;  // points from the bottom, of the baseline
    double size;
    std::string text;  // ASCII, without brackets and backslashes
};

class PdfMaker {
  public:
    void page(std::vector<Print> prints) { pages_.push_back(std::move(prints)); }
    // Raw drawing instead of print.
    void picture(std::string operators) {
        pages_.emplace_back();
        pictures_.emplace_back(pages_.size() - 1, std::move(operators));
    }
    std::string info;         // "/Title (x)"
    std::string page_labels;  // "/Nums [0 << /S /r >> 2 << /S /D >>]"
    std::vector<std::string> outline;

    // The file, with a cross-reference table (ISO 32000-1, 7.5.4).
    std::string bytes() const {
        std::vector<std::string> objects(4);
        std::string kids;
        for (std::size_t i = 0; i < pages_.size(); ++i) {
            std::string stream;
            for (const Print& print : pages_[i]) {
                stream += "BT /F1 " + std::to_string(print.size) + " Tf " +
                          std::to_string(print.x) + " " + std::to_string(print.y) + " Td (" +
                          print.text + ") Tj ET\n";
            }
            for (const auto& [page, operators] : pictures_) {
                if (page == i) stream += operators;
            }
            objects.push_back("<< /Length " + std::to_string(stream.size()) + " >>\nstream\n" +
                              stream + "\nendstream");
            objects.push_back("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents " +
                              std::to_string(objects.size()) +
                              " 0 R /Resources << /Font << /F1 3 0 R >> >> >>");
            kids += std::to_string(objects.size()) + " 0 R ";
        }
        std::string catalog = "<< /Type /Catalog /Pages 2 0 R";
        if (!page_labels.empty()) catalog += " /PageLabels << " + page_labels + " >>";
        if (!outline.empty()) {
            const std::size_t root = objects.size() + 1;
            objects.push_back("<< /Type /Outlines /First " + std::to_string(root + 1) +
                              " 0 R /Last " + std::to_string(root + outline.size()) + " 0 R >>");
            for (std::size_t i = 0; i < outline.size(); ++i) {
                std::string item =
                    "<< /Title (" + outline[i] + ") /Parent " + std::to_string(root) + " 0 R";
                if (i + 1 < outline.size()) {
                    item += " /Next " + std::to_string(root + i + 2) + " 0 R";
                }
                objects.push_back(item + " >>");
            }
            catalog += " /Outlines " + std::to_string(root) + " 0 R";
        }
        objects[0] = catalog + " >>";
        objects[1] =
            "<< /Type /Pages /Kids [" + kids + "] /Count " + std::to_string(pages_.size()) + " >>";
        objects[2] =
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding "
            "/WinAnsiEncoding >>";
        objects[3] = "<< " + info + " >>";
        std::string out = "%PDF-1.4\n";
        std::string table;
        for (std::size_t i = 0; i < objects.size(); ++i) {
            std::string offset = std::to_string(out.size());
            table += std::string(10 - offset.size(), '0') + offset + " 00000 n \n";
            out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
        }
        const std::string size = std::to_string(objects.size() + 1);
        const std::string start = std::to_string(out.size());
        out += "xref\n0 " + size + "\n0000000000 65535 f \n" + table;
        out += "trailer\n<< /Size " + size + " /Root 1 0 R /Info 4 0 R >>\nstartxref\n" + start +
               "\n%%EOF\n";
        return out;
    }

  private:
    std::vector<std::vector<Print>> pages_;
    std::vector<std::pair<std::size_t, std::string>> pictures_;
};

}  // namespace gazette::test
