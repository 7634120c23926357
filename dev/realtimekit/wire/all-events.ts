import { chooseLayers, closeConsumers, consume } from './consumers.ts';
import { MEDIA } from './events.ts';
import type { Handlers } from './handlers.ts';
import { controlAll, controlOne } from './host-control.ts';
import { completeJoin, joinMedia } from './joining.ts';
import { closeProducer, produce, toggle } from './producers.ts';
import { ROOM_EVENTS } from './room-events.ts';
import { createTransport, renegotiate } from './transports.ts';

/** Everything a client may ask over its socket. */
export const EVENTS: Handlers = {
  ...ROOM_EVENTS,
  [MEDIA.createTransport]: createTransport,
  [MEDIA.produce]: produce,
  [MEDIA.toggleProducer]: toggle,
  [MEDIA.closeProducer]: closeProducer,
  [MEDIA.consume]: consume,
  [MEDIA.closeConsumers]: closeConsumers,
  [MEDIA.renegotiate]: renegotiate,
  [MEDIA.layers]: chooseLayers,
  [MEDIA.join]: joinMedia,
  [MEDIA.leave]: ({ leave }) => {
    leave();
    return new Uint8Array();
  },
  [MEDIA.joinComplete]: completeJoin,
  [MEDIA.hostControl]: controlOne,
  [MEDIA.hostControlAll]: controlAll,
  [MEDIA.audioActivity]: () => null,
};
