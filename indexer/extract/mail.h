// E-mail: a message as a document (kMessageMediaType), a file of one message and a mailbox as
// containers of messages and of what is attached to them.
#pragma once

#include "indexer/extract/container.h"
#include "indexer/extract/extractor.h"

namespace gazette {

// Title, day and text of one message; From, To, Cc and ids are kept as metadata. A body in HTML is
// read as a page. Quoted replies are part of the text.
class MailExtractor final : public Extractor {
  public:
    std::string_view name() const override { return "mail"; }
    int version() const override { return 1; }
    Extracted extract(const Input& input) const override;
};

// An .eml file -> "message", the message as a document, then its attachments by their names.
class EmlReader final : public ContainerReader {
  public:
    std::string_view name() const override { return "eml"; }
    int version() const override { return 1; }
    ContainerEnd read_but(ByteSource& source,
                          const std::function<bool(Member)>& take,
                          LeftOut left_out) const override;
};

// A mailbox (mbox; RFC 4155, "From " lines quoted as mboxrd has it) -> its messages as documents,
// "1", "2", ..., each followed by its attachments, "2!/report.pdf". One message is in memory at a
// time.
class MboxReader final : public ContainerReader {
  public:
    std::string_view name() const override { return "mbox"; }
    int version() const override { return 1; }
    ContainerEnd read_but(ByteSource& source,
                          const std::function<bool(Member)>& take,
                          LeftOut left_out) const override;
};

}  // namespace gazette
