import type { DeviceCheckResult } from '../../wire/http.ts';
import type { DeviceProblem } from '../join/device-problem.ts';
import type { DeviceState } from '../join/devices.ts';

type Finding = DeviceCheckResult['camera'];

const FINDINGS: Record<DeviceProblem, Finding> = {
  denied: 'denied',
  blocked_by_system: 'denied',
  dismissed: 'denied',
  busy: 'busy',
  missing: 'missing',
  unplugged: 'missing',
  constrained: 'unsupported',
  unsupported: 'unsupported',
  insecure: 'unsupported',
  failed: 'busy',
};

/** What a Researcher is told of a device. */
export function findingOf(state: DeviceState): Finding {
  if (state.kind === 'problem') return FINDINGS[state.problem];
  return state.kind === 'on' ? 'ok' : 'skipped';
}

/** A microphone that is open but into which nobody spoke may still be the wrong one. */
export function microphoneOf(state: DeviceState, heard: boolean): DeviceCheckResult['microphone'] {
  const finding = findingOf(state);
  return finding === 'ok' && !heard ? 'silent' : finding;
}
