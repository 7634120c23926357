import type { Candidate, Recording, Scene } from './recording-director.ts';

/** What a Researcher's choice of a recorder comes to; 'keep': the one who records goes on, nobody takes over. */
export type Choice =
  { do: 'nothing' } | { do: 'keep' } | { do: 'pass_on'; to: Candidate } | { do: 'refuse'; why: string };

/** May this person in the room record from now on. A rest after a failure does not count: a Researcher knows what they do. */
export function chooseRecorder(scene: Scene, { seat, name }: { seat: string; name: string }): Choice {
  const refuse = (why: string): Choice => ({ do: 'refuse', why });
  const { recording } = scene;
  if (recording && recording.phase !== 'on') return refuse('The recording of this Session is over.');
  if (recording?.cloud) return refuse('The media service records this Session, and no browser.');
  if (!recording || recording.rests) return refuse('Nothing is being recorded now.');
  const to = scene.researchers.find((one) => one.seat === seat);
  if (!to) return refuse('Only a Researcher can record.');
  if (isAlready(recording, seat)) return { do: recording.next && recording.next.seat !== seat ? 'keep' : 'nothing' };
  if (!to.canRecord) return refuse(`${name}’s browser cannot record. Chrome or Edge on a computer can.`);
  if (to.away) return refuse(`${name} is reconnecting. Try again in a moment.`);
  const current = scene.researchers.find((one) => one.seat === recording.recorder?.seat);
  if (to.savesData && current && !current.savesData) {
    return refuse(`${name} has the others’ cameras off: the recording would have none.`);
  }
  return { do: 'pass_on', to };
}

const isAlready = ({ recorder, next }: Recording, seat: string) => recorder?.seat === seat || next?.seat === seat;
