#!/usr/bin/env bash
# Makes the secrets of the system in containers, one file each in deploy/secrets (or YWK_SECRETS);
# files that are there stay as they are. Needs the image only: the tool in it does the work, as the
# person who calls.
# 生成容器部署所需的密钥文件；已有的文件保持不变。
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Others cannot enter; the files themselves are for whoever the containers run as.
mkdir -p "${YWK_SECRETS:-deploy/secrets}"
chmod 700 "${YWK_SECRETS:-deploy/secrets}"
exec docker compose run --rm --no-deps --user "$(id -u):$(id -g)" secrets
