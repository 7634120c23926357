import './ui/tokens.css';
import './ui/base.css';
import './join/join.css';
import './join/entry.css';
import './join/closed.css';
import './share/share.css';
import { keepTheme } from './join/keep-theme.ts';
import { startSharePage } from './share/start.ts';

keepTheme();

/** The page behind a recording's share link. */
const root = document.getElementById('app');
if (root) startSharePage(root);
