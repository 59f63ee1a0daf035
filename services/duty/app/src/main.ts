import { startService } from '@ywk/platform';
import { viewVerb } from '@ywk/projections';
import { DutyModule } from './app.module.ts';
import { connect } from './connect.ts';
import { DutyEnv } from './duty-env.ts';
import { DUTY_REJECTIONS } from './http/rejections.ts';
import { routeAccess } from './http/route-access.ts';
import { migrate, versions } from './persistence/migrate.ts';
import { views } from './views.ts';

await startService({
  name: 'duty',
  env: DutyEnv,
  module: (config) => DutyModule.of(config),
  migrate: (config) => migrate(config.MIGRATION_DATABASE_URL ?? config.DATABASE_URL),
  rejections: DUTY_REJECTIONS,
  versions: (config) => versions(config.DATABASE_URL),
  verbs: { view: viewVerb('duty', views) },
  access: routeAccess,
  connect,
});
