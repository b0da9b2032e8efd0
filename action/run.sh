#!/usr/bin/env bash
# Runs the check once: annotations go to the log, reports to files, counts to the outputs, the findings to the summary of the step.
# Reads ARGS, SINCE, FAIL_ON and DIRECTORY. Ends with 0 however the check ends: the last step of the action ends with `exit-code`, after
# the reports are where they belong.
set -euo pipefail
# shellcheck source=action/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
: "${ARGS?}" "${SINCE?}" "${FAIL_ON?}" "${DIRECTORY?}"

# Splits at blanks and line ends into `arguments`. What stands in single or double quotes belongs together. Nothing else is special, and
# nothing is evaluated.
split() {
  local text=$1 word='' quote='' has_word=false character at
  arguments=()
  for ((at = 0; at < ${#text}; at++)); do
    character=${text:at:1}
    if [ -n "$quote" ]; then
      if [ "$character" = "$quote" ]; then quote=; else word+=$character; fi
      continue
    fi
    case "$character" in
      ' ' | $'\t' | $'\n' | $'\r')
        if $has_word; then arguments+=("$word"); fi
        word='' has_word=false
        ;;
      '"' | "'") quote=$character has_word=true ;;
      *) word+=$character has_word=true ;;
    esac
  done
  [ -z "$quote" ] || fail "args: a quotation mark ($quote) is opened and not closed"
  if $has_word; then arguments+=("$word"); fi
}

# What the check said when it could not do its work; which layouts it found is no part of that.
complaint() { grep -v '^layout: ' "$messages" | tail -n 20 || true; }

cd "$DIRECTORY" 2>/dev/null || fail "working-directory: there is no folder \"$DIRECTORY\"; name one from the top of the repository"
split "$ARGS"
reports=$(mktemp -d "$RUNNER_TEMP/driftlint.XXXXXX")
messages="$reports/messages.txt"
# Annotations and code scanning name files from the top of the repository.
top=$(git rev-parse --show-toplevel 2>/dev/null) || top=$GITHUB_WORKSPACE

status=0
driftlint check --format=github --fail-on="$FAIL_ON" --relative-to="$top" \
  --report="json=$reports/driftlint.json" --report="sarif=$reports/driftlint.sarif" --report="markdown=$reports/driftlint.md" \
  ${SINCE:+--since="$SINCE"} ${arguments[@]+"${arguments[@]}"} 2>"$messages" || status=$?
said <"$messages"

output exit-code "$status"
if [ "$status" -gt 1 ]; then error "driftlint could not check everything:"$'\n'"$(complaint)"; fi
if ! [ -f "$reports/driftlint.md" ]; then
  printf '## driftlint: nothing was checked\n\n%s\n' "$(complaint | sed 's/^/    /')" >>"$GITHUB_STEP_SUMMARY"
  exit
fi
for count in errors warnings infos translations; do
  output "$count" "$(json ".summary.$count" "$reports/driftlint.json")"
done
output report "$reports/driftlint.json"
output sarif "$reports/driftlint.sarif"
output summary "$reports/driftlint.md"
{ cat "$reports/driftlint.md"; echo; } >>"$GITHUB_STEP_SUMMARY"
