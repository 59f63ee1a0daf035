#!/usr/bin/env bash
# Gives each user that is named its password at the broker, from /run/secrets/kafka-NAME-password.
# Comes with the broker's own certificate, so that it needs no user itself. May be run again: a
# password that was changed in its file is taken.
# 在 Kafka 中创建用户并设置密码；可重复执行。
set -euo pipefail
umask 077

folder=$(mktemp -d)

cat > "$folder/broker.properties" <<'PROPERTIES'
security.protocol=SSL
ssl.keystore.type=PEM
ssl.keystore.location=/run/secrets/kafka-bundle.pem
ssl.truststore.type=PEM
ssl.truststore.location=/run/secrets/authority.pem
PROPERTIES

for user in "$@"; do
  # In a file: what stands on a command line can be seen by others.
  printf 'SCRAM-SHA-512=iterations=8192,password=%s\n' "$(< "/run/secrets/kafka-$user-password")" > "$folder/user.properties"
  /opt/kafka/bin/kafka-configs.sh --bootstrap-server kafka:19093 --command-config "$folder/broker.properties" \
    --alter --entity-type users --entity-name "$user" --add-config-file "$folder/user.properties"
done
