import { connect } from 'node:net';

const ANSWER_WITHIN_MS = 5_000;

/**
 * Whether a server answers at all, before a download that a firewall which swallows packets would make wait for minutes.
 * Behind a proxy only the download itself can tell.
 * @param {string} address a URL on the server
 * @returns {Promise<boolean>}
 */
export function isServerThere(address) {
  const goesThroughProxy = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'].some((name) => process.env[name]);
  if (goesThroughProxy) return Promise.resolve(true);
  const { hostname, port, protocol } = new URL(address);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) || (protocol === 'http:' ? 80 : 443) });
    const answer = (/** @type {boolean} */ isThere) => {
      socket.destroy();
      resolve(isThere);
    };
    socket.setTimeout(ANSWER_WITHIN_MS, () => answer(false));
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
  });
}
