import {
  IsIn,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  ValidateIf,
} from 'class-validator';
import { embeddedIssuerOf, type IssuerKey } from '../auth/issuer-key.ts';
import { HttpEnv } from './http-env.ts';
import { RefusedInProduction } from './refused-in-production.ts';
import { EnvVariable } from './variable.ts';

const postgresUrl = { message: '$property must begin with postgres:// or postgresql://' };

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const pairOf = (text: string): [string, string] => {
  const at = text.indexOf('=');
  if (at < 1) throw new TypeError(`"${text}" is not name=http://host:port`);
  return [text.slice(0, at), text.slice(at + 1)];
};

/** Reads `name=http://host:port`, comma separated, or JSON. @throws TypeError for what is no address */
export const addressesOf = (text: string): Record<string, string> => {
  const urls = text.startsWith('{')
    ? (JSON.parse(text) as Record<string, string>)
    : Object.fromEntries(listOf(text).map(pairOf));
  for (const [name, url] of Object.entries(urls)) {
    if (!URL.canParse(url)) throw new TypeError(`the address of ${name} is no URL`);
  }
  return urls;
};

/** The variables that every service reads. */
export class ServiceEnv extends HttpEnv {
  @EnvVariable({ describe: 'production, development or test', example: 'development' })
  @IsIn(['production', 'development', 'test'])
  NODE_ENV: 'production' | 'development' | 'test' = 'development';

  @EnvVariable({ describe: 'Address to listen on; 0.0.0.0 in a container', example: '127.0.0.1' })
  @IsString()
  HOST = '127.0.0.1';

  @EnvVariable({
    describe: 'Port to listen on, 0 for any free one',
    example: '3101',
    parse: Number,
  })
  @IsInt()
  @Min(0)
  @Max(65535)
  PORT: number;

  @EnvVariable({
    describe: 'Database, with a role that cannot change stored events',
    example: 'postgres://ywk_recruitment_app:secret@127.0.0.1:55432/ywk_recruitment',
    secret: true,
  })
  @Matches(/^postgres(ql)?:\/\//, postgresUrl)
  DATABASE_URL: string;

  @EnvVariable({
    describe: 'The same database, with the role that owns the tables; only for `migrate`',
    example: 'postgres://ywk_recruitment_owner:secret@127.0.0.1:55432/ywk_recruitment',
    secret: true,
  })
  @IsOptional()
  @Matches(/^postgres(ql)?:\/\//, postgresUrl)
  MIGRATION_DATABASE_URL?: string;

  @EnvVariable({
    describe:
      'Last migration of a newer database with which to start all the same: to go back a release',
  })
  @IsOptional()
  @Matches(/\d$/, { message: '$property must name a migration' })
  DATABASE_VERSION_ACCEPTED?: string;

  @EnvVariable({
    describe: 'Kafka brokers, comma separated; empty: logs are followed over HTTP',
    example: '127.0.0.1:59092',
    parse: listOf,
  })
  @IsString({ each: true })
  KAFKA_BROKERS: string[] = [];

  @EnvVariable({
    describe: 'Where each service serves its logs: name=address, comma separated, or JSON',
    example:
      'recruitment=http://127.0.0.1:3101,duty=http://127.0.0.1:3102,appraisal=http://127.0.0.1:3103,payroll=http://127.0.0.1:3104',
    parse: addressesOf,
  })
  @IsObject()
  LOG_URLS: Record<string, string> = {};

  @EnvVariable({ describe: 'Issuer that tokens must name', example: 'urn:yiwangkao:embedded' })
  @IsNotEmpty()
  JWT_ISSUER = 'urn:yiwangkao:embedded';

  @EnvVariable({ describe: 'Audience that tokens must name', example: 'yiwangkao' })
  @IsNotEmpty()
  JWT_AUDIENCE = 'yiwangkao';

  @EnvVariable({ describe: "Key set of the bureau's identity service", example: '' })
  @ValidateIf((env: ServiceEnv) => env.EMBEDDED_ISSUER_KEY === undefined)
  @Matches(/^https?:\/\//, {
    message: 'either JWKS_URL (a web address) or EMBEDDED_ISSUER_KEY must be given',
  })
  JWKS_URL?: string;

  @EnvVariable({
    describe: 'Private key (JWK, ES256) of the embedded issuer; refused in production',
    secret: true,
    parse: embeddedIssuerOf,
  })
  @ValidateIf((env: ServiceEnv) => env.EMBEDDED_ISSUER_KEY !== undefined)
  @IsObject()
  @RefusedInProduction()
  EMBEDDED_ISSUER_KEY?: IssuerKey;

  @EnvVariable({
    describe: 'Token this service shows to others; made by itself with the embedded issuer',
    secret: true,
  })
  @IsOptional()
  @IsString()
  SERVICE_TOKEN?: string;

  @EnvVariable({
    describe: 'Where keys of persons are fetched',
    example: 'http://127.0.0.1:3101',
  })
  @IsOptional()
  @Matches(/^https?:\/\//, { message: '$property must be a web address' })
  KEY_SERVICE_URL?: string;

  @EnvVariable({
    describe: 'File with the instant at which acts are done, for stories; refused in production',
  })
  @ValidateIf((env: ServiceEnv) => env.ACT_TIME_FILE !== undefined)
  @IsString()
  @RefusedInProduction()
  ACT_TIME_FILE?: string;

  @EnvVariable({ describe: 'trace, debug, info, warn, error or silent', example: 'info' })
  @IsIn(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
  LOG_LEVEL: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent' = 'info';

  @EnvVariable({ describe: '1: stop when standard input closes (set by the local launcher)' })
  @IsOptional()
  @IsIn(['0', '1'])
  YWK_PARENT_PIPE?: string;
}
