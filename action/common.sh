# shellcheck shell=bash
# What the scripts of the action share. They run in the bash of every GitHub runner, 3.2 on macOS included.

# The text of a workflow command.
escaped() {
  local text=${1//\%/%25}
  text=${text//$'\r'/%0D}
  printf '%s' "${text//$'\n'/%0A}"
}

notice() { printf '::notice title=driftlint::%s\n' "$(escaped "$1")"; }
warning() { printf '::warning title=driftlint::%s\n' "$(escaped "$1")"; }
error() { printf '::error title=driftlint::%s\n' "$(escaped "$1")"; }

fail() {
  error "$1"
  exit 2
}

# Prints what another program said, without the runner obeying it.
said() {
  local token="driftlint-$RANDOM$RANDOM$RANDOM$RANDOM"
  printf '::stop-commands::%s\n' "$token"
  cat
  printf '\n::%s::\n' "$token"
}

# An output of the step, whatever is in its value.
output() {
  local end="end-$RANDOM$RANDOM$RANDOM$RANDOM"
  printf '%s<<%s\n%s\n%s\n' "$1" "$end" "$2" "$end" >>"$GITHUB_OUTPUT"
}

# What a jq filter finds in a file; on Windows, jq ends lines with CRLF.
json() { jq -r "$1" "$2" | tr -d '\r'; }
