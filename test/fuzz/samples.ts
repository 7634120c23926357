import type { ClientMessageInput } from '../../wire/room.ts';

type Kind = ClientMessageInput['t'];
type Sample<Which extends Kind> = Extract<ClientMessageInput, { t: Which }>;

const ID = '8f14e45f-ceea-467f-9575-1f2d3c4b5a69';
/** Somebody else in the room. */
export const SOMEBODY = 2;

/** One good message of every kind: a kind that is not here does not compile. */
export const SAMPLES: { [Which in Kind]: Sample<Which> } = {
  warm: { t: 'warm', offer: 'v=0' },
  enter: { t: 'enter', name: 'Gus', mic: false, cam: false },
  publish: { t: 'publish', offer: 'v=0', tracks: [{ mid: '1', kind: 'mic' }] },
  flowing: { t: 'flowing', mids: ['1'] },
  answer: { t: 'answer', answer: 'v=0' },
  silent: { t: 'silent', mids: ['1'] },
  layer: { t: 'layer', mid: '1', rid: 'h' },
  kit: { t: 'kit' },
  state: { t: 'state', hand: true },
  recorded: { t: 'recorded', recording: ID, segment: 0, fragments: 1 },
  record_failed: { t: 'record_failed', recording: ID, segment: 0, reason: 'no encoder' },
  voice: { t: 'voice', can: true },
  time: { t: 'time' },
  leave: { t: 'leave' },
  quality: { t: 'quality', q: 1 },
  save_data: { t: 'save_data', on: true },
  chat: { t: 'chat', id: ID, to: 'all', text: 'Hello' },
  note: { t: 'note', id: ID, text: 'Smiled', agoMs: 0 },
  unnote: { t: 'unnote', id: ID },
  stop: { t: 'stop', n: SOMEBODY, kind: 'hand' },
  remove: { t: 'remove', n: SOMEBODY },
  allow: { t: 'allow', n: SOMEBODY },
  lock: { t: 'lock', on: true },
  guests_wait: { t: 'guests_wait', on: true },
  admit: { t: 'admit', n: null },
  deny: { t: 'deny', n: SOMEBODY },
  hold: { t: 'hold', n: SOMEBODY, text: 'Soon' },
  recording: { t: 'recording', do: 'start' },
  let_record: { t: 'let_record', n: SOMEBODY },
  end: { t: 'end' },
};

export const KINDS = Object.keys(SAMPLES) as Kind[];
