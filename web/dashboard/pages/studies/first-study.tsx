import { Plus } from 'lucide-react';
import { LinkButton } from '../../parts/link-button.tsx';
import css from './studies.module.css';

const STEPS = [
  {
    title: 'Make a Study',
    text: 'What you want to learn, how long a Session takes, and the consent text your Participants agree to.',
  },
  {
    title: 'Open it and schedule Sessions',
    text: 'Participants get a mail with the time in their own zone and a link. They need no account and install nothing.',
  },
  {
    title: 'Meet, and keep the recording',
    text: 'Everybody meets in the browser. Afterwards the .mp4 is on the Completed tab.',
  },
];

/** An empty workspace: what will be here, and how to get there. */
export function FirstStudy() {
  return (
    <div className={css.first}>
      <div className={css.lead}>
        <h1>Your first Study</h1>
        <p>A Study holds the interviews of one piece of research, from the first mail to the last recording.</p>
      </div>
      <ol className={css.steps}>
        {STEPS.map((step, index) => (
          <li key={step.title}>
            <span className={css.number} aria-hidden="true">
              {index + 1}
            </span>
            <div>
              <h2>{step.title}</h2>
              <p>{step.text}</p>
            </div>
          </li>
        ))}
      </ol>
      <div>
        <LinkButton href="/studies/new" kind="primary" icon={<Plus />}>
          New Study
        </LinkButton>
      </div>
    </div>
  );
}
