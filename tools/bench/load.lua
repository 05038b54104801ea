-- wrk's script: asks for the lines of the file TARGETS, each thread from a place of its own, and tells
-- what came as one line that tools/bench/load reads.
local targets = {}
local at = 0
local threads = 0

function setup(thread)
    thread:set("number", threads)
    threads = threads + 1
end

function init(args)
    for line in io.lines(os.getenv("TARGETS")) do targets[#targets + 1] = line end
    at = number * 7919
    wrk.headers["Host"] = os.getenv("NAME") or "localhost"
end

function request()
    at = at % #targets + 1
    return wrk.format("GET", targets[at])
end

local think = tonumber(os.getenv("THINK_MS") or "0")
if think > 0 then
    function delay()
        return math.random(0, 2 * think)
    end
end

function done(summary, latency, requests)
    local errors = summary.errors
    io.write(string.format("wrk %d %.1f %.1f %.1f %.1f %.1f %d %d\n", summary.requests, summary.requests / summary.duration * 1e6,
        latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000, latency.max / 1000,
        errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
