import { randomUUID } from 'node:crypto';
import { issueToken, type IssuerKey, type Role } from '@ywk/platform';

/** Who knocks at a route. */
export interface Knocker {
  readonly role: Role;
  readonly units: readonly string[];
  readonly officer?: string;
  readonly sub?: string | undefined;
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
  /** Path parameters that are the same about everybody. */
  readonly words?: Readonly<Record<string, string>>;
  readonly query?: (subject: Subject) => Readonly<Record<string, string>>;
  readonly body?: (subject: Subject) => unknown;
  /** Account that asks; another for each role where none is named. */
  readonly by?: string;
}

/** What goes out about a subject. */
export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

export interface Knock {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly text: string;
  /** What was sent, as one text. */
  readonly sent: string;
}

/** Words that stand in paths and belong to nobody. */
const WORDS: Readonly<Record<string, string>> = {
  ...{ calendar: 'month', period: '2024-03', year: '2024', version: '1', kind: 'schemes' },
  ...{ name: 'rc-1', run: '2024-05', log: 'duty.call', partition: '0', key: 'x', source: 'cad-d' },
  ...{ callId: 'C1', figure: 'orders.accuracy', kid: randomUUID() },
};

/** A subject that nobody knows. */
export const nobody = (words: readonly string[]): Subject => ({
  ...Object.fromEntries(words.map((word) => [word, randomUUID()])),
  unit: 'NOWHERE',
  officer: randomUUID(),
});

const filled = (pattern: string, subject: Subject, { as = {}, words = {} }: Sample): string =>
  pattern.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(words[name] ?? subject[as[name] ?? name] ?? WORDS[name] ?? randomUUID()),
  );

/** What goes to a route about a subject. */
export const sentTo = (route: string, subject: Subject, sample: Sample = {}): Sent => {
  const [method = '', pattern = ''] = route.split(' ');
  const query = new URLSearchParams(sample.query?.(subject)).toString();
  const path = `${filled(pattern, subject, sample)}?${query}`;
  return { method, path, body: sample.body?.(subject) };
};

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
    const { method, path, body } = sentTo(route, about.subject, about.sample);
    const sent = `${path} ${JSON.stringify(body)}`;
    const response = await fetch(`${this.place.url}${path}`, {
      method,
      headers: {
        ...(await this.identity(who && { sub: about.sample?.by, ...who })),
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
