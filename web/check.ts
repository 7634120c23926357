import './ui/tokens.css';
import './ui/base.css';
import './join/styles.ts';
import './check/check.css';
import { startCheckPage } from './check/start.ts';
import { keepTheme } from './join/keep-theme.ts';

keepTheme();

/** The pre-call check. As on the link page, what it needs of the room is given to it here. */
const root = document.getElementById('app');
if (root) {
  startCheckPage(root, async (view) => {
    const { lookAtNetwork } = await import('./room/network-look.ts');
    return lookAtNetwork(view);
  });
}
