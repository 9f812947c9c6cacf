-- wrk: checkouts of one box. SKUS=1: the hot one; SKUS=10000: any of the others. Every request has its own key (TAG makes it differ from
-- other runs') and is one of 128 buyers'. TOTAL: what the buyer expects to pay. Prints RESULT, what ops/bench/run reads: requests a second
-- that were answered 201, 99th percentile in milliseconds, and how many were answered otherwise or not at all.
local skus = tonumber(os.getenv("SKUS") or "1")
local tag = os.getenv("TAG") or tostring(os.time())
local total = os.getenv("TOTAL") or "3990"
local count = 0

function init()
    math.randomseed(os.time())
end

function request()
    count = count + 1
    local sku = skus == 1 and 6000001 or 6000001 + math.random(skus)
    local token = "bench-token-" .. math.random(128)
    token = token .. string.rep("x", 43 - #token)
    local body = '{"lines":[{"sku_id":"' .. sku .. '","quantity":1}],"region_code":"110108",' ..
        '"address":{"name":"示例","phone":"19900090001","detail":"示例路 1 号"},"expected_total_fen":' .. total .. ',"accept_no_return":true}'
    return wrk.format("POST", "/api/v1/trades", {
        ["Authorization"] = "Bearer " .. token,
        ["Content-Type"] = "application/json",
        ["Idempotency-Key"] = "bench-" .. tag .. "-" .. count,
    }, body)
end

function done(summary, latency)
    local errors = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout + summary.errors.status
    io.write(string.format("RESULT %.0f %.1f %d\n", (summary.requests - summary.errors.status) / (summary.duration / 1e6),
        latency:percentile(99) / 1000, errors))
end
