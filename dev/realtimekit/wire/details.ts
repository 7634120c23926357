import type { Meeting, Participant } from '../kit.ts';

/**
 * What `init` wants to know first. `base` is the client's `baseURI`. The client puts `socket-edge.` before the socket's: here that
 * becomes a user's name, of which nobody takes notice, so that a browser has to accept the certificate of one host only.
 */
export function detailsOf(meeting: Meeting, participant: Participant, organization: string, base: string): object {
  const { id, name, picture, customId, preset } = participant;
  return {
    participant: {
      id,
      name,
      // Null is what the client of 2.0.2 fails on.
      ...(picture === null ? {} : { picture }),
      custom_participant_id: customId,
      organization_id: organization,
    },
    meeting: { title: meeting.settings.title ?? '' },
    socket: { base_uri: `@api.${base}` },
    preset: {
      id: preset.id,
      name: preset.name,
      version: '2.0.0',
      config: preset.config,
      permissions: {
        accept_stage_requests: false,
        is_recorder: false,
        stage_access: 'ALLOWED',
        stage_enabled: false,
        transcription_enabled: false,
        ...preset.permissions,
      },
      ui: { ...preset.ui, config_diff: {} },
    },
  };
}
