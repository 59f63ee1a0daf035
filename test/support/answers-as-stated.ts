import type { OpenAPIObject } from '@nestjs/swagger';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import type { Knock } from './access-probe.ts';

const addFormats = addFormatsModule as unknown as typeof addFormatsModule.default;

const escaped = (path: string): string => path.replaceAll('~', '~0').replaceAll('/', '~1');

/** Compares good answers in JSON with what an interface document says of them. */
export class StatedAnswers {
  // The document says more than schemas do, so its other words are let pass.
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });

  constructor(private readonly document: OpenAPIObject) {
    (addFormats.default ?? addFormats)(this.ajv);
    this.ajv.addSchema({ ...document, $id: 'document' });
  }

  /** Whether the document says what the answer to a GET holds. */
  states(path: string): boolean {
    const answer = this.document.paths[path]?.get?.responses['200'];
    if (answer === undefined || '$ref' in answer) return false;
    return answer.content?.['application/json']?.schema !== undefined;
  }

  /** How an answer to a GET differs from what is stated; empty where it does not. */
  faultsOf(path: string, { status, text }: Pick<Knock, 'status' | 'text'>): string[] {
    if (status !== 200 || !this.states(path)) return [];
    const at = `paths/${escaped(path)}/get/responses/200/content/application~1json/schema`;
    const fits = this.ajv.compile({ $ref: `document#/${at}` });
    if (fits(JSON.parse(text))) return [];
    return (fits.errors ?? []).map((fault) => `${path}${fault.instancePath} ${fault.message}`);
  }
}
