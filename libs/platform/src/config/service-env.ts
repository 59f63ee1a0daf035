import {
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  ValidateIf,
} from 'class-validator';
import { HttpEnv } from './http-env.ts';
import { urlsOf } from './parse.ts';
import { RefusedInProduction } from './refused-in-production.ts';
import { EnvVariable } from './variable.ts';

const postgresUrl = { message: '$property must begin with postgres:// or postgresql://' };

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
    describe: 'Where each service serves its logs: name=address, comma separated, or JSON',
    example:
      'recruitment=http://127.0.0.1:3101,duty=http://127.0.0.1:3102,appraisal=http://127.0.0.1:3103,payroll=http://127.0.0.1:3104',
    parse: urlsOf,
  })
  @IsObject()
  LOG_URLS: Record<string, string> = {};

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
