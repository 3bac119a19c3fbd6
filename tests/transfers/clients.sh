# The stock clients, exactly as their lock files say. Sourced after infra/lib.sh; sets `tus_python` and `tus_modules`.

tus_clients() {
  local here="$root/tests/transfers" cache
  cache="${XDG_CACHE_HOME:-$HOME/.cache}/armoire/transfers/$(cat "$here/requirements.txt" "$here/package-lock.json" | sha256sum | cut -c1-16)"
  tus_python=$cache/python/bin/python tus_modules=$cache
  [[ -f "$cache/complete" ]] && return
  say "Installing stock clients of resumable uploads: tuspy and tus-js-client (half a minute)."
  need_packages python3=python3
  python3 -c 'import ensurepip' 2>/dev/null || need_packages python3-venv=python3-venv
  rm -rf "$cache"
  mkdir -p "$cache"
  python3 -m venv "$cache/python"
  "$tus_python" -m pip install --quiet --disable-pip-version-check --requirement "$here/requirements.txt" ||
    stop_with "pip could not install the packages of tests/transfers/requirements.txt; is there a network?"
  cp "$here/package.json" "$here/package-lock.json" "$cache"
  (cd "$cache" && npm ci --no-audit --no-fund --silent) ||
    stop_with "npm could not install the packages of tests/transfers/package-lock.json; is there a network?"
  touch "$cache/complete"
}
