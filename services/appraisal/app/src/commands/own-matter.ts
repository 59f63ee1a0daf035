import { Rejection } from '@ywk/kernel';
import type { Asking } from './cut-off.ts';

/** @throws Rejection SAME_PERSON where somebody asks for something about themselves by name */
export const refuseOwnMatter = ({ self }: Asking, officer: string): void => {
  if (self !== officer) return;
  throw new Rejection(
    'SAME_PERSON',
    {
      zh: '不得为本人提出或者登记此事项。',
      en: 'Nobody proposes or records this about themselves.',
    },
    { officer },
  );
};
