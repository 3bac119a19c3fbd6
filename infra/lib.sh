# What the scripts of this folder share. Sourced, after `set -euo pipefail`.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '\033[1m%s\033[0m\n' "$*"; }

stop_with() {
  printf '%s\n' "$@" >&2
  exit 1
}

# Rust, a C compiler (for SQLite and the elliptic curves) and Node are left to the reader to install: how differs.
need_toolchains() {
  local rust node
  command -v cargo >/dev/null ||
    stop_with "Rust is missing: install it from https://rustup.rs (version $(wanted_rust) or newer), then run this again."
  rust=$(cargo --version | cut -d' ' -f2)
  at_least "$rust" "$(wanted_rust)" || stop_with "Rust $rust is too old: run \`rustup update\` to get $(wanted_rust) or newer."
  command -v cc >/dev/null || stop_with "A C compiler is missing: install the package gcc (or build-essential), then run this again."
  command -v node >/dev/null && command -v npm >/dev/null ||
    stop_with "Node is missing: install Node 20.19 or newer with npm from https://nodejs.org, then run this again."
  node=$(node --version | tr -d v)
  at_least "$node" 20.19 || stop_with "Node $node is too old: install Node 20.19 or newer."
}

wanted_rust() { sed -n 's/^rust-version = "\(.*\)"/\1/p' "$root/Cargo.toml"; }

at_least() { [[ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" == "$2" ]]; }

# need_packages COMMAND=PACKAGE…: installs the Debian packages whose command isn't there.
need_packages() {
  local missing=() pair
  for pair in "$@"; do
    has_command "${pair%%=*}" || missing+=("${pair#*=}")
  done
  (( ${#missing[@]} )) || return 0
  local wish="These packages are missing: ${missing[*]}."
  command -v apt-get >/dev/null || stop_with "$wish Install what your system calls them, then run this again."
  local sudo=()
  if (( EUID != 0 )); then
    command -v sudo >/dev/null && { sudo --non-interactive true 2>/dev/null || [[ -t 0 ]]; } ||
      stop_with "$wish Ask someone who administers this machine for: apt-get install ${missing[*]}"
    sudo=(sudo)
  fi
  say "$wish Installing them (a minute)."
  { "${sudo[@]}" apt-get update --quiet --quiet &&
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --quiet --yes --no-install-recommends "${missing[@]}" \
      >/dev/null; } || stop_with "apt-get could not install them: install ${missing[*]} by hand, then run this again."
}

# Debian keeps PostgreSQL's server and what is for administrators out of a user's path.
has_command() {
  command -v "$1" >/dev/null || [[ -x "/usr/sbin/$1" ]] ||
    compgen -G "/usr/lib/postgresql/*/bin/$1" >/dev/null
}

# The packages of the web app, exactly as its lock file says; nothing happens when they are there already.
web_packages() {
  local stamp="$root/web/node_modules/.armoire-lock"
  cmp --silent "$root/web/package-lock.json" "$stamp" && return
  say "Installing the web app's packages (half a minute)."
  (cd "$root/web" && npm ci --no-audit --no-fund --silent) ||
    stop_with "npm could not install the packages of web/package-lock.json; is there a network?"
  cp "$root/web/package-lock.json" "$stamp"
}

# The server's build takes the web app in, so this comes first.
web_build() {
  say "Building the web app (a few seconds)."
  local output
  output=$(cd "$root/web" && npm run --silent build 2>&1) || stop_with "$output" "The web app could not be built."
}

# The programs as the Rust tests use them: `cargo build` would compile the dependencies once more, since those of tests
# switch some of their features on.
test_programs() {
  cargo test --locked --quiet --no-run --test cli
  programs=$CARGO_TARGET_DIR/debug
}

# Programs of others that tests run, built from their sources once and kept outside the checkout.
tools=${XDG_CACHE_HOME:-$HOME/.cache}/armoire/tools

# cargo_tool NAME VERSION MINUTES OPTION…: builds it if it isn't there; it is $tools/NAME-VERSION/bin/NAME then.
cargo_tool() {
  local name=$1 version=$2 minutes=$3 folder=$tools/$1-$2
  shift 3
  [[ -x "$folder/bin/$name" ]] && return
  say "Building $name $version for the tests (about $minutes minutes, once)." >&2
  mkdir -p "$folder"
  # A folder of its own: its dependencies are built in other ways than ours.
  env CARGO_TARGET_DIR="$folder/build" nice cargo install "$name" --version "$version" --locked --root "$folder" \
    --quiet "$@" >&2 || stop_with "$name could not be built; is there a network?"
  rm -rf "$folder/build"
}

# A small S3 server that checks signatures. Sets s3_server.
need_s3_server() {
  cargo_tool s3s-fs 0.14.1 3 --features binary
  s3_server=$tools/s3s-fs-0.14.1/bin/s3s-fs
}

# The distributed store of infra/compose.yaml. Sets garage.
need_garage() {
  cargo_tool garage 2.5.0 15 --no-default-features --features bundled-libs,sqlite
  garage=$tools/garage-2.5.0/bin/garage
}

# as_time SECONDS: "3 min 05 s".
as_time() {
  if (( $1 < 60 )); then echo "$1 s"; else printf '%d min %02d s\n' $(($1 / 60)) $(($1 % 60)); fi
}
