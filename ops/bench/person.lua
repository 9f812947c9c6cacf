-- wrk: a person of PEOPLE (a file with an identity number a line) is looked up in COUNTY by some of those who are signed in there (officer.sql). Prints RESULT, what
-- ops/bench/register reads: requests a second, 99th percentile in milliseconds, and how many were not answered 200.
local people = {}
for line in io.lines(os.getenv("PEOPLE")) do
    people[#people + 1] = line
end
local county = os.getenv("COUNTY")

function request()
    local token = "bench-officer-" .. math.random(128)
    token = token .. string.rep("x", 43 - #token)
    local body = '{"region_code":"' .. county .. '","value":"' .. people[math.random(#people)] .. '","purpose":"verify"}'
    return wrk.format("POST", "/api/v1/households/search", {
        ["Authorization"] = "Bearer " .. token,
        ["Content-Type"] = "application/json",
    }, body)
end

function done(summary, latency)
    local errors = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout + summary.errors.status
    io.write(string.format("RESULT %.0f %.1f %d\n", (summary.requests - summary.errors.status) / (summary.duration / 1e6),
        latency:percentile(99) / 1000, errors))
end
