import { startService } from '@ywk/platform';
import { viewVerb } from '@ywk/projections';
import { RecruitmentModule } from './app.module.ts';
import { connect } from './connect.ts';
import { rejections } from './http/rejections.ts';
import { routeAccess } from './http/route-access.ts';
import { migrate, versions } from './persistence/migrate.ts';
import { RecruitmentEnv } from './recruitment.env.ts';
import { views } from './views.ts';

await startService({
  name: 'recruitment',
  env: RecruitmentEnv,
  module: (config) => RecruitmentModule.of(config),
  migrate: (config) =>
    migrate({
      database: config.MIGRATION_DATABASE_URL ?? config.DATABASE_URL,
      keys: config.KEYS_MIGRATION_DATABASE_URL ?? config.KEYS_DATABASE_URL,
    }),
  versions: (config) => versions({ database: config.DATABASE_URL, keys: config.KEYS_DATABASE_URL }),
  verbs: { view: viewVerb('recruitment', views) },
  rejections,
  access: routeAccess,
  connect,
});
