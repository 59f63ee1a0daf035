import { brokerAddressOf, type BrokerAddress } from '@ywk/messaging';
import { KafkaEnv, loadConfig } from '@ywk/platform';
import { portsFrom } from '../launch/places.ts';

/**
 * The brokers that a command works on, with what the environment says of TLS and user.
 * @param given `host:port,…`; when not given KAFKA_BROKERS, else that of the local system
 * @throws ConfigError
 */
export const brokersFrom = (given: string | undefined): BrokerAddress =>
  brokerAddressOf(
    loadConfig(KafkaEnv, {
      ...process.env,
      KAFKA_BROKERS:
        given ?? (process.env['KAFKA_BROKERS'] || `127.0.0.1:${portsFrom(process.env).kafka}`),
    }),
  );
