import { ServiceEnv, startService } from '@ywk/platform';
import { viewVerb } from '@ywk/projections';
import { AppraisalModule } from './app.module.ts';
import { connect } from './connect.ts';
import { rejections } from './http/rejections.ts';
import { routeAccess } from './http/route-access.ts';
import { migrate, versions } from './persistence/migrate.ts';
import { views } from './views.ts';

await startService({
  name: 'appraisal',
  env: ServiceEnv,
  module: (config) => AppraisalModule.of(config),
  migrate: (config) => migrate(config.MIGRATION_DATABASE_URL ?? config.DATABASE_URL),
  versions: (config) => versions(config.DATABASE_URL),
  verbs: { view: viewVerb('appraisal', views) },
  rejections,
  access: routeAccess,
  connect,
});
