import { Rejection, type Decider, type Label, type Message } from '@ywk/kernel';
import {
  sameContent,
  standingOf,
  topOf,
  UNKNOWN_ENTRY,
  type EntryEvent,
  type EntryState,
  type EntrySubject,
  type EntryVersion,
  type FactContent,
  type Verdict,
} from './entry.ts';

/** A version of a fact: what happened, or that it is taken back. */
export interface PutVersion extends EntrySubject {
  /** Null: the next one, for people who correct what they see. */
  readonly version: number | null;
  /** Null for a withdrawal. */
  readonly content: FactContent | null;
  /** Why it is withdrawn; null otherwise. */
  readonly reason: string | null;
  readonly author: string;
  /** A machine says so, or a machine owns the code: nobody has to verify it. */
  readonly atOnce: boolean;
}

/** A verdict about one version and who gives it. */
export interface JudgeVersion {
  /** Null: the highest. */
  readonly version: number | null;
  readonly verdict: Exclude<Verdict, 'pending'>;
  /** Coded ground of a rejection. */
  readonly reason: string;
  readonly verifier: string;
  /** The verifier's own officer id; null for somebody who is no auxiliary. */
  readonly officer: string | null;
}

/** What a ruling says of an act; that it is one with others stays as it was said. */
export interface RuleFact extends EntrySubject {
  readonly ruling: string;
  /** Null: it does not count. */
  readonly content: Omit<FactContent, 'actId'> | null;
}

export type EntryCommand =
  Message<'Put', PutVersion> | Message<'Judge', JudgeVersion> | Message<'Rule', RuleFact>;

const reused = (details: Label): Rejection =>
  new Rejection('FACT_REUSED', details, { pointer: '/fact' });

const checkSubject = ({ officer, code }: PutVersion, { subject }: EntryState): void => {
  if (subject === null || (subject.officer === officer && subject.code === code)) return;
  throw reused({
    zh: '该编号已用于另一人员或另一代码的事实，请撤回该事实并使用新编号。',
    en: 'This id stands for a fact of another officer or code. Withdraw that one and use a new id.',
  });
};

/** @throws Rejection FACT_RULED */
const refuseRuled = ({ ruled }: EntryState): void => {
  if (ruled === undefined) return;
  throw new Rejection(
    'FACT_RULED',
    {
      zh: '该事实以裁决认定的为准，只有新的裁决才能变更。',
      en: 'A ruling says what this fact comes to: only another changes it.',
    },
    { ruling: ruled.ruling },
  );
};

const saysSame = (put: PutVersion, known: EntryVersion): boolean =>
  sameContent(put.content, known.content) && put.reason === known.reason;

/** The number of the version, or undefined when all has been said. */
const numberOf = (put: PutVersion, state: EntryState): number | undefined => {
  const top = topOf(state);
  const known = state.versions.get(put.version ?? top);
  if (known !== undefined && saysSame(put, known)) return undefined;
  if (put.version === null) return top + 1;
  if (known === undefined) return put.version;
  throw reused({
    zh: `该事实的版本${put.version}此前已录入其他内容，更正须使用更高的版本号。`,
    en: `Version ${put.version} of this fact was entered before with other content. A correction needs a higher version.`,
  });
};

const put = (command: PutVersion, state: EntryState): EntryEvent[] => {
  checkSubject(command, state);
  const version = numberOf(command, state);
  if (version === undefined) return [];
  refuseRuled(state);
  const { fact, officer, code, author, content, reason } = command;
  const head = { fact, officer, code, version, author };
  if (content === null) {
    // What does not count needs nobody's consent to be dropped.
    const atOnce = command.atOnce || standingOf(state) === null;
    return [{ type: 'FactWithdrawn', data: { ...head, atOnce, reason: reason ?? 'WITHDRAWN' } }];
  }
  const type = version === 1 ? 'FactEntered' : 'FactCorrected';
  return [{ type, data: { ...head, ...content, atOnce: command.atOnce } }];
};

export const factUnknown = (): Rejection =>
  new Rejection('FACT_UNKNOWN', {
    zh: '此编号下没有录入内容。',
    en: 'Nothing was entered under this id.',
  });

const VERDICTS: Readonly<Record<JudgeVersion['verdict'], string>> = {
  verified: '核验通过',
  rejected: '核验驳回',
};

/** The version to be judged. @throws Rejection FACT_UNKNOWN, FACT_SUPERSEDED */
const judged = (state: EntryState, asked: number | null) => {
  const { subject } = state;
  const top = topOf(state);
  const found = state.versions.get(top);
  if (subject === null || found === undefined) {
    throw factUnknown();
  }
  if (asked !== null && asked !== top) {
    throw new Rejection(
      'FACT_SUPERSEDED',
      { zh: `应核验的是版本${top}。`, en: `Version ${top} is the one to be judged.` },
      { version: top },
    );
  }
  return { subject, version: top, found };
};

const judge = (command: JudgeVersion, state: EntryState): EntryEvent[] => {
  const { subject, version, found } = judged(state, command.version);
  if (found.verdict === command.verdict) return [];
  refuseRuled(state);
  if (found.verdict !== 'pending') {
    throw new Rejection('FACT_JUDGED', {
      zh: `版本${version}已${VERDICTS[found.verdict]}。`,
      en: `Version ${version} was already ${found.verdict}.`,
    });
  }
  if (found.author === command.verifier || subject.officer === command.officer) {
    throw new Rejection('SAME_PERSON', {
      zh: '任何人不得核验本人录入或涉及本人的内容。',
      en: 'Nobody judges what they entered or what is about them.',
    });
  }
  const data = { ...subject, version, verifier: command.verifier };
  return command.verdict === 'verified'
    ? [{ type: 'FactVerified', data }]
    : [{ type: 'FactRejected', data: { ...data, reason: command.reason } }];
};

/** Makes an act what a ruling says of it. The same ruling again changes nothing. */
const rule = (command: RuleFact, state: EntryState): EntryEvent[] => {
  if (state.ruled?.ruling === command.ruling) return [];
  const actId = standingOf(state)?.actId ?? null;
  const content = command.content === null ? null : { ...command.content, actId };
  return [{ type: 'FactRuled', data: { ...command, content } }];
};

const contentOf = (data: FactContent): FactContent => ({
  occurredAt: data.occurredAt,
  amounts: data.amounts,
  evidence: data.evidence,
  source: data.source,
  reference: data.reference,
  actId: data.actId,
});

/** What is said about one version. */
type OfVersion = Exclude<EntryEvent, { type: 'FactRuled' }>;

const versionOf = (event: OfVersion, known: EntryVersion | undefined): EntryVersion => {
  switch (event.type) {
    case 'FactEntered':
    case 'FactCorrected': {
      const { author, atOnce } = event.data;
      const verdict = atOnce ? 'verified' : 'pending';
      return { content: contentOf(event.data), reason: null, author, verdict };
    }
    case 'FactWithdrawn': {
      const { author, atOnce, reason } = event.data;
      return { content: null, reason, author, verdict: atOnce ? 'verified' : 'pending' };
    }
    case 'FactVerified':
    case 'FactRejected': {
      const verdict = event.type === 'FactVerified' ? 'verified' : 'rejected';
      return { content: null, reason: null, author: '', ...known, verdict };
    }
  }
};

/** What was said about one act, version by version, and what of it counts. */
export const entry: Decider<EntryCommand, EntryState, EntryEvent> = {
  initialState: UNKNOWN_ENTRY,
  decide(command, state) {
    switch (command.type) {
      case 'Put':
        return put(command.data, state);
      case 'Judge':
        return judge(command.data, state);
      case 'Rule':
        return rule(command.data, state);
    }
  },
  evolve(state, event) {
    const { fact, officer, code } = event.data;
    const subject = { fact, officer, code };
    if (event.type === 'FactRuled') {
      const { ruling, content } = event.data;
      return { ...state, subject, ruled: { ruling, content } };
    }
    const { version } = event.data;
    const versions = new Map(state.versions);
    versions.set(version, versionOf(event, versions.get(version)));
    return { ...state, subject, versions };
  },
};
