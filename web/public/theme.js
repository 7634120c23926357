// Runs before the first paint, so that a chosen theme does not flash. lib/theme.ts sets it.
{
  const theme = localStorage.getItem('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
}
