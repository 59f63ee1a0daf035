import { Rejection, type LocalDay } from '@ywk/kernel';

export const stepBeforeLast = (last: LocalDay, on: LocalDay): Rejection =>
  new Rejection(
    'STEP_BEFORE_LAST',
    { zh: `上一步骤在${last}，晚于${on}。`, en: `The step before was on ${last}, after ${on}.` },
    { pointer: '/on' },
  );

export const commendationUnknown = (): Rejection =>
  new Rejection('COMMENDATION_UNKNOWN', {
    zh: '没有此编号的表彰。',
    en: 'No commendation has this id.',
  });

export const awardUnknown = (code: string, allowed: readonly string[]): Rejection =>
  new Rejection(
    'AWARD_UNKNOWN',
    { zh: `“${code}”不是目录中的表彰。`, en: `"${code}" is no commendation of the catalogue.` },
    { pointer: '/code', allowed },
  );

export const matterMismatch = (code: string, perCase: boolean): Rejection => {
  const right = perCase
    ? { zh: '须写明所奖励的案件', en: 'names the case that it rewards' }
    : { zh: '不应写明案件', en: 'names no case' };
  return new Rejection(
    'MATTER_MISMATCH',
    { zh: `表彰${code}${right.zh}。`, en: `A commendation of ${code} ${right.en}.` },
    { pointer: '/matter' },
  );
};

export const seriesMismatch = (code: string): Rejection =>
  new Rejection(
    'MATTER_MISMATCH',
    { zh: `表彰${code}不应写明系列案件。`, en: `A commendation of ${code} names no series.` },
    { pointer: '/series' },
  );

export const commendationReused = (): Rejection =>
  new Rejection('CASE_REUSED', {
    zh: '该编号已用于另一表彰，请使用新编号。',
    en: 'This id stands for another commendation. Use a new one.',
  });

export const commendationVerified = (): Rejection =>
  new Rejection('COMMENDATION_VERIFIED', {
    zh: '该表彰已核实。',
    en: 'The commendation is verified already.',
  });

export const commendationDecided = (): Rejection =>
  new Rejection('COMMENDATION_DECIDED', {
    zh: '该表彰已作出决定。',
    en: 'The commendation is decided already.',
  });

export const commendationUnverified = (): Rejection =>
  new Rejection('VERIFICATION_MISSING', {
    zh: '该表彰尚未核实。',
    en: 'The commendation is not verified yet.',
  });

export const nothingGranted = (): Rejection =>
  new Rejection('COMMENDATION_OPEN', {
    zh: '没有可撤销的已授予表彰。',
    en: 'Nothing was granted that could be annulled.',
  });

export const disciplineUnknown = (): Rejection =>
  new Rejection('DISCIPLINE_UNKNOWN', {
    zh: '没有此编号的违纪案件。',
    en: 'No case of discipline has this id.',
  });

export const disciplineDecided = (): Rejection =>
  new Rejection('DISCIPLINE_DECIDED', {
    zh: '案件已作出决定，只能复核。',
    en: 'The case is decided; it can only be reviewed.',
  });

export const disciplineReused = (): Rejection =>
  new Rejection('CASE_REUSED', {
    zh: '该编号已用于另一案件，请使用新编号。',
    en: 'This id stands for another case. Use a new one.',
  });

export const disciplineVerified = (): Rejection =>
  new Rejection('DISCIPLINE_VERIFIED', {
    zh: '该违纪报告已核实。',
    en: 'The report is verified already.',
  });

export const disciplineUnverified = (needed: number, done: number): Rejection =>
  new Rejection('VERIFICATION_MISSING', {
    zh: `违纪报告须由${needed}人共同核实，现有${done}人核实。`,
    en: `${needed} persons verify a report jointly; ${done} did.`,
  });

export const informationMissing = (): Rejection =>
  new Rejection('INFORMATION_MISSING', {
    zh: '须先向该人员告知事实和依据。',
    en: 'The officer must be told facts and basis first.',
  });

export const notConfirmed = (): Rejection =>
  new Rejection('NOT_CONFIRMED', {
    zh: '核实人未全部确认该违纪报告。',
    en: 'Not all who verified it confirm the report.',
  });

export const hearingMissing = (): Rejection =>
  new Rejection('HEARING_MISSING', {
    zh: '未告知事实和依据并听取陈述申辩之前，不得给予处分。',
    en: 'Nobody is sanctioned before facts and basis were told and the defence was heard.',
  });

export const disciplineOpen = (): Rejection =>
  new Rejection('DISCIPLINE_OPEN', {
    zh: '尚无可供复核的决定。',
    en: 'There is no decision yet that could be reviewed.',
  });

export const disciplineAnnulled = (): Rejection =>
  new Rejection('DISCIPLINE_ANNULLED', {
    zh: '该决定已撤销，请重新报告。',
    en: 'The decision was annulled; report it anew.',
  });
