import { useSyncExternalStore } from 'react';
import { Banner } from '../../ui/banner.tsx';
import css from './offline-banner.module.css';

function onChange(listener: () => void): () => void {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
}

/** Says so while this device has no network. */
export function OfflineBanner() {
  const online = useSyncExternalStore(onChange, () => navigator.onLine);
  if (online) return null;
  return (
    <div className={css.banner}>
      <Banner tone="warn">You are offline. What you see may be out of date; it refreshes when you are back.</Banner>
    </div>
  );
}
