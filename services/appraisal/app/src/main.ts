import { loadConfig, ServiceEnv, startService } from '@ywk/platform';
import { AppraisalModule } from './app.module.ts';
import { connect } from './connect.ts';
import { GROUPS } from './consumers/groups.ts';
import { rejections } from './http/rejections.ts';
import { migrate } from './persistence/migrate.ts';
import { loadRules } from './persistence/rule-documents.ts';
import { rebuildTallies } from './projections/score-board/rebuild-tallies.ts';

/** `main.js rebuild-tallies`: ends with 0 when the rebuilt tallies were equal and took over. */
const rebuild = async (): Promise<void> => {
  const onProgress = (done: number, total: number): void => {
    process.stderr.write(`\r${done} of ${total} facts`);
  };
  const parts = { rules: loadRules(), group: GROUPS.score, onProgress };
  const result = await rebuildTallies(loadConfig(ServiceEnv), parts);
  process.stdout.write(`\n${JSON.stringify(result)}\n`);
  process.exitCode = result.equal ? 0 : 1;
};

const start = (): Promise<void> =>
  startService({
    name: 'appraisal',
    env: ServiceEnv,
    module: (config) => AppraisalModule.of(config),
    migrate: (config) => migrate(config.MIGRATION_DATABASE_URL ?? config.DATABASE_URL),
    rejections,
    connect,
  });

await (process.argv[2] === 'rebuild-tallies' ? rebuild() : start());
