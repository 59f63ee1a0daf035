import { IsIn, IsOptional, IsString, ValidateIf } from 'class-validator';
import { listOf } from './parse.ts';
import { EnvVariable } from './variable.ts';

const certified = ({ KAFKA_TLS_CERT_FILE: cert, KAFKA_TLS_KEY_FILE: key }: KafkaEnv): boolean =>
  cert !== undefined || key !== undefined;

/** How the brokers are reached. */
export class KafkaEnv {
  @EnvVariable({
    describe: 'Kafka brokers, comma separated; empty: logs are followed over HTTP',
    example: '127.0.0.1:59092',
    parse: listOf,
  })
  @IsString({ each: true })
  KAFKA_BROKERS: string[] = [];

  @EnvVariable({ describe: 'File with the authorities (PEM) that brokers are known by: TLS' })
  @ValidateIf((env: KafkaEnv) => env.KAFKA_SASL_USERNAME !== undefined || certified(env))
  @IsString({ message: 'KAFKA_TLS_CA_FILE must be given: no password or key goes out without TLS' })
  KAFKA_TLS_CA_FILE?: string;

  @EnvVariable({ describe: 'File with our certificate (PEM), where brokers ask for one' })
  @ValidateIf(certified)
  @IsString({ message: 'KAFKA_TLS_CERT_FILE must be given beside KAFKA_TLS_KEY_FILE' })
  KAFKA_TLS_CERT_FILE?: string;

  @EnvVariable({ describe: 'File with the key (PEM) of that certificate' })
  @ValidateIf(certified)
  @IsString({ message: 'KAFKA_TLS_KEY_FILE must be given beside KAFKA_TLS_CERT_FILE' })
  KAFKA_TLS_KEY_FILE?: string;

  @EnvVariable({ describe: 'scram-sha-512 or scram-sha-256', example: 'scram-sha-512' })
  @IsIn(['scram-sha-512', 'scram-sha-256'])
  KAFKA_SASL_MECHANISM: 'scram-sha-512' | 'scram-sha-256' = 'scram-sha-512';

  @EnvVariable({ describe: 'User at the brokers, such as ywk-duty; empty: none' })
  @IsOptional()
  @IsString()
  KAFKA_SASL_USERNAME?: string;

  @EnvVariable({ describe: 'File with its password, read again at every connection' })
  @ValidateIf((env: KafkaEnv) => env.KAFKA_SASL_USERNAME !== undefined)
  @IsString({ message: 'KAFKA_SASL_PASSWORD_FILE must be given beside KAFKA_SASL_USERNAME' })
  KAFKA_SASL_PASSWORD_FILE?: string;
}
