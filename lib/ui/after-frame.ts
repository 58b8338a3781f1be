/** A page that nobody sees is not drawn. */
const UNSEEN_MS = 100;

/** Resolves once the page has been drawn as it is now; soon, when it isn't drawn at all. */
export function afterFrame(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    const goOn = () => port2.postMessage(null);
    // A frame is drawn after what was asked for with it, and before a message that was sent then.
    requestAnimationFrame(goOn);
    setTimeout(goOn, UNSEEN_MS);
  });
}
