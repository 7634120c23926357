import type { LinkView } from '../../wire/http.ts';
import { closedPage } from '../join/closed-page.ts';
import { exchangeLink, takeSecret } from '../join/exchange.ts';
import { pageFrame } from '../join/frame.ts';
import { sendPlan } from './calls.ts';
import { splitFragment } from './fragment.ts';
import { elsewherePage } from './elsewhere-page.ts';
import type { PlanPage, Told } from './plan-page.ts';
import { planPage } from './plan-page.ts';

/** The Participant's plan from the mail's link on: opening it asks how things stand, and only a click changes them. */
export function startPlanPage(root: HTMLElement): void {
  const { sessionId, secret: fragment } = takeSecret();
  addEventListener('hashchange', () => location.reload());
  const { secret, wish } = splitFragment(fragment);
  const frame = pageFrame(root);
  let page: PlanPage | null = null;

  async function look(withSecret: string, told: Told | null): Promise<void> {
    const exchanged = await exchangeLink(sessionId, withSecret);
    if (exchanged.kind === 'view') show(exchanged.view, told);
    else if (exchanged.kind === 'dead') close(closedPage({ kind: 'dead', sessionId }));
    else if (page) page.tell({ text: exchanged.sentence, tone: 'trouble' });
    else {
      const retry = () => void look(withSecret, told);
      close(closedPage({ kind: 'failed', sentence: exchanged.sentence, retry }));
    }
  }

  function close(main: HTMLElement) {
    page?.stop();
    page = null;
    frame.show(main);
  }

  function show(view: LinkView, told: Told | null) {
    const { state } = view.session;
    const isOver = state === 'over' || state === 'cancelled';
    // What was recorded can be taken back when it is over, too; on the page that says so once it was.
    if (isOver && !view.plan?.mayWithdraw && !told) return close(closedPage({ kind: state, view }));
    if (!view.plan) return close(elsewherePage(view));
    if (page) page.setView({ ...view, plan: view.plan }, told);
    else {
      page = planPage({ ...view, plan: view.plan }, wish, act);
      frame.show(page.element);
      page.focusWish();
    }
  }

  const act: Parameters<typeof planPage>[2] = async (call, done) => {
    const refusal = await sendPlan(sessionId, call);
    // Refused or done: the page then shows how things stand now, with what to say about it.
    if (refusal?.code === null) page?.tell({ text: refusal.sentence, tone: 'trouble' });
    else await look('', refusal ? { text: refusal.sentence, tone: 'trouble' } : { text: done, tone: 'info' });
  };

  void look(secret, null);
}
