import { ServiceEnv, startService } from '@ywk/platform';
import { AppraisalModule } from './app.module.ts';
import { connect } from './connect.ts';
import { rejections } from './http/rejections.ts';
import { migrate } from './persistence/migrate.ts';

await startService({
  name: 'appraisal',
  env: ServiceEnv,
  module: (config) => AppraisalModule.of(config),
  migrate: (config) => migrate(config.MIGRATION_DATABASE_URL ?? config.DATABASE_URL),
  rejections,
  connect,
});
