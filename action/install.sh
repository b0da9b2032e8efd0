#!/usr/bin/env bash
# Puts driftlint on the PATH of the steps that follow: the release of VERSION for this runner, verified by its checksum.
# Reads VERSION, DOWNLOADS (where the releases are), SARIF, COMMENT and KEY, which are checked here, before anything runs.
set -euo pipefail
# shellcheck source=action/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
: "${VERSION?}" "${DOWNLOADS?}" "${SARIF?}" "${COMMENT?}" "${KEY?}"

boolean() {
  case "$2" in
    true | false) ;;
    *) fail "$1: \"$2\" is neither true nor false" ;;
  esac
}

# The name of the build that runs here.
target() {
  case "$RUNNER_OS/$RUNNER_ARCH" in
    Linux/X64) echo x86_64-unknown-linux-musl ;;
    Linux/ARM64) echo aarch64-unknown-linux-musl ;;
    macOS/X64) echo x86_64-apple-darwin ;;
    macOS/ARM64) echo aarch64-apple-darwin ;;
    # Windows runs the programs of the other processor too.
    Windows/X64 | Windows/ARM64) echo x86_64-pc-windows-msvc ;;
    *) fail "there is no release for $RUNNER_OS on $RUNNER_ARCH; build driftlint in a step before (cargo install) and set version: path" ;;
  esac
}

# The version that is asked for, as the release has it.
version() {
  local version=$VERSION
  case "$version" in
    # The action comes with the source of its own version.
    '') version=$(sed -n 's/^version = "\(.*\)"/\1/p' "$GITHUB_ACTION_PATH/Cargo.toml" | head -n 1 | tr -d '\r') ;;
    latest) version=$(curl -sS --retry 3 -o /dev/null -w '%{redirect_url}' "$DOWNLOADS/latest") && version=${version##*/tag/} ;;
  esac
  version=${version#v}
  if ! [[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+([-+][0-9A-Za-z.+-]+)?$ ]]; then
    fail "version: \"$VERSION\" is no version; use one such as 0.1.0, latest, or path for a driftlint that is on PATH already"
  fi
  echo "$version"
}

download() {
  local code
  code=$(curl -sSL --retry 3 -o "$2" -w '%{http_code}' "$1") || fail "$1 cannot be downloaded; see the log"
  case "$code" in
    200) ;;
    404) fail "there is no $1; set version to one that $DOWNLOADS lists" ;;
    *) fail "$1 cannot be downloaded: status $code" ;;
  esac
}

verify() {
  local expected actual
  expected=$(cut -d ' ' -f 1 "$1.sha256" | tr -d '\r')
  actual=$(if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi <"$1" | cut -d ' ' -f 1)
  if [ "${#expected}" -ne 64 ] || [ "$actual" != "$expected" ]; then
    fail "${1##*/} is not the file that was released: its SHA-256 is $actual, expected \"$expected\"; run the job again, and report it if it stays"
  fi
}

unpack() {
  case "$1" in
    *.zip) (cd "$2" && if command -v unzip >/dev/null; then unzip -q "${1##*/}"; else 7z x -y "${1##*/}" >/dev/null; fi) ;;
    *) (cd "$2" && tar -xzf "${1##*/}") ;;
  esac
}

for program in curl git jq tar; do
  command -v "$program" >/dev/null || fail "the action needs the program $program, which every runner of GitHub has; install it in a step before"
done
boolean sarif "$SARIF"
boolean comment "$COMMENT"
[[ $KEY =~ ^[A-Za-z0-9._-]{0,50}$ ]] || fail "key: \"$KEY\" is no key; use at most 50 letters, digits, dots, hyphens and underscores"

if [ "$VERSION" = path ]; then
  command -v driftlint >/dev/null || fail "version: path takes the driftlint that is on PATH, and there is none; install it in a step before"
  driftlint --version
  exit
fi

# In functions of their own, so that what fails in them ends the step.
version=$(version) || { echo "$version"; exit 2; }
target=$(target) || { echo "$target"; exit 2; }
name="driftlint-$version-$target"
case "$target" in
  *windows*) asset="$name.zip" program="driftlint.exe" ;;
  *) asset="$name.tar.gz" program="driftlint" ;;
esac
folder=$(mktemp -d "$RUNNER_TEMP/driftlint-install.XXXXXX")
download "$DOWNLOADS/download/v$version/$asset.sha256" "$folder/$asset.sha256"
download "$DOWNLOADS/download/v$version/$asset" "$folder/$asset"
verify "$folder/$asset"
unpack "$folder/$asset" "$folder"
"$folder/$name/$program" --version
if command -v cygpath >/dev/null; then
  cygpath -w "$folder/$name" >>"$GITHUB_PATH"
else
  printf '%s\n' "$folder/$name" >>"$GITHUB_PATH"
fi
