import type { DeviceCheckResult } from '../../wire/http.ts';
import type { NetworkLook } from './ports.ts';

/** ms; above this people begin to talk into each other (ITU-T G.114 puts it at 150 ms one way). */
const TRIP_SLOW = 300;
/** ms; a connection that takes longer to come about has had to find a way around something. */
const CONNECT_SLOW = 5_000;

export type NetworkFinding = DeviceCheckResult['network'];

/** What a look at the network means for the Session. */
export function judgeNetwork(look: NetworkLook): NetworkFinding {
  if (look.kind === 'not_measured') return { state: 'skipped', rtt: null };
  if (look.kind !== 'connected' && look.kind !== 'reached') return { state: 'blocked', rtt: null };
  const rtt = middle(look.trips);
  if (look.kind === 'reached') {
    if (look.udp === false) return { state: 'no_udp', rtt };
    return { state: rtt !== null && rtt > TRIP_SLOW ? 'slow' : 'reached', rtt };
  }
  const isSlow = look.afterMs > CONNECT_SLOW || (rtt !== null && rtt > TRIP_SLOW);
  return { state: isSlow ? 'slow' : 'ok', rtt };
}

/** The median: one late answer among several says little. Rounded to a tenth of a ms. */
function middle(trips: number[]): number | null {
  const sorted = trips.toSorted((a, b) => a - b);
  const at = sorted[Math.floor(sorted.length / 2)];
  return at === undefined ? null : Math.round(at * 10) / 10;
}

/** What was not checked is said, too. */
const NOT_TRIED = 'Picture and sound themselves are tried when you join: come a few minutes early.';

export interface Words {
  title: string;
  help: string;
}

/** What that means, and what helps, in plain words. */
export function networkWords(look: NetworkLook): Words {
  if (look.kind === 'no_socket') {
    return {
      title: 'Your network lets our pages through, but not our live connection',
      help: 'This is often a company network, a proxy or a VPN. Switch the VPN off, or try another network, such as your phone.',
    };
  }
  if (look.kind === 'unreached') {
    return {
      title: 'We could not reach the video service from here',
      help: `This is often a VPN or a company network. Switch the VPN off, or try another network, such as your phone. In a company, ask those who run the network to allow *.${look.host}.`,
    };
  }
  const { state, rtt } = judgeNetwork(look);
  if (look.kind === 'reached' && state === 'slow') {
    return {
      title: 'You reach Fieldroom and the video service, but it takes long',
      help: `It takes ${Math.round(rtt ?? 0)} ms. Sit closer to the Wi-Fi or use a cable, and switch a VPN off. ${NOT_TRIED}`,
    };
  }
  switch (state) {
    case 'ok':
      return {
        title: 'Your connection works',
        help:
          rtt === null ? 'Picture and sound get through.' : `Picture and sound get through, in ${Math.round(rtt)} ms.`,
      };
    case 'slow':
      return {
        title: 'Your connection works, but it is slow',
        help: 'Sit closer to the Wi-Fi or use a cable, switch a VPN off, and stop downloads and other video calls.',
      };
    case 'reached':
      return {
        title: 'You reach Fieldroom and the video service',
        help: `${rtt === null ? '' : `It takes ${Math.round(rtt)} ms. `}${NOT_TRIED}`,
      };
    case 'no_udp':
      return {
        title: 'Your network may hold back picture and sound',
        help: `You reach Fieldroom and the video service, but nothing came back by UDP, the way picture and sound travel best. Switch a VPN off, or try another network, such as your phone. ${NOT_TRIED}`,
      };
    case 'blocked':
      return {
        title: 'Your network blocks picture and sound',
        help: 'This is often a VPN or a company network. Switch the VPN off, or try another network, such as your phone. In a company, ask those who run the network to allow WebRTC (UDP).',
      };
    case 'skipped':
      return {
        title: 'We could not measure your connection',
        help: 'That is not your fault. Try again in a few minutes.',
      };
  }
  return state satisfies never;
}
