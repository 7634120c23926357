/** A Session's door as the race uses it, over HTTP of whatever kind. */
export interface RacedDoor {
  /** 'Regenerate link', by a Researcher: the new secret, once the answer is there. */
  regenerate: () => Promise<string>;
  /** Entry by a secret: what this Guest holds from then on, or null when the link is dead. */
  enter: (secret: string) => Promise<RacedGuest | null>;
}

export interface RacedGuest {
  /** Is the seat still good for a ticket? */
  isSeated: () => Promise<boolean>;
  /** Does the ticket that came with entering still open the Room's socket? Used once. */
  comesIn: () => Promise<boolean>;
}

export interface RaceResult {
  races: number;
  /** Guests who got through before or while the link was regenerated, and were shown out by it. */
  enteredInTime: number;
  /** Entries, seats or tickets by the old secret that were good after the answer: none may be. `links.entered_by_old_secret`. */
  enteredByOldSecret: number;
  /** New links that did not work at once: none may. */
  newLinkRefused: number;
}

/** Guests who press their link around the moment of regenerating, in each race. */
const GUESTS = 3;

/** Runs so many races between 'Regenerate link' and entering by the old one. `random` in [0, 1) decides who starts first. */
export async function raceRegeneration(
  door: RacedDoor,
  firstSecret: string,
  races: number,
  random: () => number,
): Promise<RaceResult> {
  const result: RaceResult = { races, enteredInTime: 0, enteredByOldSecret: 0, newLinkRefused: 0 };
  let secret = firstSecret;
  for (let race = 0; race < races; race++) {
    const old = secret;
    const early = Math.floor(random() * (GUESTS + 1));
    const starters = Array.from({ length: early }, () => door.enter(old));
    const regenerating = door.regenerate();
    const others = Array.from({ length: GUESTS - early }, () => door.enter(old));
    secret = await regenerating;
    const [afterwards, fresh] = await Promise.all([door.enter(old), door.enter(secret)]);
    if (afterwards) result.enteredByOldSecret++;
    if (!fresh) result.newLinkRefused++;
    const inTime = (await Promise.all([...starters, ...others])).filter((guest) => guest !== null);
    result.enteredInTime += inTime.length;
    for (const guest of inTime) {
      const [isSeated, comesIn] = await Promise.all([guest.isSeated(), guest.comesIn()]);
      if (isSeated || comesIn) result.enteredByOldSecret++;
    }
  }
  return result;
}
