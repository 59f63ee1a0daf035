/** Text that is HTML already: made by {@link html}, never from what people entered. */
export class Html {
  constructor(readonly text: string) {}
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? '');

type Part = Html | string | number | null | readonly Part[];

const textOf = (part: Part): string => {
  if (part instanceof Html) return part.text;
  if (Array.isArray(part)) return (part as readonly Part[]).map(textOf).join('');
  return part === null ? '' : escaped(String(part));
};

const cleaned = new WeakMap<TemplateStringsArray, readonly string[]>();

/** Line breaks are for those who read the source: between Chinese words each would show as a gap. */
const withoutBreaks = (texts: TemplateStringsArray): readonly string[] => {
  const known = cleaned.get(texts);
  if (known !== undefined) return known;
  const made = texts.map((text) => text.replace(/\s*\n\s*/g, ''));
  cleaned.set(texts, made);
  return made;
};

/** A piece of a page; everything that is put in and is no HTML itself is escaped. */
export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(
    withoutBreaks(texts).reduce((all, text, at) => all + textOf(parts[at - 1] ?? '') + text),
  );
