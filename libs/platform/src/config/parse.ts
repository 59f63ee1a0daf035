/** Parts of a comma separated text, without blanks around them; empty ones do not count. */
export const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const pairOf =
  (shape: string) =>
  (text: string): [string, string] => {
    const at = text.indexOf('=');
    if (at < 1) throw new TypeError(`"${text}" is not ${shape}`);
    return [text.slice(0, at), text.slice(at + 1)];
  };

/** Reads `name=value,…`. @throws TypeError for a part without a name or without `=` */
export const pairsOf = (text: string): Record<string, string> =>
  Object.fromEntries(listOf(text).map(pairOf('name=value')));

/** Reads `name=http://host:port,…`, or the same as JSON. @throws TypeError for what is no address */
export const urlsOf = (text: string): Record<string, string> => {
  const urls = text.startsWith('{')
    ? (JSON.parse(text) as Record<string, string>)
    : Object.fromEntries(listOf(text).map(pairOf('name=http://host:port')));
  for (const [name, url] of Object.entries(urls)) {
    if (!URL.canParse(url)) throw new TypeError(`the address of ${name} is no URL`);
  }
  return urls;
};
