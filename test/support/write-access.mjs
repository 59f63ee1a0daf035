import { writeFileSync } from 'node:fs';
import { routeAccess as appraisal } from '@ywk/appraisal-app';
import { routeAccess as duty } from '@ywk/duty-app';
import { routeAccess as payroll } from '@ywk/payroll-app';
import { accessDocument } from '@ywk/platform';
import { routeAccess as recruitment } from '@ywk/recruitment-app';

const sections = Object.entries({ recruitment, duty, appraisal, payroll });
writeFileSync(
  new URL('../../docs/access.md', import.meta.url),
  accessDocument(sections.map(([service, table]) => ({ service, table }))),
);
