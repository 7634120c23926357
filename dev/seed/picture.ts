/** Pictures of the demo recording, 4:2:0, drawn without any canvas: a title card with a bar that moves. */
export const WIDTH = 640;
export const HEIGHT = 360;

export interface Picture {
  y: Uint8Array;
  u: Uint8Array;
  v: Uint8Array;
}

/** 5 x 7 letters, a row per number, the highest of five bits at the left. */
const LETTERS: Record<string, number[]> = {
  F: [31, 16, 16, 30, 16, 16, 16],
  I: [31, 4, 4, 4, 4, 4, 31],
  E: [31, 16, 16, 30, 16, 16, 31],
  L: [16, 16, 16, 16, 16, 16, 31],
  D: [30, 17, 17, 17, 17, 17, 30],
  R: [30, 17, 17, 30, 20, 18, 17],
  O: [14, 17, 17, 17, 17, 17, 14],
  M: [17, 27, 21, 21, 17, 17, 17],
};
const PAPER = 235;
const INK = 40;
const SCALE = 8;

/** `progress` from 0 to 1 moves the bar and warms the paper's tint. */
export function drawCard(word: string, progress: number): Picture {
  const y = new Uint8Array(WIDTH * HEIGHT);
  for (let row = 0; row < HEIGHT; row++)
    y.fill(PAPER - Math.round((row / HEIGHT) * 24), row * WIDTH, (row + 1) * WIDTH);
  const left = Math.round((WIDTH - (word.length * 6 - 1) * SCALE) / 2);
  for (const [index, letter] of [...word].entries())
    drawLetter(y, LETTERS[letter] ?? [], left + index * 6 * SCALE, 120);
  fillBlock(y, 80, 250, Math.round((WIDTH - 160) * progress), 12, INK + 60);
  const quarter = (WIDTH / 2) * (HEIGHT / 2);
  return { y, u: new Uint8Array(quarter).fill(124), v: new Uint8Array(quarter).fill(131 + Math.round(progress * 8)) };
}

function drawLetter(y: Uint8Array, rows: number[], left: number, top: number): void {
  for (const [row, bits] of rows.entries()) {
    for (let column = 0; column < 5; column++) {
      if ((bits >> (4 - column)) & 1) fillBlock(y, left + column * SCALE, top + row * SCALE, SCALE, SCALE, INK);
    }
  }
}

function fillBlock(y: Uint8Array, left: number, top: number, width: number, height: number, value: number): void {
  for (let row = top; row < top + height; row++) y.fill(value, row * WIDTH + left, row * WIDTH + left + width);
}
