import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { raceRegeneration } from '../../test/edge/regeneration-race.ts';
import type { RacedDoor, RacedGuest } from '../../test/edge/regeneration-race.ts';
import { cookiesOf, mintOpenSession, send } from '../../test/world.ts';
import type { LinkView } from '../../wire/http.ts';
import { ROOM_PROTOCOL } from '../../wire/room.ts';

/** `npm run bench -- links` runs 1,000 over HTTP; these are to notice a mistake while writing. */
const RACES = 40;

/** Whether the Room keeps a socket with this ticket at its door. */
async function isLetIn(id: string, ticket: string): Promise<boolean> {
  const headers = { upgrade: 'websocket', 'sec-websocket-protocol': `${ROOM_PROTOCOL}, ${ticket}` };
  const { webSocket } = await env.ROOM.getByName(id).fetch('https://fieldroom.test/socket', { headers });
  if (!webSocket) return false;
  const answered = new Promise<boolean>((resolve) => {
    webSocket.addEventListener('message', ({ data }) => resolve(String(data).includes('"t":"door"')));
    webSocket.addEventListener('close', () => resolve(false));
  });
  webSocket.accept();
  const isIn = await answered;
  webSocket.close();
  return isIn;
}

function raced({ session, cookie }: Awaited<ReturnType<typeof mintOpenSession>>): RacedDoor {
  const guestOf = async (answer: Response): Promise<RacedGuest> => {
    const held = cookiesOf(answer);
    const { ticket } = await answer.json<LinkView>();
    return {
      isSeated: async () => (await send('POST', `/api/j/${session.id}/ticket`, { cookie: held, body: {} })).ok,
      comesIn: () => isLetIn(session.id, ticket),
    };
  };
  return {
    regenerate: async () => {
      const path = `/api/sessions/${session.id}/guest-link/regenerate`;
      const answer = await send('POST', path, { cookie, body: { keepGuests: false } });
      const { guestLink } = await answer.json<{ guestLink: string }>();
      return guestLink.split('#')[1] ?? '';
    },
    enter: async (secret) => {
      const answer = await send('POST', `/api/j/${session.id}/exchange`, { body: { secret } });
      return answer.status === 200 ? guestOf(answer) : null;
    },
  };
}

test('whoever races the regenerating of a Guest link is in before it or not at all', async () => {
  const world = await mintOpenSession();
  const result = await raceRegeneration(raced(world), world.guest, RACES, Math.random);
  expect(result).toMatchObject({ races: RACES, enteredByOldSecret: 0, newLinkRefused: 0 });
  expect(result.enteredInTime).toBeGreaterThan(0);
});

test('a ticket is let in by the Room as long as its link lives', async () => {
  const world = await mintOpenSession();
  const guest = await raced(world).enter(world.guest);
  expect(await guest?.isSeated()).toBe(true);
  expect(await guest?.comesIn()).toBe(true);
});
