#!/usr/bin/env bash
# Keeps one comment on the pull request: created when there are findings, edited by every later run.
# Reads SUMMARY and REPORT (files of run.sh), KEY, TOKEN, and the event. A comment that cannot be written never fails the job: the
# verdict is that of the check.
set -euo pipefail
# shellcheck source=action/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
: "${SUMMARY?}" "${REPORT?}" "${KEY?}" "${TOKEN?}"

folder=$(mktemp -d "$RUNNER_TEMP/driftlint-comment.XXXXXX")
reply="$folder/reply.json"

# Calls the API, and ends well if it answers as it should. The token is no argument: those of a process can be seen by others.
api() {
  code=$(printf 'header = "Authorization: Bearer %s"\n' "$TOKEN" |
    curl -sS --config - --max-time 60 -X "$1" -H 'Accept: application/vnd.github+json' -H 'X-GitHub-Api-Version: 2022-11-28' \
      ${3:+-H 'Content-Type: application/json' --data-binary "@$3"} -o "$reply" -w '%{http_code}' "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/issues/$2") || code=000
  case "$code" in
    2??) ;;
    *) return 1 ;;
  esac
}

# Says why there is no comment, and ends the step.
give_up() {
  case "$code" in
    401 | 403 | 404) notice "the findings are not on the pull request as a comment, because the token of this run may not write there (status $code): that of a pull request from a fork never may; elsewhere give the job \"permissions: pull-requests: write\"" ;;
    *) warning "the comment on the pull request could not be written: the API answered with status $code" ;;
  esac
  exit 0
}

# The id of the comment of an earlier run: by its mark, and by its author, because anybody can write the mark.
find_comment() {
  local page size
  id=
  for ((page = 1; page <= 100; page++)); do
    api GET "$number/comments?per_page=100&page=$page" || give_up
    id=$(jq -r --arg mark "$mark" '[.[] | select(.user.login == "github-actions[bot]" and (.body | startswith($mark)))] | first | .id // empty' "$reply" | tr -d '\r')
    size=$(json length "$reply")
    if [ -n "$id" ] || [ "$size" -lt 100 ]; then return; fi
  done
}

number=$(json '.pull_request.number // empty' "$GITHUB_EVENT_PATH")
if [ -z "$number" ]; then
  echo "There is no pull request to comment on."
  exit
fi
mark="<!-- driftlint:comment${KEY:+:$KEY} -->"
# The first line of the report is a mark of its own.
{ printf '%s\n' "$mark"; sed 1d "$SUMMARY"; } >"$folder/body.md"
jq -n --rawfile body "$folder/body.md" '{body: $body}' >"$folder/body.json"

find_comment
if [ -n "$id" ]; then
  api PATCH "comments/$id" "$folder/body.json" || give_up
  echo "The comment $id was edited."
elif [ "$(json '.findings | length' "$REPORT")" -gt 0 ]; then
  api POST "$number/comments" "$folder/body.json" || give_up
  echo "A comment was written."
else
  echo "There is nothing to comment on."
fi
