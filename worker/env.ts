import { SEATS_MAX } from '../wire/limits.ts';
import type { Room } from './room/room.ts';

/** Bindings, vars and secrets of the Worker. README lists how each is set for a deployment. */
export interface Env {
  DB: D1Database;
  RECORDINGS: R2Bucket;
  ROOM: DurableObjectNamespace<Room>;
  ASSETS: Fetcher;
  EMAIL: SendEmail;
  LINK_BRAKE: RateLimit;
  SIGN_IN_BRAKE: RateLimit;

  /** Where people reach this deployment, no trailing slash: links in mails are built on it. */
  APP_ORIGIN: string;
  /** Which media implementation serves the Rooms. */
  MEDIA: 'sfu' | 'realtimekit';
  REALTIME_API_URL: string;
  REALTIME_APP_ID: string;
  REALTIME_APP_SECRET: string;
  /** For MEDIA=realtimekit: the account, its RealtimeKit app, and a token with the right 'Realtime Admin'. */
  REALTIMEKIT_ACCOUNT_ID?: string;
  REALTIMEKIT_APP_ID?: string;
  REALTIMEKIT_API_TOKEN?: string;
  /** Where others stand in for Cloudflare: its API, where it publishes its webhooks' key, and the host its clients talk to. */
  REALTIMEKIT_API_URL?: string;
  REALTIMEKIT_WEBHOOK_KEY_URL?: string;
  REALTIMEKIT_BASE_URI?: string;
  /** How many may be in a Room at once, where it is not to be SEATS_MAX (wire/limits.ts): a decimal number. */
  ROOM_SEATS_MAX?: string;
  /** Cloudflare TURN, optional; without it browsers use STUN only. */
  TURN_API_URL?: string;
  TURN_KEY_ID?: string;
  TURN_KEY_TOKEN?: string;
  /** `host` puts no ICE servers into a browser's list (a developer's machine without internet). */
  ICE?: 'host';

  MAIL_TRANSPORT: 'cloudflare' | 'resend' | 'mailbox';
  MAIL_FROM: string;
  /** Base URL of the local mailbox, for MAIL_TRANSPORT=mailbox. */
  MAILBOX_URL?: string;
  /** For MAIL_TRANSPORT=resend; the URL only where another server stands in for Resend's. */
  RESEND_API_KEY?: string;
  RESEND_API_URL?: string;
  /** Signing secret of Resend's webhook (`whsec_...`): bounces are shown on the Session. */
  RESEND_WEBHOOK_SECRET?: string;

  /** Key rings, JSON `{"current":"<kid>","keys":{"<kid>":"<base64url of 32 bytes>"}}`. */
  LINK_KEYS: string;
  TICKET_KEYS: string;
}

/** How many may be in a Room at once: a deployment may allow more or fewer than we do. */
export const seatsMax = ({ ROOM_SEATS_MAX }: Pick<Env, 'ROOM_SEATS_MAX'>): number =>
  Number(ROOM_SEATS_MAX ?? '') || SEATS_MAX;
