-- Asks for pages in a random order that is the same every time. The pages are
-- the lines of the file named by the first argument.

local paths = {}

function init(args)
  math.randomseed(1)
  for line in io.lines(args[1]) do paths[#paths + 1] = line end
end

function request() return wrk.format("GET", paths[math.random(#paths)]) end
