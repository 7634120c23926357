import { lazyPart } from './lazy-part.tsx';

/** What is not on the first screen comes after the first picture, each in a chunk of its own; first what is waited for unseen. */
export const Shortcuts = lazyPart(async () => (await import('./shortcut-keys.ts')).Shortcuts, { quiet: true });
export const Toasts = lazyPart(async () => (await import('../../ui/toast.tsx')).Toasts, { quiet: true });
export const OwnRecording = lazyPart(async () => (await import('./own-recording.tsx')).OwnRecording, { quiet: true });
export const Knocks = lazyPart(async () => (await import('./hosting/knocks.tsx')).Knocks, { quiet: true });
export const UnreadToasts = lazyPart(async () => (await import('./unread-toasts.ts')).UnreadToasts, { quiet: true });
export const SidePanel = lazyPart(async () => (await import('./side-panel/side-panel.tsx')).SidePanel);
export const LeaveDialog = lazyPart(async () => (await import('./leave-dialog.tsx')).LeaveDialog);
export const OutPage = lazyPart(async () => (await import('./out-page.tsx')).OutPage);
export const DeviceChoices = lazyPart(async () => (await import('./device-choices.tsx')).DeviceChoices);
export const ViewChoices = lazyPart(async () => (await import('./view-choices.tsx')).ViewChoices);
export const MoreItems = lazyPart(async () => (await import('./more-items.tsx')).MoreItems);
export const ShortcutsDialog = lazyPart(async () => (await import('./shortcuts-dialog.tsx')).ShortcutsDialog);
export const SharedScreenTools = lazyPart(async () => (await import('./shared-screen-tools.tsx')).SharedScreenTools, {
  quiet: true,
});
export const StageBanner = lazyPart(async () => (await import('./stage-banner.tsx')).StageBanner, { quiet: true });
export const Floating = lazyPart(async () => (await import('./floating.tsx')).Floating, { quiet: true });
export const KnockCard = lazyPart(async () => (await import('./hosting/knock-card.tsx')).KnockCard, { quiet: true });
export const PersonMenu = lazyPart(async () => (await import('./hosting/person-menu.tsx')).PersonMenu, { quiet: true });
export const RecordingMenu = lazyPart(async () => (await import('./hosting/recording-menu.tsx')).RecordingMenu, {
  quiet: true,
});
export const Saving = lazyPart(async () => (await import('./saving.tsx')).Saving);
export const SharedScreen = lazyPart(async () => (await import('./shared-screen.tsx')).SharedScreen);
export const SoundGate = lazyPart(async () => (await import('./sound-gate.tsx')).SoundGate);
