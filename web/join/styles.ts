/** The link page's and the plan page's clothes, in this order. */
import './join.css';
import './devices.css';
import './entry.css';
import './closed.css';
import './small-screens.css';
