import type { LiveSession, Meeting, Participant, Peer } from './kit.ts';
import type { Recording } from './recorder.ts';

/** What happens in the service, told to whoever has to do with it: the recorder, the webhooks, the sockets. */
export type Happening =
  | { kind: 'started'; session: LiveSession }
  | { kind: 'ended'; session: LiveSession; reason: 'HOST_ENDED_MEETING' | 'ALL_PARTICIPANTS_LEFT' }
  | { kind: 'joined'; session: LiveSession; peer: Peer }
  | { kind: 'left'; session: LiveSession; peer: Peer; leftAt: Date }
  | { kind: 'recording'; recording: Recording }
  | { kind: 'kicked'; session: LiveSession; peers: Peer[]; all: boolean }
  | { kind: 'deleted'; participant: Participant; meeting: Meeting };

export class Happenings {
  readonly #watchers: ((happening: Happening) => void)[] = [];

  watch(watcher: (happening: Happening) => void): void {
    this.#watchers.push(watcher);
  }

  tell(happening: Happening): void {
    for (const watcher of this.#watchers) watcher(happening);
  }
}
