import type { DeviceCheckResult, LinkView } from '../../wire/http.ts';
import { closedPage } from '../join/closed-page.ts';
import { exchangeLink, originalLink, takeSecret } from '../join/exchange.ts';
import { pageFrame } from '../join/frame.ts';
import { checkPage } from './check-page.ts';
import type { LookAtNetwork } from './ports.ts';
import { createReport } from './report.ts';

/** The pre-call check from the mail's link on. Only a Participant's result is told to anybody. */
export function startCheckPage(root: HTMLElement, lookAtNetwork: LookAtNetwork): void {
  const { sessionId, secret } = takeSecret();
  addEventListener('hashchange', () => location.reload());
  const frame = pageFrame(root);

  async function look(): Promise<void> {
    const exchanged = await exchangeLink(sessionId, secret);
    if (exchanged.kind === 'view') show(exchanged.view);
    else if (exchanged.kind === 'dead') frame.show(closedPage({ kind: 'dead', sessionId }));
    else frame.show(closedPage({ kind: 'failed', sentence: exchanged.sentence, retry: () => void look() }));
  }

  function show(view: LinkView) {
    const { state } = view.session;
    if (state === 'over' || state === 'cancelled') return frame.show(closedPage({ kind: state, view }));
    document.title = 'Check your camera and microphone - Fieldroom';
    const report = createReport(sessionId);
    const tell = (result: DeviceCheckResult, heard: (sent: boolean) => void) => {
      if (view.seat.role === 'participant') report(result, heard);
    };
    frame.show(checkPage(view, { link: originalLink(view, secret), lookAtNetwork, tell }));
  }

  void look();
}
