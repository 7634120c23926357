export { Room } from './room/room.ts';

export default {
  fetch: () => new Response('Fieldroom'),
};
