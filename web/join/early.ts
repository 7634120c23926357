import type { Exchanged } from './exchange.ts';
import { exchangeLink, takeSecret } from './exchange.ts';

/**
 * Stands inline at the top of the link page (vite.config.ts): the secret leaves the address and the page's one call is under way
 * before the page's own script has been fetched.
 */
export interface Early {
  sessionId: string;
  secret: string;
  exchanged: Promise<Exchanged>;
}

declare global {
  interface Window {
    early?: Early;
  }
}

const { sessionId, secret } = takeSecret();
window.early = { sessionId, secret, exchanged: exchangeLink(sessionId, secret) };
