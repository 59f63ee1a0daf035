import { Rejection } from '@ywk/kernel';
import type { Asking } from './publishing.ts';

/** @throws Rejection SAME_PERSON where somebody acts on their own employment */
export const refuseOwnMatter = ({ self }: Asking, officer: string): void => {
  if (self !== officer) return;
  throw new Rejection('SAME_PERSON', 'Nobody acts on their own employment: another must.');
};
