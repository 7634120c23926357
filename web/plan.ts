import './ui/tokens.css';
import './ui/base.css';
import './join/styles.ts';
import './plan/plan.css';
import { keepTheme } from './join/keep-theme.ts';
import { startPlanPage } from './plan/start.ts';

keepTheme();

/** The page behind the buttons of the Participant's mail. */
const root = document.getElementById('app');
if (root) startPlanPage(root);
