import { randomUUID } from 'node:crypto';
import { issueToken, type IssuerKey, type Role } from '@ywk/platform';

/** Who knocks at a route. */
export interface Knocker {
  readonly role: Role;
  readonly units: readonly string[];
  readonly officer?: string;
  readonly sub?: string;
}

/** Whom and what a request is about: a unit, an officer who stands there, ids of things about them. */
export type Subject = Readonly<Record<string, string>> & {
  readonly unit: string;
  readonly officer: string;
};

/** What is sent to a route about a subject; the path is filled from its name. */
export interface Sample {
  /** Names of path parameters that stand for another word of the subject. */
  readonly as?: Readonly<Record<string, string>>;
  readonly query?: (subject: Subject) => Readonly<Record<string, string>>;
  readonly body?: (subject: Subject) => unknown;
}

export interface Knock {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly text: string;
  /** What was sent, as one text. */
  readonly sent: string;
}

/** Refusals that have to do with who asks about whom. */
const DENIALS = new Set(['TOKEN_NOT_VALID', 'ROUTE_IS_CLOSED', 'ROLE_MISSING']);
const OUT_OF_REACH = new Set(['UNIT_OUT_OF_SCOPE', 'FOREIGN_UNIT', 'NOT_THE_OFFICER']);

export const isDenied = ({ status, code }: Pick<Knock, 'status' | 'code'>): boolean =>
  DENIALS.has(code) || OUT_OF_REACH.has(code) || (status === 404 && code.endsWith('_UNKNOWN'));

/** Words that stand in paths and belong to nobody. */
const WORDS: Readonly<Record<string, string>> = {
  ...{ calendar: 'month', period: '2024-05', year: '2024', version: '1', kind: 'scheme' },
  ...{ name: 'rc-1', run: '2024-05', log: 'duty.call', partition: '0', key: 'x', source: 'cad-d' },
  ...{ callId: 'C1', figure: 'orders.accuracy', kid: randomUUID() },
};

/** Whether the path names a thing that the subject does not have: then it is there for nobody. */
export const namesNothing = (route: string, subject: Subject, { as = {} }: Sample): boolean =>
  [...route.matchAll(/\{(\w+)\}/g)].some(([, name = '']) => {
    const word = as[name] ?? name;
    return subject[word] === undefined && WORDS[word] === undefined;
  });

/** A subject that nobody knows. */
export const nobody = (words: readonly string[]): Subject => ({
  ...Object.fromEntries(words.map((word) => [word, randomUUID()])),
  unit: 'NOWHERE',
  officer: randomUUID(),
});

const filled = (pattern: string, subject: Subject, { as = {} }: Sample): string =>
  pattern.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(subject[as[name] ?? name] ?? WORDS[name] ?? randomUUID()),
  );

const contentOf = (method: string, body: unknown): RequestInit => {
  if (method === 'GET') return {};
  return { body: typeof body === 'string' ? body : JSON.stringify(body ?? {}) };
};

/** Knocks at the routes of one service with tokens of every kind. */
export class AccessProbe {
  private readonly tokens = new Map<string, Promise<string>>();

  constructor(private readonly place: { readonly url: string; readonly key: IssuerKey }) {}

  /** @param who nobody when not given: no token is sent */
  async knock(
    route: string,
    who: Knocker | undefined,
    about: {
      readonly subject: Subject;
      readonly sample?: Sample | undefined;
      /** Null: none is sent. */
      readonly purpose?: null;
    },
  ): Promise<Knock> {
    const { subject, sample = {} } = about;
    const [method = '', pattern = ''] = route.split(' ');
    const path = filled(pattern, subject, sample);
    const query = new URLSearchParams(sample.query?.(subject)).toString();
    const body = sample.body?.(subject);
    const sent = `${path}?${query} ${JSON.stringify(body)}`;
    const response = await fetch(`${this.place.url}${path}?${query}`, {
      method,
      headers: {
        ...(await this.identity(who)),
        ...(about.purpose === null ? {} : { 'ywk-purpose': 'AUDIT' }),
        'content-type': typeof body === 'string' ? 'application/x-ndjson' : 'application/json',
      },
      ...contentOf(method, body),
    });
    return { ...knockOf(response.status, await response.text()), sent };
  }

  private async identity(who: Knocker | undefined): Promise<Record<string, string>> {
    return who === undefined ? {} : { authorization: `Bearer ${await this.token(who)}` };
  }

  private token(who: Knocker): Promise<string> {
    const name = JSON.stringify(who);
    const { role, units, officer, sub = `${role}-of-${units.join('-')}` } = who;
    const own = officer === undefined ? {} : { officer };
    const { key } = this.place;
    const made =
      this.tokens.get(name) ??
      issueToken({ key, sub, roles: [role], units, ...own, ttlSeconds: 600 });
    this.tokens.set(name, made);
    return made;
  }
}

const knockOf = (status: number, text: string): Omit<Knock, 'sent'> => {
  try {
    const { code = '', detail = '' } = JSON.parse(text) as { code?: string; detail?: string };
    return { status, code, detail, text };
  } catch {
    return { status, code: '', detail: '', text };
  }
};
