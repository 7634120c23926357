/** Numbers of the client's events (@cloudflare/realtimekit 2.0.2): what it asks, what it is answered, and what it is told. */
export const ROOM = {
  peers: 2,
  join: 3,
  leave: 4,
  info: 5,
  connectedMeetings: 20,
  kick: 30,
  kickAll: 31,
  waiting: 33,
  recordingStarted: 40,
  recordingStopped: 41,
  recordingPaused: 42,
} as const;

/** Unless it is answered within 3 s, `init` fails. */
export const PLUGIN_STORE_GET = 0x2_000a;

const MEDIA_GROUP = 0x300_0000;
export const MEDIA = {
  createTransport: MEDIA_GROUP + 1,
  produce: MEDIA_GROUP + 2,
  consume: MEDIA_GROUP + 3,
  toggleProducer: MEDIA_GROUP + 4,
  closeProducer: MEDIA_GROUP + 6,
  closeConsumers: MEDIA_GROUP + 7,
  layers: MEDIA_GROUP + 8,
  join: MEDIA_GROUP + 16,
  leave: MEDIA_GROUP + 17,
  joinComplete: MEDIA_GROUP + 20,
  peerJoined: MEDIA_GROUP + 25,
  peerLeft: MEDIA_GROUP + 26,
  producerCreated: MEDIA_GROUP + 27,
  producerToggled: MEDIA_GROUP + 28,
  producerClosed: MEDIA_GROUP + 29,
  /** Without it nobody becomes active, and nothing is followed. */
  selectedPeers: MEDIA_GROUP + 40,
  renegotiate: MEDIA_GROUP + 50,
  error: MEDIA_GROUP + 60,
  hostControl: MEDIA_GROUP + 93,
  hostControlAll: MEDIA_GROUP + 94,
  audioActivity: MEDIA_GROUP + 100,
} as const;
