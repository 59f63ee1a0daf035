import { Rejection, type Label, type LocalDay } from '@ywk/kernel';
import type { HeldDays, HeldRole, SecondPost } from './officer.events.ts';

/** From when to when something is held. */
export const heldText = ({ from, to }: HeldDays): Label =>
  to === null
    ? { zh: `自${from}起（无终止日）`, en: `from ${from} without an end` }
    : { zh: `自${from}至${to}`, en: `from ${from} to ${to}` };

export const endsBeforeBegin = (from: LocalDay, to: LocalDay): Rejection =>
  new Rejection('ENDS_BEFORE_BEGIN', {
    zh: `终止日${to}早于起始日${from}。`,
    en: `The last day ${to} lies before the first, ${from}.`,
  });

export const notRegistered = (): Rejection =>
  new Rejection('OFFICER_UNKNOWN', { zh: '请先登记该人员。', en: 'Register the person first.' });

export const erased = (): Rejection =>
  new Rejection('SUBJECT_ERASED', {
    zh: '该人员的个人信息已删除。',
    en: 'The personal data of this person were erased.',
  });

export const exists = (): Rejection =>
  new Rejection('OFFICER_EXISTS', {
    zh: '此编号此前已分配给人员。',
    en: 'This id was given to a person before.',
  });

export const inServiceAlready = (employment: string): Rejection =>
  new Rejection(
    'ALREADY_IN_SERVICE',
    { zh: '请先结束现有聘用。', en: 'End the present employment first.' },
    { employment },
  );

export const employmentsOverlap = (employment: string, until: LocalDay): Rejection =>
  new Rejection(
    'EMPLOYMENTS_OVERLAP',
    { zh: `已有一段聘用至${until}止。`, en: `An employment lasted until ${until}.` },
    { employment },
  );

export const employmentExists = (): Rejection =>
  new Rejection('EMPLOYMENT_EXISTS', {
    zh: '此聘用编号已用于其他数据。',
    en: 'This employment id was used for other data.',
  });

export const notInService = (on: LocalDay): Rejection =>
  new Rejection('NOT_IN_SERVICE', {
    zh: `${on}该人员无聘用关系。`,
    en: `There is no employment on ${on}.`,
  });

export const heldAfterLeaving = (left: LocalDay): Rejection =>
  new Rejection('NOT_IN_SERVICE', {
    zh: `聘用关系于${left}结束，终止日不得晚于该日。`,
    en: `The employment ends on ${left}: the last day may not lie after it.`,
  });

export const employmentEnded = (left: LocalDay): Rejection =>
  new Rejection('EMPLOYMENT_ENDED', {
    zh: `聘用关系于${left}结束。`,
    en: `The employment ends on ${left}.`,
  });

export const placedAfterLeaving = (from: LocalDay): Rejection =>
  new Rejection('PLACED_AFTER_LEAVING', {
    zh: `另有岗位安排、兼任岗位、角色或责任民警自${from}起生效。`,
    en: `A placement, a second post, a role or a mentor begins on ${from}.`,
  });

export const keptByDuty = (): Rejection =>
  new Rejection('SUBJECT_RESTRICTED', {
    zh: '依法有义务保留该个人信息。',
    en: 'There is a legal duty to keep these data.',
  });

export const stillInService = (): Rejection =>
  new Rejection('STILL_IN_SERVICE', {
    zh: '请先登记离职，最后在职日过后方可删除。',
    en: 'Record the leave first; erase after the last day.',
  });

export const secondPostIsMain = (post: string, main: HeldDays): Rejection => {
  const when = heldText(main);
  return new Rejection('SECOND_POST_IS_MAIN', {
    zh: `岗位${post}${when.zh}为主岗，兼任岗位须为其他岗位。`,
    en: `${post} is the main post ${when.en}; the second post must be another.`,
  });
};

export const secondPostsOverlap = (other: SecondPost): Rejection => {
  const when = heldText(other);
  return new Rejection('SECOND_POSTS_OVERLAP', {
    zh: `${when.zh}已兼任岗位${other.post}，请先终止。`,
    en: `${other.post} is held as second post ${when.en}; end it first.`,
  });
};

export const roleHeld = (other: HeldRole): Rejection => {
  const when = heldText(other);
  return new Rejection('ROLE_HELD', {
    zh: `角色${other.role}${when.zh}已在任，请先终止。`,
    en: `${other.role} is held ${when.en}; end it first.`,
  });
};

export const ownMentor = (): Rejection =>
  new Rejection('OWN_MENTOR', {
    zh: '责任民警不能是本人，请指定另一人。',
    en: 'Nobody answers for oneself: name another person.',
  });

export const mentorsOverlap = (other: HeldDays): Rejection => {
  const when = heldText(other);
  return new Rejection('MENTORS_OVERLAP', {
    zh: `${when.zh}已有责任民警，请先终止。`,
    en: `There is a mentor ${when.en}; end that first.`,
  });
};
