import { ServiceEnv, startService } from '@ywk/platform';
import { viewVerb } from '@ywk/projections';
import { PayrollModule } from './app.module.ts';
import { connect } from './connect.ts';
import { rejections } from './http/rejections.ts';
import { routeAccess } from './http/route-access.ts';
import { migrate, versions } from './persistence/migrate.ts';
import { views } from './views.ts';

await startService({
  name: 'payroll',
  env: ServiceEnv,
  module: (config) => PayrollModule.of(config),
  rejections,
  migrate: (config) => migrate(config.MIGRATION_DATABASE_URL ?? config.DATABASE_URL),
  versions: (config) => versions(config.DATABASE_URL),
  verbs: { view: viewVerb('payroll', views) },
  access: routeAccess,
  connect,
});
