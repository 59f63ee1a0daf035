import { Rejection } from '@ywk/kernel';
import type { Asking } from './cut-off.ts';

/** @throws Rejection SAME_PERSON where somebody asks for something about themselves by name */
export const refuseOwnMatter = ({ self }: Asking, officer: string): void => {
  if (self !== officer) return;
  throw new Rejection('SAME_PERSON', 'Nobody proposes or records this about themselves.', {
    officer,
  });
};
