import type { INestApplication } from '@nestjs/common';
import { describe, expect, test } from '@jest/globals';
import { routeAccess as appraisal } from '@ywk/appraisal-app';
import { routeAccess as duty } from '@ywk/duty-app';
import { routeAccess as payroll } from '@ywk/payroll-app';
import type { AccessTable } from '@ywk/platform';
import { routeAccess as recruitment } from '@ywk/recruitment-app';
import { accessGaps, servedRoutes } from '../../support/router.ts';
import { AppraisalBench } from '../appraisal/appraisal-bench.ts';
import { DutyBench } from '../duty/duty-bench.ts';
import { PayrollBench } from '../payroll/payroll-bench.ts';
import { RecruitmentBench } from '../recruitment/recruitment-bench.ts';

interface Running {
  readonly app: INestApplication;
  stop(): Promise<void>;
}

const services: readonly (readonly [string, AccessTable, () => Promise<Running>])[] = [
  [
    'recruitment',
    recruitment,
    async () => {
      const bench = await RecruitmentBench.start();
      return { app: bench.app, stop: () => bench.close() };
    },
  ],
  ['duty', duty, () => DutyBench.start()],
  [
    'appraisal',
    appraisal,
    async () => {
      const bench = await AppraisalBench.start();
      return { app: bench.appraisal, stop: () => bench.stop() };
    },
  ],
  [
    'payroll',
    payroll,
    async () => {
      const bench = await PayrollBench.start();
      return { app: bench.payroll, stop: () => bench.stop() };
    },
  ],
];

describe('the router against the table of access', () => {
  test.each(services)(
    '%s serves what the table states, and nothing else',
    async (_, table, run) => {
      const running = await run();
      const served = servedRoutes(running.app);
      await running.stop();
      expect(accessGaps(served, table)).toEqual({ unstated: [], unserved: [] });
      // A table that forgets a route, and one that states a route too many.
      const [first = '', ...others] = served;
      const forgetful = Object.fromEntries(
        Object.entries(table).filter(([name]) => name !== first),
      );
      expect(accessGaps(served, forgetful).unstated).toContain(first);
      expect(
        accessGaps(
          others.filter((name) => name !== first),
          table,
        ).unserved,
      ).toEqual([first]);
    },
  );
});
