import * as v from 'valibot';
import { undecodable } from './errors.ts';

const SessionDescription = v.strictObject({ sdp: v.string(), type: v.picklist(['offer', 'answer']) });
const Location = v.picklist(['local', 'remote']);
const Fallback = v.picklist(['none', 'asciibetical']);

const Simulcast = v.strictObject({
  preferredRid: v.optional(v.string()),
  priorityOrdering: v.optional(Fallback),
  ridNotAvailable: v.optional(Fallback),
});

const TrackObject = v.strictObject({
  location: Location,
  mid: v.optional(v.string()),
  sessionId: v.optional(v.string()),
  trackName: v.optional(v.string()),
  bidirectionalMediaStream: v.optional(v.boolean()),
  kind: v.optional(v.picklist(['audio', 'video'])),
  simulcast: v.optional(Simulcast),
});

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
const DataChannelObject = v.strictObject({
  location: Location,
  sessionId: v.optional(v.string()),
  dataChannelName: v.string(),
  ordered: v.optional(v.boolean()),
  maxRetransmits: v.optional(Count),
  maxPacketLifeTime: v.optional(Count),
  waitForAck: v.optional(v.boolean()),
  canReply: v.optional(v.boolean()),
  id: v.optional(Count),
});

export const NewSessionRequest = v.strictObject({ sessionDescription: v.optional(SessionDescription) });
export const TracksRequest = v.strictObject({
  sessionDescription: v.optional(SessionDescription),
  tracks: v.optional(v.array(TrackObject)),
  autoDiscover: v.optional(v.boolean()),
});
export const RenegotiateRequest = v.strictObject({ sessionDescription: SessionDescription });
export const CloseTracksRequest = v.strictObject({
  sessionDescription: v.optional(SessionDescription),
  tracks: v.pipe(v.array(v.strictObject({ mid: v.pipe(v.string(), v.minLength(1)) })), v.minLength(1)),
  force: v.boolean(),
});
export const UpdateTracksRequest = v.strictObject({
  sessionDescription: v.optional(SessionDescription),
  tracks: v.array(v.strictObject({ ...TrackObject.entries, location: v.optional(Location) })),
});
export const EstablishRequest = v.strictObject({
  sessionDescription: v.optional(SessionDescription),
  dataChannel: DataChannelObject,
});
export const DataChannelsRequest = v.strictObject({ dataChannels: v.array(DataChannelObject) });
export const CloseDataChannelsRequest = v.strictObject({
  dataChannels: v.array(
    v.strictObject({
      ...DataChannelObject.entries,
      location: v.optional(Location),
      dataChannelName: v.optional(v.string()),
      id: Count,
    }),
  ),
});

export type Description = v.InferOutput<typeof SessionDescription>;
export type TrackRequest = v.InferOutput<typeof TrackObject>;
export type SimulcastRequest = v.InferOutput<typeof Simulcast>;
export type DataChannelRequest = v.InferOutput<typeof DataChannelObject>;
export type TracksBody = v.InferOutput<typeof TracksRequest>;
export type CloseTracksBody = v.InferOutput<typeof CloseTracksRequest>;
export type UpdateTracksBody = v.InferOutput<typeof UpdateTracksRequest>;
export type EstablishBody = v.InferOutput<typeof EstablishRequest>;
export type CloseDataChannelsBody = v.InferOutput<typeof CloseDataChannelsRequest>;

/** Refuses, as 400 `decoding_error`, what does not have exactly the documented fields and types. */
export function decode<Schema extends v.GenericSchema>(schema: Schema, body: unknown): v.InferOutput<Schema> {
  const result = v.safeParse(schema, body);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw undecodable(`${v.getDotPath(issue) ?? 'body'}: ${issue.message}`);
}
