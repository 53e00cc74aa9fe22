-- What clients ask, for wrk: `wrk … -s questions.lua URL -- KIND PIDS WEST SOUTH EAST NORTH PAUSE SEED`.
-- KIND: series, points or mixed. PIDS: a file with one point id a line. PAUSE: mean time in ms that a client
-- looks at an answer before it asks again; 0: none. Prints one line of JSON at the end.
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(arguments)
  kind = arguments[1]
  pids = {}
  for line in io.lines(arguments[2]) do pids[#pids + 1] = line end
  west, south = tonumber(arguments[3]), tonumber(arguments[4])
  east, north = tonumber(arguments[5]), tonumber(arguments[6])
  local pause = tonumber(arguments[7])
  if pause > 0 then
    delay = function() return math.random(0, 2 * pause) end
  end
  math.randomseed(tonumber(arguments[8]) + number)
end

-- What a screen of 1280 by 800 pixels shows somewhere at some zoom, in two of five cases with a filter.
local function points()
  local zoom = math.random(5, 16)
  local degrees = 360 / 256 / 2 ^ zoom
  local longitude = west + math.random() * (east - west)
  local latitude = south + math.random() * (north - south)
  local filters = { "", "", "", "&thresh=2.5", "&min_coh=0.7&min_vel=-20&max_vel=-1" }
  return string.format("/api/v1/points?min_lon=%.6f&max_lon=%.6f&min_lat=%.6f&max_lat=%.6f&zoom=%d%s",
    longitude - 640 * degrees, longitude + 640 * degrees, math.max(-90, latitude - 400 * degrees),
    math.min(90, latitude + 400 * degrees), zoom, filters[math.random(#filters)])
end

local function series()
  return "/api/v1/series?fit=seasonal&pids=" .. pids[math.random(#pids)]
end

local function mixed()
  local draw = math.random()
  if draw < 0.55 then return points() end
  if draw < 0.85 then return series() end
  if draw < 0.90 then return "/ogc/collections/points/items?limit=50&min_vel=" .. -math.random(5, 20) end
  if draw < 0.94 then return "/get_timeseries?pid=" .. pids[math.random(#pids)] end
  if draw < 0.96 then return "/get_info" end
  if draw < 0.98 then return "/" end
  return "/nothing/" .. math.random(1000)
end

function request()
  local target = kind == "series" and series() or kind == "points" and points() or mixed()
  return wrk.format("GET", target)
end

-- No response(): for it wrk would put every body together, byte after byte again, which takes ten times as
-- long as the server needs for it. What the answers were is asked of the server.

function done(summary, latency)
  local errors = summary.errors
  print(string.format('{"broken":%d,"seconds":%.2f,"p50_ms":%.2f,"p99_ms":%.2f,"max_ms":%.2f}',
    errors.connect + errors.read + errors.write + errors.timeout, summary.duration / 1e6,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3))
end
