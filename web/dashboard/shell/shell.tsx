import type { ReactNode } from 'react';
import { Suspense, useEffect, useRef } from 'react';
import { Link, useLocation } from 'wouter';
import type { Me } from '../../../wire/http.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { AccountMenu } from './account-menu.tsx';
import { MailsLink } from './mails-link.tsx';
import { OfflineBanner } from './offline-banner.tsx';
import css from './shell.module.css';
import { Wordmark } from './wordmark.tsx';

/** The frame around every page of the dashboard. Without a person it is the page on its way. */
export function Shell({ me, children }: { me?: Me; children?: ReactNode }) {
  const main = useFocusOnNavigation();
  const [path] = useLocation();
  const isStudies = path === '/' || /^\/(studies|sessions|recordings)/.test(path);
  return (
    <>
      <a className={css.skip} href="#main">
        Skip to content
      </a>
      <header className={css.header}>
        <div className={css.bar}>
          <Link href="/" className={css.home}>
            <Wordmark />
          </Link>
          {me && (
            <nav className={css.nav} aria-label="Main">
              <Link href="/" className={css.link} aria-current={isStudies ? 'page' : undefined}>
                Studies
              </Link>
              <MailsLink current={path === '/mails'} />
            </nav>
          )}
          {me && <AccountMenu me={me} />}
        </div>
      </header>
      <main ref={main} id="main" className={css.main} tabIndex={-1}>
        <OfflineBanner />
        <Suspense fallback={<SkeletonRows />}>{children ?? <SkeletonRows />}</Suspense>
      </main>
    </>
  );
}

/** A new page is read from its top, as after a full load; tabs of one page leave the focus where it is. */
function useFocusOnNavigation() {
  const main = useRef<HTMLElement>(null);
  const [path] = useLocation();
  const page = path.split('/').slice(0, 3).join('/');
  const last = useRef(page);

  useEffect(() => {
    if (last.current === page) return;
    last.current = page;
    main.current?.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }, [page]);
  return main;
}
