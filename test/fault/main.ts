import { runMailFault } from './mail.ts';

/** `npm run fault -- mail [seed]`. Prints `name value unit` lines and the seed, with which the same run can be had again. */
const FAULTS: Record<string, (seed: number) => Promise<Record<string, number>>> = { mail: runMailFault };

const [name = 'mail', given] = process.argv.slice(2);
const fault = FAULTS[name];
if (!fault) throw new Error(`No fault called ${name}; there are ${Object.keys(FAULTS).join(', ')}.`);
const seed = given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given);
console.log(`  seed ${seed}`);
const found = await fault(seed);
for (const [figure, value] of Object.entries(found)) console.log(`${figure} ${value} count`);
process.exit(Object.values(found).some((value) => value > 0) ? 1 : 0);
