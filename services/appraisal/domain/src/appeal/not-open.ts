import { Rejection } from '@ywk/kernel';
import type { Objection } from './appeals.state.ts';

const STATUS: Readonly<Record<Objection['status'], string>> = {
  LODGED: '待单位答复',
  WITHDRAWN: '已撤回',
  RULED: '单位已答复',
  APPEALED: '待局机关裁决',
  DECIDED: '已作最终裁决',
};

/** An objection that does not wait for what is asked. */
export const notOpen = ({ objection, status }: Objection): Rejection =>
  new Rejection(
    'OBJECTION_NOT_OPEN',
    { zh: `该异议${STATUS[status]}。`, en: `The objection is ${status}.` },
    { objection, status },
  );
