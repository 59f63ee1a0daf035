import { EnvVariable, ServiceEnv } from '@ywk/platform';
import { IsOptional, Matches } from 'class-validator';

const postgresUrl = { message: '$property must begin with postgres:// or postgresql://' };

/** What recruitment reads besides the variables of every service. */
export class RecruitmentEnv extends ServiceEnv {
  @EnvVariable({
    describe: 'Database of the keys of persons, apart from the log',
    example: 'postgres://ywk_keys_app:secret@127.0.0.1:55432/ywk_keys',
    secret: true,
  })
  @Matches(/^postgres(ql)?:\/\//, postgresUrl)
  KEYS_DATABASE_URL: string;

  @EnvVariable({
    describe: 'The same database, with the role that owns the tables; only for `migrate`',
    example: 'postgres://ywk_keys_owner:secret@127.0.0.1:55432/ywk_keys',
    secret: true,
  })
  @IsOptional()
  @Matches(/^postgres(ql)?:\/\//, postgresUrl)
  KEYS_MIGRATION_DATABASE_URL?: string;
}
