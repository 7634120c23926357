/** What the Room keeps of the meeting that others hold for it. UTC ms. */
export interface KitLife {
  /** Its id there; null: nobody has needed it yet. */
  meeting: string | null;
  /** What is still to be done there, in this order; kept until it is done. */
  errands: Errand[];
  /** When to try again; null: nothing is to be tried. */
  errandsAt: number | null;
  tried: number;
  /** Recordings of this Session that the service gave up. */
  failedRecordings: number;
  /** Webhooks that were heard already. */
  heard: string[];
}

/** Somebody is out for good, or everybody is. */
export type Errand =
  | { what: 'remove'; person: string }
  | { what: 'close' }
  /** A recording that nobody is to have. */
  | { what: 'stop_recording'; id: string };

export const NO_KIT: KitLife = {
  meeting: null,
  errands: [],
  errandsAt: null,
  tried: 0,
  failedRecordings: 0,
  heard: [],
};
