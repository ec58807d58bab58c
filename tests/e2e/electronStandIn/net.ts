import { EventEmitter } from 'node:events';
import http from 'node:http';
import https from 'node:https';

type RequestOptions = {
  readonly url?: string;
  readonly headers?: Record<string, string | string[]>;
  readonly redirect?: string;
};

/** A request as Electron makes it: redirects are told, and cancelled unless they are followed at once. */
class ClientRequest extends EventEmitter {
  readonly #request: http.ClientRequest;

  constructor({ url = '', headers = {}, redirect }: RequestOptions) {
    super();
    const { request } = url.startsWith('https:') ? https : http;
    this.#request = request(url, { headers });
    this.#request.on('response', (message) => {
      const { statusCode = 0 } = message;
      const { location } = message.headers;
      if (redirect !== 'manual' || statusCode < 300 || statusCode >= 400 || location === undefined) {
        this.emit('response', message);
        return;
      }
      message.destroy();
      this.emit('redirect', statusCode, 'GET', new URL(location, url).href, message.headers);
      this.emit('error', new Error('Redirect was cancelled'));
    });
    this.#request.on('error', (error) => this.emit('error', error));
    this.#request.on('close', () => this.emit('close'));
  }
  end(): void {
    this.#request.end();
  }
  abort(): void {
    this.#request.destroy();
  }
}

export const net = { request: (options: RequestOptions) => new ClientRequest(options) };
