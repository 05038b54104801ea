#include "indexer/ledger_schema.h"

#include "indexer/extract/partial.h"
#include "indexer/format/index_error.h"

#include <array>

namespace gazette {

namespace {

constexpr std::array<std::string_view, 9> kOutcomes = {"indexed",
                                                       "stale",
                                                       "missing",
                                                       "container",
                                                       "rejected",
                                                       "superseded",
                                                       "deleted",
                                                       "skipped",
                                                       "duplicate"};

}  // namespace

std::string_view name_of(Outcome outcome) {
    return kOutcomes[static_cast<std::size_t>(outcome)];
}

std::string_view shown_outcome(const LedgerRow& row) {
    const bool lacks = row.outcome == Outcome::indexed && is_partial(row.warnings);
    return lacks ? "partial" : name_of(row.outcome);
}

std::optional<Outcome> outcome_of(std::string_view name) {
    for (std::size_t i = 0; i < kOutcomes.size(); ++i) {
        if (kOutcomes[i] == name) return static_cast<Outcome>(i);
    }
    return std::nullopt;
}

std::string uri_of(std::string_view container_name, const LedgerRow& row) {
    return row.container == 0 ? row.name : std::string(container_name) + row.name;
}

}  // namespace gazette

namespace gazette::ledger_schema {

namespace {

// Of a table of inputs; `key` is the declaration of its key columns.
std::string columns_sql(const std::string& key) {
    return "(" + key +
           ", container INTEGER NOT NULL, name TEXT NOT NULL, outcome TEXT NOT NULL,"
           " doc_id TEXT, collection TEXT, reason TEXT, detail TEXT, warnings TEXT, hash TEXT,"
           " bytes INTEGER, modified_ns INTEGER, extractor TEXT, extractor_version INTEGER,"
           " lang TEXT, kind TEXT, source TEXT, run INTEGER, sequence INTEGER, line INTEGER,"
           " text_hash TEXT, revision INTEGER NOT NULL)";
}

}  // namespace

const std::string kColumns =
    "input_id, container, name, outcome, doc_id, collection, reason, detail, warnings, hash, "
    "bytes, modified_ns, extractor, extractor_version, lang, kind, source, run, sequence, line, "
    "text_hash, revision";

std::filesystem::path file_of(const std::filesystem::path& index_dir) {
    return index_dir / "ledger.sqlite";
}

std::string inputs_table(std::int64_t generation) {
    return "inputs_" + std::to_string(generation);
}

std::string undo_table(std::int64_t generation) {
    return "undo_" + std::to_string(generation);
}

void create(SqliteDatabase& database) {
    database.run(
        "CREATE TABLE generations (generation INTEGER PRIMARY KEY,"
        " first_revision INTEGER NOT NULL)");
    database.run(
        "CREATE TABLE runs (run INTEGER PRIMARY KEY AUTOINCREMENT,"
        " started_at TEXT NOT NULL, finished_at TEXT, paths TEXT NOT NULL,"
        " result TEXT NOT NULL, report TEXT)");
    database.run("PRAGMA user_version = " + std::to_string(kVersion));
}

void create_generation(SqliteDatabase& database, std::int64_t generation, std::uint64_t revision) {
    const std::string inputs = inputs_table(generation);
    database.run("CREATE TABLE " + inputs + columns_sql("input_id INTEGER PRIMARY KEY"));
    database.run("CREATE UNIQUE INDEX " + inputs + "_name ON " + inputs + " (container, name)");
    database.run("CREATE INDEX " + inputs + "_document ON " + inputs +
                 " (doc_id) WHERE doc_id <> ''");
    database.run("CREATE INDEX " + inputs + "_content ON " + inputs +
                 " (container, hash) WHERE container > 0");
    database.run("CREATE INDEX " + inputs + "_missing ON " + inputs +
                 " (container, name) WHERE outcome = 'missing'");
    database.run("CREATE INDEX " + inputs + "_text ON " + inputs +
                 " (text_hash) WHERE text_hash <> ''");
    database.run("CREATE INDEX " + inputs + "_revision ON " + inputs + " (revision)");
    database.run("CREATE TABLE " + undo_table(generation) +
                 columns_sql("undo_revision INTEGER NOT NULL, input_id INTEGER NOT NULL"));
    database.run("CREATE UNIQUE INDEX " + undo_table(generation) + "_key ON " +
                 undo_table(generation) + " (input_id, undo_revision)");
    SqliteStatement(database, "INSERT INTO generations VALUES (?, ?)")
        .bind(0, generation)
        .bind(1, static_cast<std::int64_t>(revision))
        .execute();
}

void drop_generation(SqliteDatabase& database, std::int64_t generation) {
    database.run("DROP TABLE IF EXISTS " + inputs_table(generation));
    database.run("DROP TABLE IF EXISTS " + undo_table(generation));
    SqliteStatement(database, "DELETE FROM generations WHERE generation = ?")
        .bind(0, generation)
        .execute();
}

void check_version(SqliteDatabase& database, const std::filesystem::path& file) {
    SqliteStatement statement(database, "PRAGMA user_version");
    statement.step();
    if (statement.integer(0) == kVersion) return;
    throw IndexError("the ledger " + file.string() + " has version " +
                     std::to_string(statement.integer(0)) + ", this program knows " +
                     std::to_string(kVersion) +
                     ": rebuild the index (gazette index --rebuild), or run the program that made "
                     "it");
}

std::int64_t generation_at(SqliteDatabase& database, std::uint64_t revision) {
    SqliteStatement statement(database,
                              "SELECT max(generation) FROM generations WHERE first_revision <= ?");
    statement.bind(0, static_cast<std::int64_t>(revision)).step();
    return statement.integer(0);
}

std::string placeholders() {
    std::string result = "?";
    for (int i = 1; i < kColumnCount; ++i) result += ",?";
    return result;
}

LedgerRow read_row(const SqliteStatement& statement, int first_column) {
    int column = first_column;
    const auto text = [&] { return statement.text(column++); };
    const auto integer = [&] { return statement.integer(column++); };
    LedgerRow row;
    row.input_id = integer();
    row.container = integer();
    row.name = text();
    const std::string outcome = text();
    const auto known = outcome_of(outcome);
    if (!known) throw IndexError("the ledger has an outcome that is not known: " + outcome);
    row.outcome = *known;
    row.doc_id = text();
    row.collection = text();
    row.reason = text();
    row.detail = text();
    row.warnings = text();
    row.hash = text();
    row.bytes = static_cast<std::uint64_t>(integer());
    row.modified_ns = integer();
    row.extractor = text();
    row.extractor_version = integer();
    row.lang = text();
    row.kind = text();
    row.source = text();
    row.run = integer();
    row.sequence = static_cast<std::uint64_t>(integer());
    row.line = static_cast<std::uint64_t>(integer());
    row.text_hash = text();
    row.revision = static_cast<std::uint64_t>(integer());
    return row;
}

void bind_row(SqliteStatement& statement, const LedgerRow& row, int first_parameter) {
    int parameter = first_parameter;
    const auto text = [&](const std::string& value) { statement.bind(parameter++, value); };
    const auto integer = [&](std::int64_t value) { statement.bind(parameter++, value); };
    integer(row.container);
    text(row.name);
    text(std::string(name_of(row.outcome)));
    text(row.doc_id);
    text(row.collection);
    text(row.reason);
    text(row.detail);
    text(row.warnings);
    text(row.hash);
    integer(static_cast<std::int64_t>(row.bytes));
    integer(row.modified_ns);
    text(row.extractor);
    integer(row.extractor_version);
    text(row.lang);
    text(row.kind);
    text(row.source);
    integer(row.run);
    integer(static_cast<std::int64_t>(row.sequence));
    integer(static_cast<std::int64_t>(row.line));
    text(row.text_hash);
    integer(static_cast<std::int64_t>(row.revision));
}

}  // namespace gazette::ledger_schema
