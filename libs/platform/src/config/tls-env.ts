import { IsOptional, IsString, ValidateIf } from 'class-validator';
import { KafkaEnv } from './kafka-env.ts';
import { EnvVariable } from './variable.ts';

const certified = ({ TLS_CERT_FILE: cert, TLS_KEY_FILE: key }: TlsEnv): boolean =>
  cert !== undefined || key !== undefined;

/** Certificates of a service. */
export class TlsEnv extends KafkaEnv {
  @EnvVariable({
    describe: 'File with the certificate (PEM) that this service serves with and shows to others',
  })
  @ValidateIf((env: TlsEnv) => certified(env) || env.TLS_CLIENT_CA_FILE !== undefined)
  @IsString({
    message: 'TLS_CERT_FILE must be given beside TLS_KEY_FILE or TLS_CLIENT_CA_FILE',
  })
  TLS_CERT_FILE?: string;

  @EnvVariable({ describe: 'File with the key (PEM) of that certificate' })
  @ValidateIf(certified)
  @IsString({ message: 'TLS_KEY_FILE must be given beside TLS_CERT_FILE' })
  TLS_KEY_FILE?: string;

  @EnvVariable({
    describe: 'File with the authorities (PEM) of callers; given: machines must show a certificate',
  })
  @IsOptional()
  @IsString()
  TLS_CLIENT_CA_FILE?: string;

  @EnvVariable({
    describe: 'File with the authorities (PEM) by which other services and the issuer are known',
  })
  @IsOptional()
  @IsString()
  TLS_CA_FILE?: string;
}
