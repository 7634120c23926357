import type { MarkGroup } from './memory.ts';

/** Something that happened at a moment, for the timeline. */
export interface Mark {
  id: string;
  kind: 'note' | 'marker' | 'chat' | 'join' | 'leave';
  /** ms in the file. */
  atMs: number;
  /** What is told of it. */
  text: string;
}

export const GROUP_OF = {
  note: 'notes',
  marker: 'notes',
  chat: 'chat',
  join: 'people',
  leave: 'people',
} as const satisfies Record<Mark['kind'], MarkGroup>;

export const GROUP_LABELS = { notes: 'Notes', chat: 'Chat', people: 'Joins' } as const satisfies Record<
  MarkGroup,
  string
>;
