/** Puts a message on the clipboard as plain text and as HTML. Resolves to false when the browser will not let us. */
export async function copyMessage(message: { text: string; html: string }): Promise<boolean> {
  try {
    if (typeof ClipboardItem === 'undefined') await navigator.clipboard.writeText(message.text);
    else await navigator.clipboard.write([richItem(message)]);
    return true;
  } catch (error) {
    // NotAllowedError: permission refused or page not focused. TypeError: no clipboard outside a secure context.
    if (error instanceof DOMException || error instanceof TypeError) return copyBySelection(message);
    throw error;
  }
}

function richItem({ text, html }: { text: string; html: string }): ClipboardItem {
  return new ClipboardItem({
    'text/plain': new Blob([text], { type: 'text/plain' }),
    'text/html': new Blob([html], { type: 'text/html' }),
  });
}

/** The old way, which needs no permission: answer the document's own copy event. */
function copyBySelection({ text, html }: { text: string; html: string }): boolean {
  let filled = false;
  const fill = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.clipboardData?.setData('text/html', html);
    event.preventDefault();
    filled = true;
  };
  document.addEventListener('copy', fill);
  const done = document.execCommand('copy');
  document.removeEventListener('copy', fill);
  return done && filled;
}
