import type { ComponentType } from 'react';
import { useEffect, useState } from 'react';
import css from './lazy-part.module.css';

export type LazyPart<Props extends object> = ComponentType<Props> & { preload: () => Promise<unknown> };

/** All lazy parts of the room, so that they can be fetched before they are wanted. */
const parts: (() => Promise<unknown>)[] = [];

/** After a part could not be fetched, ms; the network may be away for a moment. */
const AGAIN_AFTER = 10_000;

/** Fetches every part that is not here yet, one after the other (the call's own packets come first), until all are here. */
export async function preloadParts(): Promise<void> {
  let isWhole = true;
  for (const preload of parts) {
    await preload().catch((error: unknown) => {
      console.info('a part of the room comes later', error);
      isWhole = false;
    });
  }
  if (!isWhole) setTimeout(() => void preloadParts(), AGAIN_AFTER);
}

/**
 * A part of the room that comes in a chunk of its own. Drawn at once when it was fetched before. Not React.lazy: that remembers a
 * failure for ever, and in a call nobody can reload the page to get a dialog. `quiet`: nobody asked for it, so it
 * is drawn only once somebody has preloaded it.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { quiet = false } = {},
): LazyPart<Props> {
  let loaded: ComponentType<Props> | null = null;
  let loading: Promise<ComponentType<Props>> | null = null;
  const arrival = Promise.withResolvers<ComponentType<Props>>();

  function preload(): Promise<ComponentType<Props>> {
    loading ??= load().then(
      (part) => {
        loaded = part;
        arrival.resolve(part);
        return part;
      },
      (error: unknown) => {
        loading = null;
        throw error;
      },
    );
    return loading;
  }

  function Part(props: Props) {
    const [Ready, setReady] = useState(() => loaded);
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      if (Ready || failed) return undefined;
      let wanted = true;
      (quiet ? arrival.promise : preload()).then(
        (part) => wanted && setReady(() => part),
        (error: unknown) => {
          console.warn('a part of the room was not loaded', error);
          if (wanted) setFailed(true);
        },
      );
      return () => {
        wanted = false;
      };
    }, [Ready, failed]);
    if (Ready) return <Ready {...props} />;
    if (quiet) return null;
    return failed ? <Failed onRetry={() => setFailed(false)} /> : <Waiting />;
  }

  parts.push(preload);
  return Object.assign(Part, { preload });
}

/** Plain, without parts of their own: what is loaded before the first picture is counted in bytes. */
function Waiting() {
  return <output className={css.waiting}>Loading…</output>;
}

function Failed({ onRetry }: { onRetry: () => void }) {
  return (
    <div className={css.failed} role="alert">
      <p>This could not be loaded. Your call goes on.</p>
      <button type="button" onClick={onRetry}>
        Try again
      </button>
    </div>
  );
}
