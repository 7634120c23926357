import { canRecord } from '../../../web/room/recorder/can-record.ts';
import type { Recorder, RecorderTile, RecorderVoice } from '../../../web/room/recorder/ports.ts';
import { MEETING } from '../../../web/room/recorder/picture.ts';
import { startRecorder } from '../../../web/room/recorder/recorder.ts';
import { resumeSpool } from '../../../web/room/recorder/resume.ts';
import { openSpool } from '../../../web/room/recorder/spool.ts';
import { compositions } from './composition.ts';
import { lookAt } from './look.ts';
import { openHum, openSources } from './sources.ts';
import { standstills } from './standstills.ts';
import { measureSync } from './sync.ts';

interface Told {
  savedMs: number;
  pending: number;
  /** How often it was said that the storage is full. */
  unspooled: number;
  failed: string[];
}

/** What the spec calls in the page. */
const harness = {
  canRecord,
  resumeSpool,
  lookAt,
  compositions,
  measureSync,
  standstills,
  told: { savedMs: 0, pending: 0, unspooled: 0, failed: [] } as Told,
  tiles: [] as RecorderTile[],
  voices: [] as RecorderVoice[],
  recorder: null as Recorder | null,

  async start(sessionId: string, recording: string, segment: number): Promise<void> {
    const sources = await openSources();
    harness.tiles = sources.tiles;
    harness.voices = sources.voices;
    const askedAt = performance.now();
    harness.recorder = await startRecorder({
      sessionId,
      recording,
      segment,
      seat: 'seat',
      shows: MEETING,
      askedAt: () => askedAt,
      copyOf: (track) => track.clone(),
      onApart: () => harness.told.failed.push('It came apart.'),
      onProgress: (progress) => Object.assign(harness.told, progress),
      onFailed: (reason) => harness.told.failed.push(reason),
      onUnspooled: () => void harness.told.unspooled++,
    });
    harness.recorder.setTiles(harness.tiles);
    harness.recorder.setVoices(harness.voices);
  },

  /** The second person shares their screen (the flash), the third turns the camera off. */
  share(): void {
    const [first, second, third] = harness.tiles;
    if (!first || !second || !third) throw new Error('start first');
    harness.recorder?.setTiles([{ ...first, id: '2:screen', kind: 'screen' }, second, { ...third, track: null }]);
  },
  /** Everybody back as at the start. */
  unshare(): void {
    harness.recorder?.setTiles(harness.tiles);
  },
  /** Every voice comes so much later than its picture, ms. */
  lag(ms: number): void {
    harness.recorder?.setLags(new Map(harness.voices.map(({ id }) => [id, ms])));
  },
  /** Besides them a tone that never stops. */
  hum(): void {
    harness.recorder?.setVoices([...harness.voices, { id: '4:mic', track: openHum() }]);
  },
  hush(): void {
    harness.recorder?.setVoices([]);
  },
  stop: () => harness.recorder?.stop(),

  /** Pictures a second, as the recorder told them every 2 s. */
  paces: () => performance.getEntriesByName('fieldroom:recorder-pace').map(paceOf),

  async waiting(sessionId: string): Promise<number> {
    const spool = await openSpool();
    const keys = await spool.keys(sessionId);
    spool.close();
    return keys.length;
  },
};

function paceOf(entry: PerformanceEntry): number {
  return entry instanceof PerformanceMark ? Math.round(Number(entry.detail) * 10) / 10 : 0;
}

export type Harness = typeof harness;

declare global {
  interface Window {
    harness: Harness;
  }
}
window.harness = harness;
