import { v4, v5 } from 'uuid';

/**
 * What stands in a running system for the names of a story: people and facts have ids of their own,
 * and where several stories share a system, so have units and teams.
 */
export class Names {
  private readonly space = v4();
  private readonly people = new Map<string, string>();
  private readonly facts = new Map<string, string>();

  /** @param mark follows every name of a unit or team; empty for a story that is alone */
  constructor(private readonly mark: string) {}

  id(kind: string, name: string): string {
    return v5(`${kind}/${name}`, this.space);
  }

  officer(code: string): string {
    const known = this.people.get(code) ?? this.id('officer', code);
    this.people.set(code, known);
    return known;
  }

  /** Of a person of the story; undefined for anybody else. */
  known(code: string): string | undefined {
    return this.people.get(code);
  }

  /** One of the facts alike that stand for a fact of the story. */
  fact(name: string, at = 0): string {
    const id = this.id('fact', `${name}/${at}`);
    this.facts.set(at === 0 ? name : `${name}/${at}`, id);
    return id;
  }

  unit(code: string): string {
    return code + this.mark;
  }

  /** What a service answered, in the names of the story. */
  told(answer: unknown): unknown {
    let text = JSON.stringify(answer);
    for (const [name, id] of [...this.people, ...this.facts]) text = text.replaceAll(id, name);
    return JSON.parse(this.mark === '' ? text : text.replaceAll(this.mark, '')) as unknown;
  }
}
