import { Rejection } from '@ywk/kernel';
import type { Asking } from './publishing.ts';

/** @throws Rejection SAME_PERSON where somebody acts on their own employment */
export const refuseOwnMatter = ({ self }: Asking, officer: string): void => {
  if (self !== officer) return;
  throw new Rejection('SAME_PERSON', {
    zh: '不得办理本人的聘用事项，须由另一人办理。',
    en: 'Nobody acts on their own employment: another must.',
  });
};
