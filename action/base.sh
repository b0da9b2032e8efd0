#!/usr/bin/env bash
# Finds the commit that the check compares with, and fetches what a shallow clone lacks of it.
# Reads SINCE (auto, none or a revision), DIRECTORY, TOKEN, and the event. Writes the outputs `since` (empty for a check of everything)
# and `read-only`, which says that the token cannot write.
set -euo pipefail
# shellcheck source=action/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
: "${SINCE?}" "${DIRECTORY?}" "${TOKEN?}"

event() { json "$1 // empty" "$GITHUB_EVENT_PATH"; }

is_known() { git rev-parse --verify --quiet "$1^{commit}" >/dev/null; }
is_shallow() { [ "$(git rev-parse --is-shallow-repository)" = true ]; }
is_connected() { git merge-base "$1" HEAD >/dev/null 2>&1; }

# Fetches with what `actions/checkout` left behind, else with the token of the action.
fetch() {
  local header
  git fetch --quiet --no-tags --no-recurse-submodules "$@" >>"$log" 2>&1 && return
  [ -n "$TOKEN" ] || return
  header="AUTHORIZATION: basic $(printf 'x-access-token:%s' "$TOKEN" | base64 | tr -d '\n')"
  GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0="http.$GITHUB_SERVER_URL/.extraheader" GIT_CONFIG_VALUE_0=$header \
    git fetch --quiet --no-tags --no-recurse-submodules "$@" >>"$log" 2>&1
}

# A depth would cut a whole clone.
fetch_one() {
  if is_shallow; then fetch --depth=1 origin "$1"; else fetch origin "$1"; fi
}

# Makes a commit known, and the history up to where it and the checked out commit part.
reach() {
  local depth more
  is_known "$1" || fetch_one "$1" || return
  is_known "$1" || return
  # `--deepen` does nothing where one end of the clone is the parent of another, as in a test merge.
  depth=$(git rev-list --count --first-parent HEAD)
  for more in 1 50 500; do
    if is_connected "$1" || ! is_shallow; then return; fi
    fetch --depth="$((depth + more))" origin "$1" "$(git rev-parse HEAD)" || break
  done
  is_connected "$1" || fetch --unshallow origin || true
}

# The commit that GitHub merged the pull request onto for this run, if that merge is what is checked out: the base of the event may be
# older, and what came since is not the pull request's.
merged_onto() {
  local parents first
  parents=$(git cat-file -p HEAD | sed -n '/^$/,$d; s/^parent //p')
  first=${parents%%$'\n'*}
  if [ "$parents" = "$first"$'\n'"$(event .pull_request.head.sha)" ]; then printf '%s\n' "$first"; fi
}

# The tip of the default branch, for what has no state before.
default_branch() {
  local branch
  branch=$(event .repository.default_branch)
  case "$GITHUB_REF" in
    "refs/heads/$branch" | refs/tags/*) return ;;
  esac
  if [ -n "$branch" ] && fetch_one "+refs/heads/$branch:refs/remotes/origin/$branch"; then
    git rev-parse "refs/remotes/origin/$branch"
  fi
}

before_push() {
  local before
  before=$(event .before)
  case "$before" in
    *[!0]*) if reach "$before"; then printf '%s\n' "$before"; else default_branch; fi ;;
    *) default_branch ;;
  esac
}

of_event() {
  local base
  case "$GITHUB_EVENT_NAME" in
    pull_request | pull_request_target)
      base=$(merged_onto)
      printf '%s\n' "${base:-$(event .pull_request.base.sha)}"
      ;;
    merge_group) event .merge_group.base_sha ;;
    push) before_push ;;
  esac
}

# The commit of a revision that a user names, fetched when it is a branch or a commit of `origin` that is not here.
named() {
  if ! is_known "$1"; then
    fetch_one "+refs/heads/${1#origin/}:refs/remotes/origin/${1#origin/}" || fetch_one "$1" || true
    if is_known "origin/${1#origin/}"; then
      git rev-parse "origin/${1#origin/}"
      return
    fi
  fi
  git rev-parse --verify --quiet "$1^{commit}" || printf '%s\n' "$1"
}

is_read_only() {
  [ "${GITHUB_ACTOR:-}" = 'dependabot[bot]' ] && return
  [ "$GITHUB_EVENT_NAME" = pull_request ] && [ "$(event .pull_request.head.repo.full_name)" != "$GITHUB_REPOSITORY" ]
}

cd "$DIRECTORY" 2>/dev/null || fail "working-directory: there is no folder \"$DIRECTORY\"; name one from the top of the repository"
if is_read_only; then output read-only true; else output read-only false; fi

since=
log=$(mktemp "$RUNNER_TEMP/driftlint-fetch.XXXXXX")
export GIT_TERMINAL_PROMPT=0
if [ "$SINCE" != none ]; then
  case "$SINCE" in
    '' | -*) fail "since: \"$SINCE\" is no revision; use auto, none, or a branch or commit" ;;
  esac
  git rev-parse --is-inside-work-tree >/dev/null 2>&1 || fail "there is no repository in \"$DIRECTORY\"; run actions/checkout in a step before, or set since: none"
  if [ "$SINCE" = auto ]; then since=$(of_event); else since=$(named "$SINCE"); fi
  # Where that fails, driftlint says what is missing.
  if [ -n "$since" ]; then reach "$since" || said <"$log"; fi
fi
output since "$since"
if [ -n "$since" ]; then echo "Only what changed since $since is shown."; else echo "Everything is checked."; fi
