import { expect, test } from 'vitest';
import { classifyProblem } from './device-problem.ts';
import { explainProblem } from './problem-words.ts';

const refusal = (name: string, message = '') => new DOMException(message, name);

test('a refused permission is told apart from a question that was closed', () => {
  expect(classifyProblem(refusal('NotAllowedError', 'Permission denied'), 'denied')).toBe('denied');
  expect(classifyProblem(refusal('NotAllowedError', 'Permission dismissed'), null)).toBe('dismissed');
  expect(classifyProblem(refusal('NotAllowedError'), 'prompt')).toBe('dismissed');
  expect(classifyProblem(refusal('NotAllowedError', 'Permission denied by system'), 'granted')).toBe(
    'blocked_by_system',
  );
});

test('a device that another app holds is busy, one that is not there is missing', () => {
  expect(classifyProblem(refusal('NotReadableError'), 'granted')).toBe('busy');
  expect(classifyProblem(refusal('NotFoundError'), 'granted')).toBe('missing');
  expect(classifyProblem(refusal('OverconstrainedError'), 'granted')).toBe('constrained');
  expect(classifyProblem(new TypeError('no mediaDevices'), null)).toBe('unsupported');
  expect(classifyProblem(new TypeError('no mediaDevices'), null, false)).toBe('insecure');
});

test('camera and microphone with the same problem are named in one sentence', () => {
  expect(explainProblem(['cam', 'mic'], 'missing').title).toBe('We found no camera and microphone');
  expect(explainProblem(['mic'], 'busy').help).toContain('Close it there');
});
