import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export type ProxyServer = {
  readonly url: string;
  /** `GET http://…` or `CONNECT host:port` of every request, in order. */
  readonly seen: string[];
};

/** A real proxy on this computer: it forwards plain requests and tunnels encrypted ones. `refuses`: it answers 403 to all. */
export async function startProxy({ refuses = false } = {}): Promise<ProxyServer> {
  const seen: string[] = [];
  const server = http.createServer((request, response) => {
    seen.push(`${request.method ?? ''} ${request.url ?? ''}`);
    if (refuses) return void response.writeHead(403).end();
    const forwarded = http.get(request.url ?? '', { headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    forwarded.on('error', () => response.destroy());
  });
  server.on('connect', (request, socket: net.Socket, head: Buffer) => {
    seen.push(`CONNECT ${request.url ?? ''}`);
    if (refuses) return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const [host, port] = (request.url ?? '').split(':');
    const target = net.connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      target.write(head);
      target.pipe(socket).pipe(target);
    });
    for (const end of [socket, target]) end.on('error', () => void [socket, target].map((one) => one.destroy()));
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, seen };
}
