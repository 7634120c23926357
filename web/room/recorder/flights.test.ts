import { expect, test } from 'vitest';
import { createFlights } from './flights.ts';

test('one that three later ones have overtaken is given up, and two are not enough', () => {
  const flights = createFlights();
  const stuck = flights.start('1');
  for (const id of ['2', '3']) {
    flights.start(id);
    flights.landed(id);
  }
  expect(stuck.aborted).toBe(false);
  const last = flights.start('4');
  flights.landed('4');
  expect(stuck.aborted).toBe(true);
  expect(last.aborted).toBe(false);
});

test('those that were sent earlier overtake nobody, and sent again one begins anew', () => {
  const flights = createFlights();
  for (const id of ['1', '2', '3']) flights.start(id);
  const waiting = flights.start('4');
  for (const id of ['1', '2', '3']) flights.landed(id);
  expect(waiting.aborted).toBe(false);
  flights.failed('4');
  expect(flights.start('4').aborted).toBe(false);
});

test('after a failure one at a time is sent, and more again with each that lands', () => {
  const flights = createFlights();
  expect(flights.width()).toBe(3);
  flights.start('1');
  flights.failed('1');
  expect(flights.width()).toBe(1);
  for (const expected of [2, 3, 3]) {
    flights.start('1');
    flights.landed('1');
    expect(flights.width()).toBe(expected);
  }
});

test('being overtaken says nothing about the line', () => {
  const flights = createFlights();
  flights.start('stuck');
  for (const id of ['1', '2', '3']) {
    flights.start(id);
    flights.landed(id);
  }
  flights.failed('stuck');
  expect(flights.width()).toBe(3);
});
