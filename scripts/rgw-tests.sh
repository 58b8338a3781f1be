#!/usr/bin/env bash
# The S3 suite, the gateway's tests and the official clients on a real S3: a Ceph RGW of its own on loopback, started for
# this run and stopped after it. Where none can be had it says why and succeeds; any other failure is a failure.
# RGW_SH names another script with the commands `install`, `start PORT` and `stop`.
set -euo pipefail
cd "$(dirname "$0")/.."

rgw=${RGW_SH:-../shared/tools/rgw.sh}
leave_out() { echo "Ceph RGW: tests on it are LEFT OUT: $1"; exit 0; }

[ -x "$rgw" ] || leave_out "there is no $rgw"
install_log=$(timeout 1800 "$rgw" install 2>&1) || leave_out "it can't be installed here: $(tail -n 1 <<<"$install_log")"

dir=$(mktemp -d "${TMPDIR:-/tmp}/rgw-tests.XXXXXX")
export RGW_DIR=$dir RGW_STORE=memstore RGW_MGR=0
stop() {
  local status=$?
  trap - EXIT
  timeout 120 "$rgw" stop || status=1
  rm -rf "$dir"
  exit "$status"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

port=$(node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
env_lines=$(timeout 300 "$rgw" start "$port")
while IFS='=' read -r name value; do
  case $name in
    ENDPOINT) export S3_ENDPOINT=$value ;;
    REGION) export S3_REGION=$value ;;
    BUCKET) export S3_BUCKET=$value ;;
    ACCESS_KEY) export AWS_ACCESS_KEY_ID=$value ;;
    SECRET_KEY) export AWS_SECRET_ACCESS_KEY=$value ;;
  esac
done <<<"$env_lines"
export S3_SCRATCH_BUCKETS=1
echo "Ceph RGW: testing on $S3_ENDPOINT"

npm run test:s3
CHROME_PATH=$(node --input-type=module -e '
  import { findBrowser } from "./scripts/find-browser.mjs";
  const path = findBrowser((line) => console.error(line));
  if (path) console.log(path);
  else process.exitCode = 1;
')
export CHROME_PATH
npx vitest run --project clients
