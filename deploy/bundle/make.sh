#!/usr/bin/env bash
# Makes one archive that installs the system on a machine without a network: all images, the compose
# file and what it reads, bills of materials, checksums, install.sh. Put it together where there is a
# network or a registry:  deploy/bundle/make.sh [FOLDER]
# 制作离线安装包。
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
out=$(mkdir -p "${1:-deploy/bundle/out}" && cd "${1:-deploy/bundle/out}" && pwd)
say() { printf '%s\n' "$*" >&2; }

# What the image says of itself follows from the revision: the same revision, the same labels.
REVISION=$(git rev-parse HEAD)$(git diff --quiet HEAD -- || echo -dirty)
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
CREATED=$(date --utc --date="@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)
export REVISION SOURCE_DATE_EPOCH CREATED

version=$(sed -n 's/^  "version": "\(.*\)",$/\1/p' package.json)
name=yiwangkao-$version
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
folder=$stage/$name
mkdir -p "$folder"/deploy "$folder"/sbom

say "Building the image 构建镜像"
docker compose build --quiet demo

export COMPOSE_PROFILES=${BUNDLE_PROFILES:-infra,app,observability,tools}
mapfile -t images < <(docker compose config --images | sort -u)
for image in "${images[@]}"; do
  docker image inspect "$image" >/dev/null 2>&1 || docker pull --quiet "$image" >/dev/null
done

say "Saving ${#images[@]} images 导出镜像: ${images[*]}"
docker save "${images[@]}" | gzip --no-name > "$folder/images.tar.gz"
printf '%s\n' "${images[@]}" > "$folder/images.txt"

own=$(docker compose --profile tools config --images secrets)
container=$(docker create "$own")
docker cp --quiet "$container:/app/sbom.cdx.json" "$folder/sbom/$name.cdx.json"
docker rm "$container" >/dev/null

# Settings are the person's to edit, so the archive has none that checksums or a newer one would touch.
cp docker-compose.yml "$folder"
cp .env "$folder/.env.defaults"
for variable in YWK_REGISTRY YWK_IMAGE PG_IMAGE KAFKA_IMAGE PROMETHEUS_IMAGE; do
  if [ -n "${!variable:-}" ]; then printf '%s=%s\n' "$variable" "${!variable}" >> "$folder/.env.defaults"; fi
done
cp -r deploy/observability deploy/postgres deploy/container deploy/compose.secure.yml \
  deploy/secrets.sh deploy/README.md deploy/README.zh-CN.md "$folder/deploy"
cp deploy/bundle/install.sh "$folder"
(cd "$folder" && find . -type f ! -name SHA256SUMS -print0 | sort -z | xargs -0 sha256sum > SHA256SUMS)

tar --create --sort=name --owner=0 --group=0 --mtime="@$SOURCE_DATE_EPOCH" \
  --directory="$stage" --file="$out/$name.tar" "$name"
(cd "$out" && sha256sum "$name.tar" > "$name.tar.sha256")
say "$out/$name.tar: $(($(stat --format=%s "$out/$name.tar") / 1000000)) MB"
