/** Draws a shape on a 24 px grid. A decoration: whatever carries it has its own name for screen readers. */
export function drawIcon(shape: string): HTMLSpanElement {
  const span = document.createElement('span');
  span.className = 'icon';
  span.ariaHidden = 'true';
  span.innerHTML = `<svg viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${shape}</svg>`;
  return span;
}
