-- Runs a setting of docs/editors.md in Neovim, and prints what the server says of a page: nvim … -c 'luafile neovim.lua', with the
-- setting in $SETTING and the page in $PAGE.
--
-- Distributions have Neovim from before the functions that the settings call; where they lack, these stand for them as far as the
-- settings use them (:help vim.lsp.start, :help vim.lsp.config).

if not vim.fs then
  vim.fs = {
    dirname = function(path) return path and vim.fn.fnamemodify(path, ':h') end,
    find = function(names, options)
      local folder = vim.fn.fnamemodify(options.path, ':p:h')
      while true do
        for _, name in ipairs(names) do
          local path = folder .. '/' .. name
          if vim.fn.filereadable(path) == 1 or vim.fn.isdirectory(path) == 1 then return { path } end
        end
        local above = vim.fn.fnamemodify(folder, ':h')
        if above == folder then return {} end
        folder = above
      end
    end,
  }
end

if not vim.lsp.start then
  vim.lsp.start = function(config)
    local id = vim.lsp.start_client(config)
    vim.lsp.buf_attach_client(0, id)
    return id
  end
end

if not vim.lsp.config then
  local configs = {}
  vim.lsp.config = function(name, config) configs[name] = config end
  vim.lsp.enable = function(name)
    local config = configs[name]
    vim.api.nvim_create_autocmd('FileType', {
      pattern = config.filetypes,
      callback = function()
        local found = vim.fs.find(config.root_markers, { upward = true, path = vim.api.nvim_buf_get_name(0) })
        vim.lsp.start({ name = name, cmd = config.cmd, root_dir = vim.fs.dirname(found[1]) })
      end,
    })
  end
end

dofile(vim.env.SETTING)
vim.cmd('filetype on')
vim.cmd('edit ' .. vim.fn.fnameescape(vim.env.PAGE))
vim.wait(30000, function() return #vim.diagnostic.get(0) > 0 end)
for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
  io.stdout:write(string.format('%d: %s[%s]\n', diagnostic.lnum + 1, diagnostic.source, diagnostic.code))
end
vim.cmd('qall!')
