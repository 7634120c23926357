import type { LinkView } from '../../wire/http.ts';
import type { ClientMessageInput, RoomMessage } from '../../wire/room.ts';
import { ROOM_PROTOCOL } from '../../wire/room.ts';
import type { Client } from './client.ts';

const PATIENCE = 20_000;

/** Somebody in a Room over its socket, without media. */
export interface Visitor {
  client: Client;
  say(message: ClientMessageInput): void;
  /** The next message of this kind, those already received included. */
  hear<K extends RoomMessage['t']>(kind: K): Promise<Extract<RoomMessage, { t: K }>>;
}

/** Opens a link as a browser does and waits at the door. `secret` is null for a signed-in Researcher. */
export async function comeToTheDoor(client: Client, session: string, secret: string | null): Promise<Visitor> {
  const view = await client.call<LinkView>('POST', `/api/j/${session}/exchange`, secret === null ? {} : { secret });
  // Node's WebSocket takes headers beside the protocols; a browser sends Origin by itself.
  const options = {
    protocols: [ROOM_PROTOCOL, view.ticket],
    headers: { origin: client.origin },
  } as unknown as string[];
  const socket = new WebSocket(`${client.origin.replace(/^http/, 'ws')}/api/j/${session}/socket`, options);
  const heard: RoomMessage[] = [];
  let wake = () => undefined as void;
  socket.addEventListener('message', (event: MessageEvent<string>) => {
    heard.push(JSON.parse(event.data) as RoomMessage);
    wake();
  });
  const hear: Visitor['hear'] = async (kind) => {
    const until = Date.now() + PATIENCE;
    for (;;) {
      const index = heard.findIndex((message) => message.t === kind);
      if (index >= 0) return heard.splice(index, 1)[0] as never;
      const refused = heard.find((message) => message.t === 'error');
      if (refused?.t === 'error') throw new Error(`The Room refused: ${refused.code}: ${refused.message}`);
      if (Date.now() > until)
        throw new Error(`The Room never said '${kind}', only: ${heard.map((message) => message.t).join(', ')}`);
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, 1_000);
      });
    }
  };
  const visitor: Visitor = { client, say: (message) => socket.send(JSON.stringify(message)), hear };
  await hear('door');
  return visitor;
}
