import { writeFileSync } from 'node:fs';
import { rejections as appraisal } from '@ywk/appraisal-app';
import { DUTY_REJECTIONS as duty } from '@ywk/duty-app';
import { rejections as payroll } from '@ywk/payroll-app';
import { problemsDocument } from '@ywk/platform';
import { rejections as recruitment } from '@ywk/recruitment-app';

const sections = Object.entries({ recruitment, duty, appraisal, payroll });
writeFileSync(
  new URL('../../docs/problems.md', import.meta.url),
  problemsDocument(sections.map(([service, problems]) => ({ service, problems }))),
);
