import type { TestSystem } from '@ywk/testing';

export interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
}

type Service = keyof TestSystem['urls'];

/** Somebody outside, with a token, at one service's public door. */
export class Client {
  private readonly url: string;
  private readonly token: string;

  constructor(system: TestSystem, service: Service, role: string) {
    this.url = system.urls[service];
    this.token = system.tokens[role] ?? '';
  }

  async get<Body>(path: string): Promise<Body> {
    const { status, body } = await this.send<Body>('GET', path);
    if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${JSON.stringify(body)}`);
    return body;
  }

  post<Body>(path: string, body: unknown): Promise<Answer<Body>> {
    return this.send('POST', path, { type: 'application/json', text: JSON.stringify(body) });
  }

  /** NDJSON; what is no text is written as JSON. */
  postLines<Body>(path: string, lines: readonly unknown[]): Promise<Answer<Body>> {
    const texts = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
    return this.send('POST', path, { type: 'application/x-ndjson', text: texts.join('\n') });
  }

  private async send<Body>(
    method: string,
    path: string,
    content?: { readonly type: string; readonly text: string },
  ): Promise<Answer<Body>> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(content === undefined ? {} : { 'content-type': content.type }),
      },
      ...(content === undefined ? {} : { body: content.text }),
    });
    return { status: response.status, body: (await response.json()) as Body };
  }
}
