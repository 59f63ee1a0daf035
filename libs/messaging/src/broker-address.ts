import { readFileSync } from 'node:fs';
import type { KafkaEnv } from '@ywk/platform';
import { Kafka, logLevel } from 'kafkajs';
import type { KafkaConfig } from 'kafkajs';
import { kafkaLogger, type MessagingLog } from './kafka-logger.ts';

/** Files (PEM) by which brokers are known, and by which they know us. */
export interface BrokerTls {
  readonly caFile: string;
  readonly certFile?: string;
  readonly keyFile?: string;
}

export interface BrokerUser {
  readonly mechanism: 'scram-sha-512' | 'scram-sha-256';
  readonly username: string;
  readonly passwordFile: string;
}

/** Where brokers are, and what they want to be shown. */
export interface BrokerAddress {
  /** `host:port` of some brokers of the cluster. */
  readonly brokers: readonly string[];
  /** Plain connections when not given. */
  readonly tls?: BrokerTls;
  /** Nobody in particular when not given. */
  readonly user?: BrokerUser;
}

/** The brokers that the environment names. */
export const brokerAddressOf = (env: KafkaEnv): BrokerAddress => {
  const { KAFKA_TLS_CA_FILE: caFile, KAFKA_TLS_CERT_FILE: certFile } = env;
  const { KAFKA_SASL_USERNAME: username, KAFKA_SASL_PASSWORD_FILE: passwordFile } = env;
  const { KAFKA_TLS_KEY_FILE: keyFile, KAFKA_SASL_MECHANISM: mechanism } = env;
  const own = certFile === undefined || keyFile === undefined ? {} : { certFile, keyFile };
  return {
    brokers: env.KAFKA_BROKERS,
    ...(caFile === undefined ? {} : { tls: { caFile, ...own } }),
    ...(username === undefined || passwordFile === undefined
      ? {}
      : { user: { mechanism, username, passwordFile } }),
  };
};

const text = (file: string): string => readFileSync(file, 'utf8');

/** kafkajs copies these at each connection, so each time the files are read as they are then. */
const sslOf = ({ caFile, certFile, keyFile }: BrokerTls): NonNullable<KafkaConfig['ssl']> => ({
  get ca() {
    return text(caFile);
  },
  get cert() {
    return certFile === undefined ? undefined : text(certFile);
  },
  get key() {
    return keyFile === undefined ? undefined : text(keyFile);
  },
});

/** kafkajs asks for the password at each connection. */
const saslOf = ({ mechanism, username, passwordFile }: BrokerUser) => ({
  mechanism,
  username,
  get password() {
    return text(passwordFile).replace(/\r?\n$/, '');
  },
});

/** What a client of the brokers wants beside their address. */
export interface ClientSettings {
  readonly clientId: string;
  readonly log?: MessagingLog | undefined;
  readonly level?: logLevel;
  readonly requestTimeout?: number;
  readonly retry?: NonNullable<KafkaConfig['retry']>;
}

/** kafkajs at these brokers. */
export const kafkaAt = (
  { brokers, tls, user }: BrokerAddress,
  { log, level = logLevel.WARN, ...settings }: ClientSettings,
): Kafka =>
  new Kafka({
    ...settings,
    brokers: [...brokers],
    logLevel: level,
    logCreator: kafkaLogger(log),
    ...(tls === undefined ? {} : { ssl: sslOf(tls) }),
    ...(user === undefined ? {} : { sasl: saslOf(user) as NonNullable<KafkaConfig['sasl']> }),
  });
