import type { Sessions } from './sessions.ts';

/** What tests do to the media on its way, each with the query it was asked for with. */

/** The share of packets that is lost, `in` and `out`, 0 to 1. */
export function setLoss(sessions: Sessions, parameters: URLSearchParams): object {
  const loss = { in: Number(parameters.get('in') ?? 0), out: Number(parameters.get('out') ?? 0) };
  for (const session of sessions.all) Object.assign(session.transport.loss, loss);
  return loss;
}

/** The pictures one browser follows, known by its ufrag, stop without a word, as when a service loses track of them. */
export function stall(sessions: Sessions, parameters: URLSearchParams): object {
  const lines = sessions.all
    .filter(({ transport }) => transport.hasUfrag(parameters.get('ufrag') ?? ''))
    .flatMap(({ mediaLines }) => mediaLines.filter(({ subscription }) => subscription?.track.kind === 'video'));
  for (const { subscription } of lines) subscription?.stop();
  return { stalled: lines.length };
}

/** The session of one browser, known by its ufrag, is gone from the service: 410 from now on. */
export function expel(sessions: Sessions, parameters: URLSearchParams): object {
  const found = sessions.all.filter(({ transport }) => transport.hasUfrag(parameters.get('ufrag') ?? ''));
  for (const session of found) sessions.close(session);
  return { expelled: found.length };
}

/** The network of one browser, known by the ICE ufrag it was told, is gone for `ms`; for good without. */
export function cut(sessions: Sessions, parameters: URLSearchParams): object {
  const until = Date.now() + Number(parameters.get('ms') ?? Infinity);
  const found = sessions.all.filter(({ transport }) => transport.hasUfrag(parameters.get('ufrag') ?? ''));
  for (const { transport } of found) transport.cutUntil = until;
  return { cut: found.length };
}
