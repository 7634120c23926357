/** Goes to a path of ours: pages of the dashboard without a reload, the room's with one. */
export function go(path: string, navigate: (path: string, options: { replace: boolean }) => void): void {
  if (path.startsWith('/j/')) location.assign(path);
  else navigate(path, { replace: true });
}
