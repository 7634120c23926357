import type { Trouble } from './trouble.ts';
import { troubleAt } from './trouble.ts';

/** A longer wait is looked into, ms. */
const LONG_WAIT = 5_000;
/** While it cannot be reached, the server is asked again this often, ms. */
const ASK_AGAIN = 3_000;
/** A second failure this near to the first did not come by chance. ms in the file */
const SAME_PLACE = 1_000;

interface Patient {
  video: HTMLVideoElement;
  src: string;
  /** Ends with the player. */
  life: AbortSignal;
  /** Where it stands, ms in the file. */
  place: () => number;
  /** Says what is wrong; null: nothing any more. */
  tell: (trouble: Trouble | null) => void;
  /** Loads the file again at the same place, and plays on if it played. */
  takeUp: () => void;
}

/** Asks the server why the video fails or waits, tells it, and takes it up again as soon as the file is to be had. Returns 'Try again'. */
export function healing({ video, src, life, place, tell, takeUp }: Patient): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let told: Trouble | null = null;
  let takenUpAt = NaN;

  function say(trouble: Trouble | null) {
    told = trouble;
    tell(trouble);
  }
  function lookIntoIn(ms: number) {
    clearTimeout(timer);
    timer = setTimeout(() => void lookInto(), ms);
  }
  function calm() {
    clearTimeout(timer);
    if (!video.error) say(null);
  }
  function again() {
    say(null);
    takeUp();
    lookIntoIn(LONG_WAIT);
  }

  async function lookInto(): Promise<void> {
    const trouble = await troubleAt(src);
    if (life.aborted) return;
    if (trouble) {
      say(trouble);
      if (trouble.kind === 'unreached') lookIntoIn(ASK_AGAIN);
    } else if (told?.kind === 'unreached') {
      takenUpAt = NaN;
      again();
    } else if (!video.error) {
      if (video.seeking || video.readyState < video.HAVE_FUTURE_DATA) lookIntoIn(LONG_WAIT);
    } else if (!(Math.abs(place() - takenUpAt) < SAME_PLACE)) {
      takenUpAt = place();
      again();
    } else if (video.error.code === MediaError.MEDIA_ERR_NETWORK) {
      say({ kind: 'unreached' });
      lookIntoIn(ASK_AGAIN);
    } else say({ kind: 'unplayable' });
  }

  const on = (target: EventTarget, events: string, listener: () => void) => {
    for (const event of events.split(' ')) target.addEventListener(event, listener, { signal: life });
  };
  on(video, 'error', () => lookIntoIn(0));
  on(video, 'waiting seeking', () => {
    if (!told) lookIntoIn(LONG_WAIT);
  });
  on(video, 'loadeddata canplay playing seeked', calm);
  on(window, 'online', () => {
    if (told?.kind === 'unreached') lookIntoIn(0);
  });
  life.addEventListener('abort', () => clearTimeout(timer));
  return again;
}
