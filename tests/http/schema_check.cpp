#include "tests/http/schema_check.h"

#include "tests/support/source_dir.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace gazette::test {

std::string source_file(const std::string& path) {
    std::ifstream file(source_dir() / path);
    if (!file) throw std::runtime_error("cannot read " + path);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

std::string schema_errors(const std::string& schema, const std::string& json) {
    const auto schema_json = nlohmann::json::parse(source_file("schemas/" + schema));
    const auto value = nlohmann::json::parse(json, nullptr, false);
    if (value.is_discarded()) return "it is not JSON\n";

    valijson::Schema parsed;
    valijson::SchemaParser().populateSchema(valijson::adapters::NlohmannJsonAdapter(schema_json),
                                            parsed);
    valijson::ValidationResults results;
    valijson::Validator().validate(
        parsed, valijson::adapters::NlohmannJsonAdapter(value), &results);
    std::string errors;
    valijson::ValidationResults::Error error;
    while (results.popError(error)) {
        for (const std::string& step : error.context) errors += step;
        errors += ": " + error.description + "\n";
    }
    return errors;
}

}  // namespace gazette::test
