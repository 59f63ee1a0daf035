import { ServiceEnv, startService } from '@ywk/platform';
import { PayrollModule } from './app.module.ts';
import { connect } from './connect.ts';
import { migrate } from './persistence/migrate.ts';

await startService({
  name: 'payroll',
  env: ServiceEnv,
  module: (config) => PayrollModule.of(config),
  migrate: (config) => migrate(config.MIGRATION_DATABASE_URL ?? config.DATABASE_URL),
  connect,
});
