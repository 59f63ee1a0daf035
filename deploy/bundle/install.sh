#!/usr/bin/env bash
# Installs from the folder that it lies in, without a network: compares every file with its checksum,
# loads the images, makes the secrets that are missing. Data and secrets that exist stay.
# 离线安装：校验文件、导入镜像、生成缺少的密钥；已有的数据和密钥保持不变。
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

sha256sum --check --quiet SHA256SUMS || {
  echo "A file is not what was packed; nothing was installed. 文件校验失败，未安装。" >&2
  exit 65
}
# Settings are the person's: what was edited, or taken over from an older version, stays.
[ -e .env ] || cp .env.defaults .env
docker compose version >/dev/null 2>&1 || {
  echo "Docker (25 or newer) with its plugin compose (2.24.4 or newer) is needed. 需要 Docker 25 以上及 compose 插件 2.24.4 以上。" >&2
  exit 69
}
echo "Files are as they were packed. Loading images … 校验通过，正在导入镜像"
docker load --quiet --input images.tar.gz
while read -r image; do
  docker image inspect "$image" >/dev/null || { echo "$image was not loaded." >&2; exit 70; }
done < images.txt
deploy/secrets.sh
cat <<'NEXT'
Installed. Next 下一步:
  docker compose up -d --wait
  docker compose run --rm demo        # a demo month 载入演示月
NEXT
