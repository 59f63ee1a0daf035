import { HttpStatus } from '@nestjs/common';
import { Problem } from '@ywk/platform';
import type { LineProblem } from '../commands/read-line.ts';

const STATUS: Readonly<Record<string, number>> = {
  SCHEMA_MISMATCH: HttpStatus.BAD_REQUEST,
  FOREIGN_UNIT: HttpStatus.FORBIDDEN,
  SAME_PERSON: HttpStatus.FORBIDDEN,
  FACT_REUSED: HttpStatus.CONFLICT,
  CONCURRENT_CHANGE: HttpStatus.CONFLICT,
};

/** A refused fact as an answer of its own. */
export const factProblem = ({ code, detail, details, pointer }: LineProblem): Problem => {
  const both = details ?? { zh: `内容不符合要求：${detail}`, en: detail };
  return new Problem({
    code,
    status: STATUS[code] ?? HttpStatus.UNPROCESSABLE_ENTITY,
    title: { zh: '事实未被接受', en: 'Fact not accepted' },
    detail: both,
    errors: [{ pointer, code, detail, detailZh: both.zh }],
  });
};
