import type { Service } from './service.ts';

/** Everything a test may want to know, as JSON. */
export function statsOf({ kit, live, recorder, deliveries }: Service): object {
  return {
    presets: [...kit.presets.values()].map(({ name }) => name),
    meetings: [...kit.meetings.values()].map(({ id, status, participants }) => ({
      id,
      status,
      participants: [...participants.values()].map(({ id: participant, customId, preset }) => ({
        id: participant,
        customId,
        preset: preset.name,
      })),
      peers: [...(live.find(id)?.peers.values() ?? [])].map((peer) => ({
        id: peer.id,
        customId: peer.participant.customId,
      })),
    })),
    recordings: [...recorder.recordings.values()].map(({ id, meeting, status }) => ({
      id,
      meeting: meeting.id,
      status,
    })),
    deliveries: deliveries.all.map(({ uuid, event, state, answers }) => ({ uuid, event, state, answers })),
  };
}
