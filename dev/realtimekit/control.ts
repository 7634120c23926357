import { cut, setLoss, stall } from '../realtime/experiments.ts';
import type { Sessions } from '../realtime/sessions.ts';
import { statsOf as mediaStatsOf } from '../realtime/stats.ts';
import { missing } from './errors.ts';
import { deleteParticipant } from './participants.ts';
import type { Rights, Service } from './service.ts';
import { statsOf } from './stats.ts';
import type { Wire } from './wire/wire.ts';

/** Everything a control may touch. */
export interface Controlled {
  service: Service;
  wire: Wire;
  sessions: Sessions;
}

type Control = (service: Service, params: URLSearchParams) => object;
type MediaControl = (controlled: Controlled, params: URLSearchParams) => object;

/**
 * For tests, without any token: `GET /__name?...`.
 * Webhooks: `hold`, `release` (`reversed=1`), `late` (`ms`), `duplicate`, `reorder` (`count`), `drop`, `wrong_signature`, `replay`
 * (`event`), and `normal` for none of these. Calls: `fault` (`method`, `path`, `times`, `status`, `retry_after`, `late`,
 * `cut=1`) and `heal`; `rights` (`may=edit|read|none`). Recordings: `fail_recordings` (`count`), `short_recordings` (`fail=1`),
 * `expire` (`recording`). People without a browser: `join` (`participant`) and `leave` (`peer`). Their networks: `cut_sockets`
 * (`peer`, all when absent), `loss`, `cut` and `stall` as the SFU's stand-in has them. Whoever is not to be let in any more:
 * `expel` (`ufrag`) deletes one participant; `deny` refuses every token and closes all sockets, until `accept`. `stats` and `media`
 * show everything.
 */
const CONTROLS: Record<string, Control> = {
  stats: (service) => statsOf(service),
  hold: (service) => trouble(service, { hold: true }),
  late: (service, params) => trouble(service, { late: number(params, 'ms', 0) }),
  duplicate: (service) => trouble(service, { duplicate: true }),
  reorder: (service, params) => trouble(service, { reorder: number(params, 'count', 2) }),
  drop: (service) => trouble(service, { drop: true }),
  wrong_signature: (service) => trouble(service, { wrongSignature: true }),
  normal: (service) => trouble(service, {}),
  release: ({ deliveries }, params) => {
    deliveries.setTrouble({});
    return { released: deliveries.release(params.has('reversed')) };
  },
  replay: ({ deliveries }, params) => ({ sent: deliveries.replay(params.get('event')) }),
  fault: ({ faults }, params) => {
    const fault = {
      method: params.get('method'),
      path: params.get('path') ?? '',
      times: number(params, 'times', 1),
      status: number(params, 'status', 200),
      retryAfter: params.has('retry_after') ? number(params, 'retry_after', 1) : null,
      late: number(params, 'late', 0),
      cut: params.has('cut'),
    };
    faults.add(fault);
    return fault;
  },
  heal: ({ faults }) => {
    faults.heal();
    return {};
  },
  rights: (service, params) => {
    const may = params.get('may') ?? 'edit';
    if (!isRights(may)) throw missing(`Right ${may}`);
    service.rights = may;
    return { rights: may };
  },
  fail_recordings: ({ recorder }, params) => ({ failing: (recorder.failing = number(params, 'count', 1)) }),
  short_recordings: ({ recorder }, params) => ({ fail: (recorder.shortFail = params.has('fail')) }),
  expire: ({ recorder }, params) => {
    const recording = recorder.require(params.get('recording') ?? '');
    recording.expiresAt = new Date();
    return { expired: recording.id };
  },
  join: ({ kit, live }, params) => {
    const id = params.get('participant') ?? '';
    const meeting = [...kit.meetings.values()].find(({ participants }) => participants.has(id));
    const participant = meeting?.participants.get(id);
    if (!meeting || !participant) throw missing('Participant');
    return { peer: live.join(meeting, participant).id };
  },
  leave: ({ live }, params) => {
    const peer = params.get('peer') ?? '';
    const session = live.all.find(({ peers }) => peers.has(peer));
    if (!session) throw missing('Peer');
    live.leave(session.meeting.id, peer);
    return { left: peer };
  },
};

const MEDIA_CONTROLS: Record<string, MediaControl> = {
  cut_sockets: ({ wire }, params) => ({
    cut: wire.cutSockets(({ peerId }) => peerId === (params.get('peer') ?? peerId)),
  }),
  expel: ({ service, wire }, params) => {
    const { kit, live } = service;
    const expelled = wire.withUfrag(params.get('ufrag') ?? '');
    for (const { meeting, participant, peerId } of expelled) {
      deleteParticipant(kit, meeting.id, participant.id);
      const session = live.find(meeting.id);
      const peer = session?.peers.get(peerId);
      if (session && peer) live.kick(session, [peer], false);
    }
    return { expelled: expelled.length };
  },
  deny: ({ service, wire }) => {
    service.rights = 'none';
    service.tokens.denies = true;
    return { denied: wire.cutSockets(() => true) };
  },
  accept: ({ service }) => {
    service.rights = 'edit';
    return { denied: (service.tokens.denies = false) };
  },
  loss: ({ sessions }, params) => setLoss(sessions, params),
  cut: ({ sessions }, params) => cut(sessions, params),
  stall: ({ sessions }, params) => stall(sessions, params),
  media: ({ sessions, wire }) => ({ ...mediaStatsOf(sessions), unknownEvents: [...wire.unknown] }),
};

export function isControl(path: string): boolean {
  return path.startsWith('/__');
}

/** Throws Refusal for a control that does not exist. */
export function answerControl(controlled: Controlled, { pathname, searchParams }: URL): object {
  const name = pathname.slice('/__'.length);
  const control = CONTROLS[name];
  if (control) return control(controlled.service, searchParams);
  const mediaControl = MEDIA_CONTROLS[name];
  if (!mediaControl) throw missing(`Control ${pathname}`);
  return mediaControl(controlled, searchParams);
}

function trouble({ deliveries }: Service, change: Parameters<typeof deliveries.setTrouble>[0]): object {
  deliveries.setTrouble(change);
  return deliveries.trouble;
}

function number(params: URLSearchParams, name: string, otherwise: number): number {
  return Number(params.get(name) ?? otherwise);
}

function isRights(may: string): may is Rights {
  return may === 'edit' || may === 'read' || may === 'none';
}
