import { AppError } from '../../wire/errors.ts';
import type { TrackKind } from '../../wire/words.ts';
import { randomToken } from '../lib/random.ts';
import type { Followed, IceServer, MediaSeat, MediaService, PublishChange, TrackRef } from './media.ts';
import { Anything, callRealtime, Established, NewSession, Tracks, type RealtimeAccount } from './realtime-api.ts';

/** One tracks/new takes at most 64 tracks (realtime/sfu/platform/limits); the rest comes back as missing. */
const FOLLOW_AT_ONCE = 64;
/** Followed cameras start in the middle layer: a tile among others. `layer` changes it by the tile's size. */
const FIRST_LAYER = 'h';
/** Keep the asked-for layer when it is there, else the next one that flows. */
const simulcast = (rid: string) => ({ preferredRid: rid, priorityOrdering: 'none', ridNotAvailable: 'asciibetical' });

/** Nobody follows a track by guessing its name. */
const trackName = (kind: TrackKind) => `${kind}.${randomToken()}`;
const isCamera = (name: string) => name.startsWith('cam.');

/** The media port on the Cloudflare Realtime SFU's HTTPS API (or its stand-in, dev/realtime). */
export function createSfu(account: RealtimeAccount, iceServers: () => Promise<IceServer[]>): MediaService {
  const at = (seat: MediaSeat, path: string) => `/sessions/${seat.id}/${path}`;
  const closeTracks = async (seat: MediaSeat, mids: string[], offer?: string) => {
    const tracks = mids.map((mid) => ({ mid }));
    const body = offer === undefined ? { tracks, force: true } : { tracks, force: false, ...described('offer', offer) };
    return callRealtime(account, 'PUT', at(seat, 'tracks/close'), body, Tracks);
  };

  return {
    iceServers,

    async open(offer) {
      const { sessionId } = await callRealtime(account, 'POST', '/sessions/new', undefined, NewSession);
      const seat: MediaSeat = { id: sessionId, published: [], followed: [] };
      const dataChannel = { location: 'remote', dataChannelName: 'server-events' };
      const body = { dataChannel, ...described('offer', offer) };
      const made = await callRealtime(account, 'POST', at(seat, 'datachannels/establish'), body, Established);
      return { seat, answer: answerOf(made.sessionDescription) };
    },

    async publish(seat, change) {
      const stays = seat.published.filter((track) => !change.close.includes(track.mid));
      if (change.tracks.length === 0) {
        const closed = await closeTracks(seat, change.close, change.offer);
        return { seat: { ...seat, published: stays }, answer: answerOf(closed.sessionDescription) };
      }
      // An offer can be spent once: it brings the new tracks, and the ended ones are closed without one.
      const added = change.tracks.map((track) => ({ ...track, name: trackName(track.kind) }));
      const made = await callRealtime(account, 'POST', at(seat, 'tracks/new'), publishBody(added, change), Tracks);
      const refused = made.tracks.find((track) => track.errorCode !== undefined);
      if (refused) throw new AppError('media_refused', { detail: { errorCode: refused.errorCode } });
      if (change.close.length > 0) await closeTracks(seat, change.close);
      return { seat: { ...seat, published: [...stays, ...added] }, answer: answerOf(made.sessionDescription) };
    },

    async follow(seat, wanted) {
      const asked = wanted.slice(0, FOLLOW_AT_ONCE);
      const made = await callRealtime(
        account,
        'POST',
        at(seat, 'tracks/new'),
        { tracks: asked.map(remoteTrack) },
        Tracks,
      );
      const followed = asked.flatMap((track): Followed[] => {
        const got = made.tracks.find((item) => item.sessionId === track.from && item.trackName === track.name);
        return got?.mid && got.errorCode === undefined ? [{ ...track, mid: got.mid }] : [];
      });
      const missing = wanted.filter((track) => !followed.some((got) => isSame(got, track)));
      const offer = made.requiresImmediateRenegotiation ? (made.sessionDescription?.sdp ?? null) : null;
      return { seat: { ...seat, followed: [...seat.followed, ...followed] }, offer, followed, missing };
    },

    async answer(seat, answer) {
      await callRealtime(account, 'PUT', at(seat, 'renegotiate'), described('answer', answer), Anything);
      return seat;
    },

    async stop(seat, mids) {
      await closeTracks(seat, mids);
    },

    async unfollow(seat, mids) {
      await closeTracks(seat, mids);
      return { ...seat, followed: seat.followed.filter((track) => !mids.includes(track.mid)) };
    },

    async layer(seat, mid, rid) {
      const track = seat.followed.find((one) => one.mid === mid);
      if (!track || !isCamera(track.name)) return;
      const wanted = {
        location: 'remote',
        mid,
        sessionId: track.from,
        trackName: track.name,
        simulcast: simulcast(rid),
      };
      await callRealtime(account, 'PUT', at(seat, 'tracks/update'), { tracks: [wanted] }, Anything);
    },

    async remove(seat) {
      const mids = [...seat.published, ...seat.followed].map((track) => track.mid);
      if (mids.length === 0) return;
      try {
        await closeTracks(seat, mids);
      } catch (error) {
        // Gone already, or not reachable: the service itself collects tracks without packets after 30 s.
        if (!(error instanceof AppError)) throw error;
      }
    },
  };
}

const isSame = (a: TrackRef, b: TrackRef) => a.from === b.from && a.name === b.name;
const described = (type: 'offer' | 'answer', sdp: string) => ({ sessionDescription: { type, sdp } });

const publishBody = (tracks: { mid: string; name: string }[], change: PublishChange) => ({
  tracks: tracks.map((track) => ({ location: 'local', mid: track.mid, trackName: track.name })),
  ...described('offer', change.offer),
});

const remoteTrack = (track: TrackRef) => ({
  location: 'remote',
  sessionId: track.from,
  trackName: track.name,
  ...(isCamera(track.name) ? { simulcast: simulcast(FIRST_LAYER) } : {}),
});

function answerOf(description: { type: string; sdp: string } | undefined): string {
  if (description?.type !== 'answer') throw new AppError('media_refused', { detail: { answer: 'missing' } });
  return description.sdp;
}
