import {
  AppraisalModule,
  rejections as appraisalRejections,
  routeAccess as appraisalAccess,
} from '@ywk/appraisal-app';
import { DUTY_REJECTIONS, DutyEnv, DutyModule, routeAccess as dutyAccess } from '@ywk/duty-app';
import {
  PayrollModule,
  rejections as payrollRejections,
  routeAccess as payrollAccess,
} from '@ywk/payroll-app';
import { describeService, loadConfig, ServiceEnv, type ServiceParts } from '@ywk/platform';
import {
  RecruitmentEnv,
  RecruitmentModule,
  rejections as recruitmentRejections,
  routeAccess as recruitmentAccess,
} from '@ywk/recruitment-app';

/** Nothing is connected to: what stands here only has to be well formed. */
const environment = {
  NODE_ENV: 'test',
  PORT: '0',
  DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
  KEYS_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
  JWKS_URL: 'http://127.0.0.1:1/keys',
  PARKING_KEY: Buffer.alloc(32).toString('base64'),
};

const plain = loadConfig(ServiceEnv, environment);
const duty = loadConfig(DutyEnv, environment);
const recruitment = loadConfig(RecruitmentEnv, environment);

/** The four services, put together but not running. */
export const SERVICES: readonly ServiceParts<ServiceEnv>[] = [
  {
    name: 'recruitment',
    config: recruitment,
    module: RecruitmentModule.of(recruitment),
    access: recruitmentAccess,
    rejections: recruitmentRejections,
  },
  {
    name: 'duty',
    config: duty,
    module: DutyModule.of(duty),
    access: dutyAccess,
    rejections: DUTY_REJECTIONS,
  },
  {
    name: 'appraisal',
    config: plain,
    module: AppraisalModule.of(plain),
    access: appraisalAccess,
    rejections: appraisalRejections,
  },
  {
    name: 'payroll',
    config: plain,
    module: PayrollModule.of(plain),
    access: payrollAccess,
    rejections: payrollRejections,
  },
];

/** The interface documents of the four services by name. */
export const describedServices = async (): Promise<
  ReadonlyMap<string, Awaited<ReturnType<typeof describeService>>>
> =>
  new Map(
    await Promise.all(
      SERVICES.map(async (parts) => [parts.name, await describeService(parts)] as const),
    ),
  );
