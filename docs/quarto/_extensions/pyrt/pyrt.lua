-- For Quarto and pandoc: a code block of the class `pyrt` becomes the app that it holds.
--
--     ```{.pyrt height="300"}
--     from dash import Dash, html
--     app = Dash()
--     app.layout = html.P("Hello")
--     ```
--
-- With `file="apps/hello.py"` the block is empty.  Formats other than HTML keep the code.  The app is
-- built by the Python that QUARTO_PYTHON names (or `python3`), where pyrt is installed.

local python = os.getenv("QUARTO_PYTHON") or "python3"

-- The folder of the finished documents, and the way there from this one.
local function place()
  if quarto and quarto.project and quarto.project.output_directory then
    return quarto.project.output_directory, (quarto.project.offset or ".") .. "/"
  end
  local file = PANDOC_STATE.output_file
  return file and pandoc.path.directory(file) or ".", ""
end

function CodeBlock(block)
  if not block.classes:includes("pyrt") or not FORMAT:match("html") then return nil end
  local out, up = place()
  local arguments = { "-m", "pyrt.docs", out, "--up", up }
  for _, name in ipairs({ "file", "height", "title" }) do
    local value = block.attributes[name]
    if value then
      table.insert(arguments, "--" .. name)
      table.insert(arguments, value)
    end
  end
  return pandoc.RawBlock("html", pandoc.pipe(python, arguments, block.text))
end
