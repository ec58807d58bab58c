import http from 'node:http';
import https from 'node:https';
import { bodyOf } from './bodyOf.ts';
import type { BareRequest, NetworkAnswer } from './types.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The network under plain Node, through the proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name (either case). Node's agents
 * read them since 22.21; an older Node goes without a proxy.
 */
export function createNodeRequest(env: Environment): BareRequest {
  // Node's types of 22 do not know the option yet.
  const options: https.AgentOptions & { readonly proxyEnv: Environment } = { proxyEnv: env };
  const plain = { request: http.request, agent: new http.Agent(options) };
  const encrypted = { request: https.request, agent: new https.Agent(options) };
  return (address, { headers, signal }) =>
    new Promise((resolve, reject) => {
      const { request, agent } = address.protocol === 'https:' ? encrypted : plain;
      const sent = request(address, { headers, signal, agent });
      sent.on('response', (message) => {
        resolve(answerOf(message));
      });
      sent.on('error', reject);
      sent.end();
    });
}

function answerOf(message: http.IncomingMessage): NetworkAnswer {
  const headers = Object.entries(message.headers).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  );
  return {
    status: message.statusCode ?? 0,
    headers: new Map(headers),
    body: bodyOf(message),
    discard: () => void message.destroy(),
  };
}
