import type { CalendarPart } from '../calendar.ts';

export interface Template {
  subject: string;
  text: string;
  html: string;
  calendar?: CalendarPart;
}

export interface Action {
  label: string;
  url: string;
}

/** What a mail says, once; both its text and its HTML are made from it. All strings are plain text, escaped where it is written. */
export interface Letter {
  subject: string;
  heading: string;
  paragraphs: string[];
  /** Words of a person, shown as theirs; '' shows nothing. */
  quote?: string;
  /** Label and value, e.g. 'When' and the time. */
  facts?: [label: string, value: string][];
  /** Stands below the facts, above the buttons. */
  afterFacts?: string[];
  /** What else can be done, as lesser buttons. */
  actions?: Action[];
  /** The one thing most readers come for, at the bottom. A mail about something that is over has none. */
  button?: Action;
  /** Small print below the button. */
  footnote: string;
}
