import type { IncomingMessage } from 'node:http';

/** Whether the body is read line by line as it arrives, under limits of its own. */
export const isStreamed = (request: IncomingMessage): boolean =>
  /ndjson|jsonl/i.test(request.headers['content-type'] ?? '');
