import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { parse } from 'yaml';

interface AsyncApi {
  readonly channels: Readonly<
    Record<string, { readonly messages: Readonly<Record<string, unknown>> }>
  >;
}

/** The document as the bureau's other systems get it. */
export const asyncApiText = (): string =>
  readFileSync(new URL('../../docs/asyncapi.yaml', import.meta.url), 'utf8');

/** Judges records of topics by docs/asyncapi.yaml alone, as another system of the bureau would. */
export class EventCheck {
  private readonly document = parse(asyncApiText()) as AsyncApi;
  private readonly ajv = new Ajv2020({ strict: false, validateFormats: false });
  private readonly compiled = new Map<string, ValidateFunction>();

  constructor() {
    this.ajv.addSchema(this.document, 'asyncapi');
  }

  /** What is wrong with the value of a record; nothing when the document allows it. */
  faults(channel: string, value: string): string[] {
    const message = this.messageOf(channel, value);
    if (!(message in (this.document.channels[channel]?.messages ?? {}))) {
      return [`${channel} states no message ${message}`];
    }
    const check = this.checkOf(message);
    if (check(JSON.parse(value))) return [];
    return (check.errors ?? []).map(
      ({ instancePath, message: why = '' }) => `${message} ${instancePath} ${why}`,
    );
  }

  /** A door has one message; a log says in the envelope which one it is. */
  private messageOf(channel: string, value: string): string {
    const stated = Object.keys(this.document.channels[channel]?.messages ?? {});
    if (stated.length === 1 && !stated[0]?.includes('.')) return stated[0] ?? '';
    const { log, type, v } = JSON.parse(value) as { log: string; type: string; v: number };
    return `${log}.${type}.v${v}`;
  }

  private checkOf(message: string): ValidateFunction {
    const known = this.compiled.get(message);
    if (known !== undefined) return known;
    const $ref = `asyncapi#/components/messages/${message}/payload`;
    const check = this.ajv.compile({ $ref });
    this.compiled.set(message, check);
    return check;
  }
}
