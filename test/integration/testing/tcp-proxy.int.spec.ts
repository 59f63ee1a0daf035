import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eventually, tcpProxy, type TcpProxy } from '@ywk/testing';

let server: Server;
let proxy: TcpProxy;
const served: string[] = [];
/** Lines that the server takes for open. */
const sockets = new Set<Socket>();

beforeAll(async () => {
  server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      served.push(data.toString());
      socket.write(`answer to ${data.toString()}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy = await tcpProxy({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
});
afterAll(async () => {
  await proxy.close();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  served.length = 0;
  proxy.heal();
});

const open = async (): Promise<{ socket: Socket; heard: string[]; closed: () => boolean }> => {
  const socket = connect(proxy.port, '127.0.0.1');
  const heard: string[] = [];
  let closed = false;
  socket.on('error', () => undefined);
  socket.on('data', (data) => heard.push(data.toString()));
  socket.on('close', () => (closed = true));
  await new Promise((resolve) => socket.once('connect', resolve));
  return { socket, heard, closed: () => closed };
};

describe('the proxy', () => {
  test('hands on what it is not told to harm', async () => {
    const { socket, heard } = await open();
    socket.write('a');
    await eventually(
      () => heard,
      (all) => all.join() === 'answer to a',
    );
    socket.destroy();
  });

  test('loses exactly one answer, after the server has acted, and closes', async () => {
    const { socket, heard, closed } = await open();
    const lost = proxy.once(({ direction }) => direction === 'response', 'cut');
    socket.write('b');
    expect((await lost).data.toString()).toBe('answer to b');
    await eventually(closed, (yes) => yes);
    expect([served, heard]).toEqual([['b'], []]);
    const again = await open();
    again.socket.write('c');
    await eventually(
      () => again.heard,
      (all) => all.length === 1,
    );
    again.socket.destroy();
  });

  test('loses exactly one request and keeps the connection', async () => {
    const { socket, heard } = await open();
    const lost = proxy.once(({ direction }) => direction === 'request', 'drop');
    socket.write('d');
    await lost;
    socket.write('e');
    await eventually(
      () => heard,
      (all) => all.join() === 'answer to e',
    );
    expect(served).toEqual(['e']);
    socket.destroy();
  });

  test('delays without overtaking', async () => {
    const { socket, heard } = await open();
    const began = Date.now();
    const late = proxy.once(({ direction }) => direction === 'request', 200);
    socket.write('f');
    await late;
    socket.write('g');
    await eventually(
      () => heard.join(''),
      (all) => all.includes('g'),
    );
    expect(Date.now() - began).toBeGreaterThanOrEqual(199);
    expect(served.join('')).toBe('fg');
    socket.destroy();
  });

  test('swallows everything as a black hole and lets connections live', async () => {
    const { socket, heard, closed } = await open();
    proxy.blackHole();
    socket.write('h');
    const other = await open();
    proxy.heal();
    socket.write('i');
    other.socket.write('j');
    await eventually(
      () => [...heard, ...other.heard].length,
      (count) => count === 2,
    );
    expect([served.sort(), closed()]).toEqual([['i', 'j'], false]);
    socket.destroy();
    other.socket.destroy();
  });

  test('hands on half of a chunk and closes', async () => {
    const { socket, heard, closed } = await open();
    const cut = proxy.once(({ direction }) => direction === 'response', 'cutHalf');
    socket.write('k');
    await cut;
    await eventually(closed, (yes) => yes);
    expect([served, heard]).toEqual([['k'], ['answe']]);
  });

  test.each([
    ['from a chunk on', 'silence', []],
    ['from behind a chunk on', 'silenceAfter', ['l']],
  ] as const)('ends a line without a word %s, and no other', async (_when, fate, arrived) => {
    const { socket, heard, closed } = await open();
    const lost = proxy.once(({ direction }) => direction === 'request', fate);
    socket.write('l');
    await lost;
    const other = await open();
    other.socket.write('m');
    await eventually(
      () => other.heard,
      (all) => all.length === 1,
    );
    await eventually(
      () => served,
      (all) => all.length === arrived.length + 1,
    );
    expect([[...served].sort(), heard, closed()]).toEqual([[...arrived, 'm'].sort(), [], false]);
    const [before] = [sockets.size];
    socket.destroy();
    await eventually(
      () => proxy.connections(),
      (count) => count === 1,
    );
    // The server is not told: for it the line is as open as before.
    expect(sockets.size).toBe(before);
    other.socket.destroy();
  });
});
