import type { Candidate, Recording, Scene } from '../../worker/room/recording-director.ts';

/** UTC ms. */
export const NOW = 1_000_000;
/** Records since a minute ago. */
export const rosa: Candidate = { seat: 'rosa', n: 1, cameAt: 10, away: false, canRecord: true };
/** Came second. */
export const ravi: Candidate = { seat: 'ravi', n: 2, cameAt: 20, away: false, canRecord: true };
export const running: Recording = {
  id: 'r',
  startedAt: NOW - 60_000,
  phase: 'on',
  recorder: { seat: 'rosa', n: 1, segment: 0, since: NOW - 60_000 },
  segments: [{ seat: 'rosa', segment: 0 }],
  resting: [],
  stoppedAt: null,
};
/** Two Researchers and a consenting Participant, with a recording whose last fragment has just landed. */
export const scene = (change: Partial<Scene> = {}): Scene => ({
  automatic: true,
  allowed: true,
  recording: running,
  researchers: [rosa, ravi],
  participantConsents: true,
  lastLandedAt: NOW - 1_000,
  now: NOW,
  ...change,
});
